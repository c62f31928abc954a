"""What happened to a record: decided against the locked item, before anything is numbered."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from portal.publication.buffer import Pending
from portal.publication.events import rfc3339_utc
from portal.publication.facts import facts_of
from portal.publication.models import PublishedItem, PublishedVersion
from portal.publication.redaction import REDACTING
from portal.publication.rendering import Rendering, changed_fields, list_form

# Bookkeeping of the log itself: never a difference worth an event.
BOOKKEEPING = frozenset({"version", "published_at", "updated_at"})


@dataclass
class Change:
    """One decided event and the rows that go with it. `before` is what filters knew of the record until now."""

    item: PublishedItem
    verb: str
    time: dt.datetime
    new: bool = False
    before: dict[str, Any] | None = None
    rendering: Rendering | None = None
    detail: dict[str, Any] | None = None
    event: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def redacts(self) -> bool:
        """Whether everything that was told of the record must go."""
        return self.rendering is None and self.item.reason in REDACTING


def decide(pending: Pending, item: PublishedItem | None, now: dt.datetime) -> Change | None:
    """The event that a buffered change comes to, None for none. Changes `item` in memory."""
    if pending.rendering is None:
        return _withdrawal(pending, item, now)
    if item is None:
        return _publication(pending, pending.rendering, now)
    return _update(pending, pending.rendering, item, now)


def _withdrawal(pending: Pending, item: PublishedItem | None, now: dt.datetime) -> Change | None:
    reason = pending.reason or "unspecified"
    if item is None or not (item.live or _worse(reason, item)):
        return None
    before = item.facts if item.live and reason not in REDACTING else None
    item.live, item.withdrawn_at, item.updated_at = False, now, now
    item.reason, item.successor, item.version = reason, pending.successor, item.version + 1
    successor = str(pending.successor) if pending.successor else None
    data = {"deleted": True, "reason": reason, "successor": successor, "withdrawn_at": rfc3339_utc(now)}
    # What an editor says of a change is for those who may read the record: nobody does after this one.
    note = "" if pending.publishable and reason in REDACTING else pending.note
    return Change(item, "withdrawn", now, before=before, event={"change_note": note}, data=data)


def _worse(reason: str, item: PublishedItem) -> bool:
    """A record taken down for a harmless reason may turn out to be one that nobody should ever have read."""
    return reason in REDACTING and item.reason not in REDACTING


def _publication(pending: Pending, rendering: Rendering, now: dt.datetime) -> Change:
    item = PublishedItem(id=pending.id, version=1, published_at=now)
    detail = _apply(item, rendering, now)
    return Change(item, "published", now, True, None, rendering, detail, _said(pending))


def _update(pending: Pending, rendering: Rendering, item: PublishedItem, now: dt.datetime) -> Change | None:
    different = _differs(_current_detail(item) if item.live else {}, rendering.detail)
    previous_path = item.path if item.path != rendering.path else ""
    if item.live and not different and not previous_path:
        return None
    verb = "published" if not item.live else "moved" if different <= {"url"} else "updated"
    before, shown = item.facts if item.live else None, rendering.stamp(item.listing, now)
    item.live, item.withdrawn_at, item.reason, item.successor = True, None, "", None
    item.version += 1
    detail = _apply(item, rendering, now)
    data: dict[str, Any] = {"previous_url": previous_path} if previous_path else {}
    if verb == "updated":
        changed = changed_fields(shown, rendering.stamp(item.listing, now))
        data["changed"] = [row for row in changed if row["field"] not in BOOKKEEPING]
    event = {**_said(pending), "previous_path": previous_path}
    return Change(item, verb, now, False, before, rendering, detail, event, data)


def _said(pending: Pending) -> dict[str, Any]:
    return {"change_note": pending.note, "significant": pending.significant}


def _differs(old: dict[str, Any], new: dict[str, Any]) -> set[str]:
    return {row["field"] for row in changed_fields(old, new)} - BOOKKEEPING


def _current_detail(item: PublishedItem) -> dict[str, Any]:
    version = PublishedVersion.objects.filter(item=item, n=item.version).values_list("detail", flat=True).first()
    return version or {}


def _apply(item: PublishedItem, rendering: Rendering, now: dt.datetime) -> dict[str, Any]:
    """Put the rendering on the item's columns; returns the detail form with the log's bookkeeping in it."""
    item.updated_at = now
    detail = {**rendering.detail, "version": item.version, "updated_at": rfc3339_utc(now)}
    item.listing = list_form(detail)
    describe(item, rendering)
    return detail


def describe(item: PublishedItem, rendering: Rendering) -> None:
    """The columns by which a record is listed, filtered and sorted."""
    item.kind, item.subtype, item.path = rendering.kind, rendering.subtype, rendering.path
    item.title, item.number, item.facts = rendering.title, rendering.number, facts_of(rendering)
    item.date, item.level_rank = rendering.date, rendering.level_rank
