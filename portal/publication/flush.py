"""Writes what a transaction buffered: what happened is decided against the locked items, then numbered in one go."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone

from portal.publication.buffer import Buffer, Pending
from portal.publication.events import render, rfc3339_utc
from portal.publication.facts import facts_of
from portal.publication.head import take_positions
from portal.publication.kinds import KINDS
from portal.publication.models import (
    DueBoundary,
    PublicationEvent,
    PublishedFacet,
    PublishedItem,
    PublishedPath,
    PublishedSpan,
    PublishedVersion,
)
from portal.publication.record_rows import boundary_rows, facet_rows, span_rows
from portal.publication.rendering import Rendering, changed_fields, list_form

# Bookkeeping of the log itself: never a difference worth an event.
BOOKKEEPING = frozenset({"version", "published_at", "updated_at"})


@dataclass
class Change:
    """One decided event and the rows that go with it."""

    item: PublishedItem
    verb: str
    time: dt.datetime
    new: bool = False
    rendering: Rendering | None = None
    detail: dict[str, Any] | None = None
    event: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


def flush(buffer: Buffer) -> None:
    """Write all buffered changes. Existing items are locked first, the head last."""
    now = timezone.now()
    if not buffer.pending and not buffer.fired:
        return
    ids = [*buffer.pending, *(fired.boundary.item_id for fired in buffer.fired)]
    locked = {item.id: item for item in PublishedItem.objects.select_for_update().filter(id__in=ids).order_by("id")}
    before = {item.id: item.facts if item.live else None for item in locked.values()}
    changes = [change for pending in buffer.pending.values() if (change := _decide(pending, locked, now))]
    if not changes and not buffer.fired:
        return
    _claim_paths(changes)
    epoch, first = take_positions(len(changes) + len(buffer.fired))
    for position, change in enumerate(changes, first):
        change.item.position = position
    _write_items(changes)
    events = [_event(change, epoch, now, before) for change in changes]
    events += _fired_events(buffer, locked, epoch, first + len(changes))
    PublicationEvent.objects.bulk_create(events)


def _decide(pending: Pending, locked: dict[UUID, PublishedItem], now: dt.datetime) -> Change | None:
    item = locked.get(pending.id)
    if pending.rendering is None:
        return _withdrawal(pending, item, now)
    if item is None:
        return _publication(pending, pending.rendering, now)
    return _update(pending, pending.rendering, item, now)


def _withdrawal(pending: Pending, item: PublishedItem | None, now: dt.datetime) -> Change | None:
    if item is None or not item.live:
        return None
    reason = pending.reason or "not_public"
    item.live, item.withdrawn_at, item.updated_at = False, now, now
    item.reason, item.successor, item.version = reason, pending.successor, item.version + 1
    if reason in ("issued_in_error", "not_public"):
        item.title, item.number, item.listing = "", "", {}
    successor = str(pending.successor) if pending.successor else None
    data = {"deleted": True, "reason": reason, "successor": successor, "withdrawn_at": rfc3339_utc(now)}
    return Change(item, "withdrawn", now, event={"change_note": pending.note}, data=data)


def _publication(pending: Pending, rendering: Rendering, now: dt.datetime) -> Change:
    item = PublishedItem(id=pending.id, version=1, published_at=now)
    detail = _apply(item, rendering, now)
    event = {"change_note": pending.note, "significant": pending.significant}
    return Change(item, "published", now, True, rendering, detail, event)


def _update(pending: Pending, rendering: Rendering, item: PublishedItem, now: dt.datetime) -> Change | None:
    detail_before = _current_detail(item) if item.live else {}
    changed = [row for row in changed_fields(detail_before, rendering.detail) if row["field"] not in BOOKKEEPING]
    previous_path = item.path if item.path != rendering.path else ""
    if item.live and not changed and not previous_path:
        return None
    verb = "published" if not item.live else "moved" if {row["field"] for row in changed} <= {"url"} else "updated"
    item.live, item.withdrawn_at, item.reason, item.successor = True, None, "", None
    item.version += 1
    detail = _apply(item, rendering, now)
    event = {"change_note": pending.note, "significant": pending.significant, "previous_path": previous_path}
    data: dict[str, Any] = {"previous_url": previous_path} if previous_path else {}
    if verb == "updated":
        data["changed"] = [row for row in changed if row["field"] in item.listing]
    return Change(item, verb, now, False, rendering, detail, event, data)


def _current_detail(item: PublishedItem) -> dict[str, Any]:
    version = PublishedVersion.objects.filter(item=item, n=item.version).values_list("detail", flat=True).first()
    return version or {}


def _apply(item: PublishedItem, rendering: Rendering, now: dt.datetime) -> dict[str, Any]:
    """Put the rendering on the item's columns; returns the detail form with the log's bookkeeping in it."""
    item.kind, item.subtype, item.path = rendering.kind, rendering.subtype, rendering.path
    item.title, item.number = rendering.title, rendering.number
    item.date, item.level_rank, item.updated_at = rendering.date, rendering.level_rank, now
    detail = {**rendering.detail, "version": item.version, "updated_at": rfc3339_utc(now)}
    item.listing, item.facts = list_form(detail), facts_of(rendering)
    return detail


def _claim_paths(changes: list[Change]) -> None:
    """A path belongs to the record that has it now; an old path keeps leading to its record until it is reused."""
    wanted = {change.item.path: change.item.id for change in changes if change.rendering}
    known = dict(PublishedPath.objects.filter(path__in=wanted).values_list("path", "item_id"))
    for path, item_id in wanted.items():
        if path in known and known[path] != item_id:
            PublishedPath.objects.filter(path=path).update(item_id=item_id)
    PublishedPath.objects.bulk_create(
        [PublishedPath(path=path, item_id=item_id) for path, item_id in wanted.items() if path not in known]
    )


def _write_items(changes: list[Change]) -> None:
    PublishedItem.objects.bulk_create([change.item for change in changes if change.new])
    renewed = [change.item.id for change in changes if not change.new]
    for change in changes:
        if not change.new:
            change.item.save(force_update=True)
    if renewed:
        PublishedFacet.objects.filter(item_id__in=renewed).delete()
        PublishedSpan.objects.filter(item_id__in=renewed).delete()
        DueBoundary.objects.filter(item_id__in=renewed, position=None).delete()
    PublishedVersion.objects.bulk_create([_version(change) for change in changes])
    rendered = [(change.item, change.rendering) for change in changes if change.rendering]
    PublishedFacet.objects.bulk_create([row for item, made in rendered for row in facet_rows(item, made)])
    PublishedSpan.objects.bulk_create([row for item, made in rendered for row in span_rows(item, made)])
    DueBoundary.objects.bulk_create(
        [row for item, made in rendered for row in boundary_rows(item, made)], ignore_conflicts=True
    )


def _version(change: Change) -> PublishedVersion:
    item = change.item
    return PublishedVersion(
        item=item, n=item.version, position=item.position, published_at=change.time, detail=change.detail
    )


def _event(change: Change, epoch: str, now: dt.datetime, before: dict[UUID, dict[str, Any] | None]) -> PublicationEvent:
    item, rendering = change.item, change.rendering
    event = PublicationEvent(
        position=item.position,
        epoch=epoch,
        type=f"{KINDS[item.kind].prefix}.{change.verb}",
        kind=item.kind,
        item_id=item.id,
        version=item.version,
        path=item.path,
        time=change.time,
        recorded_at=now,
        before=before.get(item.id),
        after=item.facts if rendering else None,
        **change.event,
    )
    event.body = render(event, _data(change, event))
    return event


def _data(change: Change, event: PublicationEvent) -> dict[str, Any]:
    """The event's own part: the list form as at its time, or what the tombstone says, then why."""
    noted = {"change_note": event.change_note} if event.change_note else {}
    if change.rendering is None:
        return {**change.data, **noted}
    shown = change.rendering.stamp(change.item.listing, change.time)
    return {"deleted": False, "object": shown, **change.data, **noted, "significant": event.significant}


def _fired_events(buffer: Buffer, locked: dict[UUID, PublishedItem], epoch: str, first: int) -> list[PublicationEvent]:
    events = []
    for position, fired in enumerate(buffer.fired, first):
        item, due = locked[fired.boundary.item_id], fired.boundary
        DueBoundary.objects.filter(pk=due.pk).update(position=position)
        PublishedItem.objects.filter(pk=item.pk).update(position=position)
        event = PublicationEvent(
            position=position, epoch=epoch, type=f"{KINDS[item.kind].prefix}.{due.name}", kind=item.kind,
            item_id=item.id, version=item.version, path=item.path, time=due.due_at,
            recorded_at=fired.recorded_at, before=item.facts, after=item.facts,
        )  # fmt: skip
        event.body = render(event, {"deleted": False, "object": fired.object, **fired.extra})
        events.append(event)
    return events
