"""What is no longer in a feed, and since when (RFC 6721)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from api.feeds.entries import urn
from api.feeds.wanted import Wanted
from portal.publication.models import PublicationEvent

# Beyond these a document tells no more of what is gone; /changes tells all of it.
MOST = 200
FURTHEST = 1_000
LEFT_FILTER = "left_filter"


@dataclass(frozen=True)
class Tombstone:
    """`reason` is that of the withdrawal, or LEFT_FILTER for a record that is public still."""

    id: str
    when: dt.datetime
    reason: str
    position: int


def tombstones(wanted: Wanted, at: dt.datetime, after: int, last: int, *, leaving: bool = False) -> list[Tombstone]:
    """What was withdrawn from a feed between two positions of the log, and with `leaving` what else left it of late."""
    gone = wanted.withdrawn().filter(position__gt=after, position__lte=last).order_by("-position")
    found = {
        item.pk: Tombstone(urn(item.pk), item.withdrawn_at, item.reason or "unspecified", item.position)
        for item in gone[:MOST]
        if item.withdrawn_at and wanted.had(item)
    }
    if leaving and wanted.narrowed:
        found = _left(wanted, at, max(after, last - FURTHEST)) | found
    return sorted(found.values(), key=lambda tombstone: -tombstone.position)


def _left(wanted: Wanted, at: dt.datetime, after: int) -> dict[UUID, Tombstone]:
    """By their last leaving; what has come back since is not gone."""
    events = PublicationEvent.objects.filter(position__gt=after, before__isnull=False, after__isnull=False)
    events = events.filter(kind__in=wanted.kinds) if wanted.kinds else events
    found = {
        event.item_id: Tombstone(urn(event.item_id), event.time, LEFT_FILTER, event.position)
        for event in events.order_by("position").defer("body")
        if wanted.left(event)
    }
    back = set(wanted.live(at).filter(pk__in=found).values_list("pk", flat=True))
    return {item_id: tombstone for item_id, tombstone in found.items() if item_id not in back}
