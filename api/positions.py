"""Positions in the publication log as readers hold them: opaque, with the log's epoch in them (API.md §1, rule 2)."""

from portal.publication.head import log_head


def token(epoch: str, position: int) -> str:
    """The opaque form of a position."""
    return f"{epoch or 'empty'}-{position:020d}"


def latest() -> str:
    """The position of the newest event."""
    head = log_head()
    return token(head.epoch, head.position)
