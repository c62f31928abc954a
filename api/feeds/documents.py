"""A feed in documents: the current one and archives over fixed ranges of the log (RFC 5005 §4).

A record belongs to the range that holds its last event, so an archive only ever loses records; what it lost stands in
a newer document, or was withdrawn. The ranges and the current document together hold every live record.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.http import Http404

from api.errors import InvalidParameters, Refusal
from api.feeds.entries import Entry, entries
from api.feeds.tombstones import Tombstone, tombstones
from api.feeds.wanted import Wanted
from api.links import absolute
from api.positions import SNAPSHOT
from portal.publication.head import log_head
from portal.publication.models import LogHead, PublishedItem

# Positions of the log in one archive, and the fewest records of the current document while there are older ones.
RANGE = 200
NEWEST = 50

_ARCHIVE = re.compile(r"([0-9a-f]{8})-(0|[1-9][0-9]{0,11})")


@dataclass(frozen=True)
class Document:
    """One document of a feed. `archive` names it (None: the current one), `older` and `newer` its neighbours."""

    wanted: Wanted
    at: dt.datetime
    entries: list[Entry]
    tombstones: list[Tombstone]
    archive: str | None = None
    older: str | None = None
    newer: str | None = None

    @property
    def updated(self) -> dt.datetime | None:
        """When anything in it was last told; None for an empty one."""
        told = [entry.updated for entry in self.entries] + [gone.when for gone in self.tombstones]
        return max(told, default=None)


def current(wanted: Wanted, at: dt.datetime) -> Document:
    """The newest records: at least NEWEST, and all whose range the log has not filled yet."""
    head = log_head()
    filled = head.position - head.position % RANGE
    live = wanted.live(at).order_by("-position")
    rows = list(live[:NEWEST])
    if len(rows) == NEWEST and rows[-1].position > filled:
        rows = list(live.filter(position__gt=filled))
    oldest = rows[-1].position if rows else head.position + 1
    older = _number(live.filter(position__lt=oldest).first())
    after = min((older + 1) * RANGE, oldest - 1) if older is not None else 0
    gone = tombstones(wanted, at, after, head.position, leaving=True)
    return Document(wanted, at, entries(rows, at), gone, older=_name(head, older))


def archived(wanted: Wanted, at: dt.datetime, name: str) -> Document:
    """The archive of that name. Raises InvalidParameters, Http404 for a range not yet filled, Refusal (410) for one
    of another epoch: after a restored backup every archive has a new address, because readers keep what they have.
    """
    found = _ARCHIVE.fullmatch(name)
    if not found:
        raise InvalidParameters([{"param": "archive", "reason": "not an archive of this feed"}])
    head, number = log_head(), int(found[2])
    if found[1] != head.epoch:
        raise Refusal("position-expired", members={"snapshot": absolute(SNAPSHOT)})
    first, last = number * RANGE + 1, (number + 1) * RANGE
    if last > head.position:
        raise Http404
    live = wanted.live(at).order_by("-position")
    rows = live.filter(position__gte=first, position__lte=last)
    older = _number(live.filter(position__lt=first).first())
    newer = _number(live.filter(position__gt=last, position__lte=head.position - head.position % RANGE).last())
    after = (older + 1) * RANGE if older is not None else 0
    return Document(
        wanted, at, entries(rows, at), tombstones(wanted, at, after, last), name, _name(head, older), _name(head, newer)
    )


def _number(item: PublishedItem | None) -> int | None:
    """The range that holds a record's last event."""
    return (item.position - 1) // RANGE if item else None


def _name(head: LogHead, number: int | None) -> str | None:
    return f"{head.epoch}-{number}" if number is not None else None
