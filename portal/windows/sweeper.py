"""The sweeper: a window's boundary has passed, so the public is told; each boundary once, dated at the boundary."""

import datetime as dt

from django.utils import timezone

from portal.publication.consumers import beat
from portal.publication.models import DueBoundary
from portal.publication.record import record_boundary
from portal.publication.transaction import transaction
from portal.windows.clock import period_of, stamp
from portal.windows.timeline import closing_reason

BATCH = 100
LATE_SECONDS = 60


def sweep(now: dt.datetime | None = None) -> int:
    """Tell the boundaries that are due by `now`, in order; returns how many. Killed anywhere, it repeats nothing."""
    now = now or timezone.now()
    told = 0
    if DueBoundary.objects.filter(position=None, due_at__lte=now).exists():
        with transaction():
            told = _tell(now)
    beat("sweeper", position=0)
    return told


def _tell(now: dt.datetime) -> int:
    due = DueBoundary.objects.filter(position=None, due_at__lte=now, item__live=True)
    rows = list(due.select_related("item").order_by("due_at", "pk")[:BATCH])
    for row in rows:
        record_boundary(row, object=stamp(row.item.listing, row.due_at), extra=_extra(row, now), recorded_at=now)
    return len(rows)


def _extra(row: DueBoundary, now: dt.datetime) -> dict[str, object]:
    """`late`, the window and call item that the boundary is of, and why a window closed."""
    extra: dict[str, object] = {"late": (now - row.due_at).total_seconds() > LATE_SECONDS}
    if row.part:
        extra |= {"item": row.part}
    period = period_of(row.item.listing, row.window_id)
    if period:
        extra |= {"window": row.window_id}
        if row.name == "closed":
            extra |= {"reason": closing_reason(period, row.due_at)}
    return extra
