"""What the public could read under an id, and when."""

from collections.abc import Iterable
from typing import Any

from api.content.differences import differences
from api.links import with_absolute_addresses
from api.positions import token
from portal.publication.head import log_head
from portal.publication.models import PublicationEvent, PublishedItem, PublishedVersion
from portal.windows.instants import rfc3339

HIGHEST = 2_147_483_647
# Of the event the body is not needed, and it is the long part.
TOLD = ("position", "type", "change_note", "significant")


def listed(item: PublishedItem) -> list[dict[str, Any]]:
    """Every version without its text, newest first; two texts at a time are in memory."""
    epoch, before, found = log_head().epoch, None, []
    events = _events(item.versions.values_list("position", flat=True))
    for row in item.versions.order_by("n").iterator(chunk_size=1):
        found.append(_entry(row, before, events.get(row.position), epoch))
        before = row.detail
    return found[::-1]


def one(item: PublishedItem, n: str) -> dict[str, Any] | None:
    """The version of that number with its text, None if there is none."""
    number = int(n) if len(n) < len(str(HIGHEST)) else 0
    row = item.versions.filter(n=number).first()
    if row is None:
        return None
    before = item.versions.filter(n=number - 1).values_list("detail", flat=True).first()
    detail = {name: value for name, value in row.detail.items() if name != "validity_facts"} if row.detail else None
    entry = _entry(row, before, _events([row.position]).get(row.position), log_head().epoch)
    return {**entry, "object": with_absolute_addresses(detail)}


def _events(positions: Iterable[int]) -> dict[int, PublicationEvent]:
    return PublicationEvent.objects.only(*TOLD).in_bulk(list(positions))


def _entry(
    row: PublishedVersion, before: dict[str, Any] | None, event: PublicationEvent | None, epoch: str
) -> dict[str, Any]:
    return {
        "n": row.n,
        "type": event.type if event else "",
        "published_at": rfc3339(row.published_at),
        "position": token(epoch, row.position),
        "change_note": (event.change_note if event else "") or None,
        "significant": bool(event and event.significant),
        "changed": differences(before, row.detail),
    }
