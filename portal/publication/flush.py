"""Writes what a transaction buffered: what happened is decided against the locked items, then numbered in one go."""

import datetime as dt
from typing import Any

from django.db.models import Min
from django.utils import timezone

from portal.publication.buffer import Buffer
from portal.publication.decision import Change, decide
from portal.publication.events import render
from portal.publication.head import count_edition, take_positions
from portal.publication.kinds import KINDS
from portal.publication.models import DueBoundary, PublicationEvent, PublishedItem, PublishedPath, PublishedVersion
from portal.publication.record_rows import file_rows
from portal.publication.redaction import redact


def flush(buffer: Buffer) -> None:
    """Write all buffered changes. Existing items are locked first, the head last."""
    now = timezone.now()
    ids = {*buffer.pending, *(fired.boundary.item_id for fired in buffer.fired)}
    rows = PublishedItem.objects.select_for_update().filter(id__in=ids).order_by("id") if ids else ()
    locked = {item.id: item for item in rows}
    found = [decide(pending, locked.get(pending.id), now) for pending in buffer.pending.values()]
    changes = [change for change in found if change]
    if changes or buffer.fired:
        _write(changes, buffer, locked, now)
    elif buffer.touched:
        count_edition()


def _write(changes: list[Change], buffer: Buffer, locked: dict[Any, PublishedItem], now: dt.datetime) -> None:
    redact([change.item for change in changes if change.redacts])
    _remember_untold(changes, now)
    _claim_paths(changes)
    epoch, first = take_positions(len(changes) + len(buffer.fired), buffer.touched)
    for position, change in enumerate(changes, first):
        change.item.position = position
    _write_items(changes, now)
    events = [_event(change, epoch, now) for change in changes]
    events += _fired_events(buffer, locked, epoch, first + len(changes))
    PublicationEvent.objects.bulk_create(events)


def _remember_untold(changes: list[Change], now: dt.datetime) -> None:
    """While the sweeper is late readers still hold what was told before its oldest boundary: say so with `before`.

    Else who filters by status and by a code that changes now would never be told that the record left.
    """
    known = {change.item.id: change for change in changes if change.before is not None}
    late = DueBoundary.objects.filter(item_id__in=known, position=None, due_at__lte=now)
    for item_id, since in late.order_by().values_list("item_id").annotate(Min("due_at")) if known else ():
        change = known[item_id]
        change.before = {**(change.before or {}), "untold_since": since.isoformat()}
        if change.rendering is None:
            change.item.facts = change.before


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


def _write_items(changes: list[Change], now: dt.datetime) -> None:
    PublishedItem.objects.bulk_create([change.item for change in changes if change.new])
    for change in changes:
        if not change.new:
            change.item.save(force_update=True)
    PublishedVersion.objects.bulk_create([_version(change) for change in changes])
    file_rows([(change.item, change.rendering, change.new) for change in changes], now)


def _version(change: Change) -> PublishedVersion:
    item = change.item
    return PublishedVersion(
        item=item, n=item.version, position=item.position, published_at=change.time, detail=change.detail
    )


def _event(change: Change, epoch: str, now: dt.datetime) -> PublicationEvent:
    item = change.item
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
        before=change.before,
        after=item.facts if change.rendering else None,
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


def _fired_events(buffer: Buffer, locked: dict[Any, PublishedItem], epoch: str, first: int) -> list[PublicationEvent]:
    events = []
    for position, fired in enumerate(buffer.fired, first):
        item, due = locked[fired.boundary.item_id], fired.boundary
        DueBoundary.objects.filter(pk=due.pk).update(position=position)
        PublishedItem.objects.filter(pk=item.pk).update(position=position)
        event = PublicationEvent(
            position=position, epoch=epoch, type=f"{KINDS[item.kind].prefix}.{due.name}", kind=item.kind,
            item_id=item.id, version=item.version, path=item.path, time=due.due_at,
            recorded_at=fired.recorded_at, before=item.facts, after=item.facts,
            significant=bool(fired.extra.get("significant")),
        )  # fmt: skip
        event.body = render(event, {"deleted": False, "object": fired.object, **fired.extra})
        events.append(event)
    return events
