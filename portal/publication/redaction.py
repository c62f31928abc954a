"""Redaction, the one permitted change of the log: what nobody should have read is taken out of it for good."""

import json
from collections.abc import Iterable

from django.db.models import QuerySet

from portal.publication.events import render
from portal.publication.models import PublicationEvent, PublishedItem, PublishedVersion

# A withdrawal for one of these reasons takes back what was told, not only what is shown.
REDACTING = frozenset({"issued_in_error", "not_public"})
BATCH = 200

# What an earlier tombstone says that tells nothing of the record itself.
TOMBSTONE = ("deleted", "reason", "successor", "withdrawn_at")


def redact(items: Iterable[PublishedItem]) -> int:
    """Empty everything told of `items` before now: events, versions, list form; returns how many events it changed.

    Id, position, type, sequence, times and paths stay, so no reader's position breaks. The items are changed in
    memory only: the caller holds their locks and saves them. Run again, it finds nothing to do.
    """
    emptied = list(items)
    for item in emptied:
        item.title, item.number, item.listing, item.facts, item.date = "", "", {}, None, None
    ids = [item.id for item in emptied]
    if not ids:
        return 0
    PublishedVersion.objects.filter(item_id__in=ids, detail__isnull=False).update(detail=None)
    told = PublicationEvent.objects.filter(item_id__in=ids, redacted=False)
    return sum(iter(lambda: _redact_some(told), 0))


def _redact_some(told: QuerySet[PublicationEvent]) -> int:
    """The next BATCH events, so that a long history never stands in memory at once."""
    events = list(told.order_by("position")[:BATCH])
    for event in events:
        event.body = render(event, _left_of(event))
        event.before = event.after = None
        event.change_note, event.redacted = "", True
    PublicationEvent.objects.bulk_update(events, ["body", "before", "after", "change_note", "redacted"])
    return len(events)


def _left_of(event: PublicationEvent) -> dict[str, object]:
    """An earlier tombstone's own facts; of anything else only that it is gone."""
    data = json.loads(event.body)["data"]
    if data.get("deleted"):
        return {name: data.get(name) for name in TOMBSTONE}
    return {"deleted": True, "reason": "redacted", "successor": None}
