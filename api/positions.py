"""Positions in the publication log as readers hold them: opaque, with the log's epoch in them (API.md §1, rule 2)."""

import re

from api.errors import InvalidParameters, Refusal
from api.links import absolute
from portal.publication.head import log_head

SNAPSHOT = "/data/dumps/manifest.json"

_TOKEN = re.compile(r"(empty|[0-9a-f]{8})-([0-9]{20})")


def token(epoch: str, position: int) -> str:
    """The opaque form of a position."""
    return f"{epoch or 'empty'}-{position:020d}"


def latest() -> str:
    """The position of the newest event."""
    head = log_head()
    return token(head.epoch, head.position)


def is_kept(epoch: str, number: int) -> bool:
    """Whether the log still holds, and has reached, everything up to and after this position of an epoch."""
    head = log_head()
    return epoch == (head.epoch or "empty") and head.pruned <= number <= head.position


def position_of(text: str, *, name: str = "after") -> int:
    """The position that a reader holds.

    Raises InvalidParameters naming `name` for what is no position, and Refusal (410 with the snapshot's address) for
    one of another epoch, one whose following events are no longer kept, or one that the log has not reached.
    """
    found = _TOKEN.fullmatch(text)
    if not found:
        raise InvalidParameters([{"param": name, "reason": "not a position of this feed"}])
    epoch, number = found[1], int(found[2])
    if not is_kept(epoch, number):
        raise Refusal("position-expired", members={"snapshot": absolute(SNAPSHOT)})
    return number
