"""The sweeper: a window's boundary has passed, so the public is told; each boundary once, dated at the boundary."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from portal.publication.consumers import beat
from portal.publication.models import DueBoundary, PublishedItem
from portal.publication.record import record_boundary
from portal.publication.rendering import changed_fields
from portal.publication.transaction import transaction
from portal.windows.clock import period_of, stamp
from portal.windows.timeline import closing_reason

BATCH = 100
LATE_SECONDS = 60


def sweep(now: dt.datetime | None = None) -> int:
    """Tell the boundaries that are due by `now`, in order; returns how many. Killed anywhere, it repeats nothing."""
    now = now or timezone.now()
    told = 0
    if _due(now).exists():
        with transaction():
            told = _tell(now)
    beat("sweeper", position=0)
    return told


def _tell(now: dt.datetime) -> int:
    """Lock the items first, as every publication does: what a second sweeper or an editor told meanwhile drops out."""
    seen = dict(_due(now).values_list("pk", "item_id")[:BATCH])
    locked = PublishedItem.objects.select_for_update().filter(pk__in=set(seen.values())).order_by("pk")
    items = {item.pk: item for item in locked}
    rows = list(_due(now).filter(pk__in=seen))
    for row in rows:
        row.item = items[row.item_id]
        record_boundary(row, object=stamp(row.item.listing, row.due_at), extra=_extra(row, now), recorded_at=now)
    return len(rows)


def _due(now: dt.datetime) -> QuerySet[DueBoundary]:
    due = DueBoundary.objects.filter(position=None, due_at__lte=now, item__live=True)
    return due.order_by("due_at", "item_id", "name", "window_id", "pk")


def _extra(row: DueBoundary, now: dt.datetime) -> dict[str, Any]:
    """`late`, the window and call item that the boundary is of, why a window closed, what moved by itself."""
    extra: dict[str, Any] = {"late": (now - row.due_at).total_seconds() > LATE_SECONDS}
    if row.part:
        extra |= {"item": row.part}
    period = period_of(row.item.listing, row.window_id)
    if period:
        extra |= {"window": row.window_id}
        if row.name == "closed":
            extra |= {"reason": closing_reason(period, row.due_at)}
    if row.name == "updated":
        extra |= {"changed": _changed_at(row), "significant": True}
    return extra


def _changed_at(row: DueBoundary) -> list[dict[str, Any]]:
    """What the clock alone changes at the boundary, as a publication's own `changed` has it."""
    until, since = (stamp(row.item.listing, at) for at in (row.due_at - dt.timedelta(microseconds=1), row.due_at))
    return changed_fields(until, since)
