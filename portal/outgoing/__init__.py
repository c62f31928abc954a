"""Every request the portal sends to an address that somebody outside gave: it cannot reach inside, and it ends."""

from portal.outgoing.addresses import Refused, judged
from portal.outgoing.connecting import check
from portal.outgoing.sending import Answer, download, get, head, post

__all__ = ["Answer", "Refused", "check", "download", "get", "head", "judged", "post"]
