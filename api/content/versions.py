"""What the public could read under an id, and when."""

from collections.abc import Iterable
from typing import Any

from api.links import with_absolute_addresses
from api.positions import token
from portal.publication.models import PublicationEvent, PublishedItem, PublishedVersion
from portal.windows.instants import rfc3339

HIGHEST = 2_147_483_647


def listed(item: PublishedItem) -> list[dict[str, Any]]:
    """Every version without its text, newest first."""
    rows = list(item.versions.order_by("-n").defer("detail"))
    events = _events(rows)
    return [_entry(row, events.get(row.position)) for row in rows]


def one(item: PublishedItem, n: str) -> dict[str, Any] | None:
    """The version of that number with its text, None if there is none."""
    number = int(n) if len(n) < len(str(HIGHEST)) else 0
    row = item.versions.filter(n=number).first()
    if row is None:
        return None
    detail = {name: value for name, value in row.detail.items() if name != "validity_facts"} if row.detail else None
    return {**_entry(row, _events([row]).get(row.position)), "object": with_absolute_addresses(detail)}


def _events(rows: Iterable[PublishedVersion]) -> dict[int, PublicationEvent]:
    return PublicationEvent.objects.in_bulk([row.position for row in rows])


def _entry(row: PublishedVersion, event: PublicationEvent | None) -> dict[str, Any]:
    return {
        "n": row.n,
        "type": event.type if event else "",
        "published_at": rfc3339(row.published_at),
        "position": token(event.epoch if event else "", row.position),
        "change_note": (event.change_note if event else "") or None,
        "significant": bool(event and event.significant),
        "changed": (event.data.get("changed") if event else None) or [],
    }
