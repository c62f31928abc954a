"""Site paths of the stored forms made absolute for readers elsewhere."""

from portal.publication.addresses import absolute, with_absolute_addresses

__all__ = ["absolute", "with_absolute_addresses"]
