"""The time in which nothing public changes by itself: the clock changes statuses only at known instants."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Min, Q, QuerySet

from portal.publication.head import log_head
from portal.publication.models import DueBoundary, PublishedItem, PublishedSpan
from portal.publication.rendering import BEGINNING, END_OF_TIME

# What readers may ask for: closing within so many days.
DEADLINE_DAYS = (7, 30, 90)
# That is answered otherwise from these times before a closing on.
NEAR = {f"within_{days}": dt.timedelta(days=days) for days in DEADLINE_DAYS}


@dataclass(frozen=True)
class Calm:
    """Nothing public changes by itself for since ≤ t < until."""

    since: dt.datetime
    until: dt.datetime


# The calm last found and the position of the log for which it was found; replaced as a whole, so threads may share it.
_known: tuple[tuple[str, int], Calm] | None = None


def calm(now: dt.datetime) -> Calm:
    """The time around `now` in which statuses, validities and records are what they are at `now`.

    Kept per process: while the log stands still only the clock can end it, and that end is part of it.
    """
    global _known
    head = log_head()
    position, known = (head.epoch, head.position), _known
    if known and known[0] == position and known[1].since <= now < known[1].until:
        return known[1]
    found = Calm(_last_change(now), _next_change(now))
    _known = (position, found) if head.epoch else None
    return found


def _next_change(now: dt.datetime) -> dt.datetime:
    """Spans know records and their validity, due boundaries the parts that do not decide; deadlines come near."""
    spans = PublishedSpan.objects.filter(starts_at__gt=now).aggregate(found=Min("starts_at"))
    due = DueBoundary.objects.filter(due_at__gt=now).aggregate(found=Min("due_at"))
    near = _closings().aggregate(
        **{name: Min("closes_at", filter=Q(closes_at__gt=now + within)) for name, within in NEAR.items()}
    )
    found = [instant for instant in (spans["found"], due["found"], *_entered(near)) if instant]
    return min(found, default=END_OF_TIME)


def _last_change(now: dt.datetime) -> dt.datetime:
    spans = PublishedSpan.objects.filter(starts_at__lte=now).aggregate(found=Max("starts_at"))
    due = DueBoundary.objects.filter(due_at__lte=now).aggregate(found=Max("due_at"))
    written = PublishedItem.objects.filter(updated_at__lte=now).aggregate(found=Max("updated_at"))
    near = _closings().aggregate(
        **{name: Max("closes_at", filter=Q(closes_at__lte=now + within)) for name, within in NEAR.items()}
    )
    found = [row["found"] for row in (spans, due, written) if row["found"]]
    return max([*found, *_entered(near)], default=BEGINNING)


def _closings() -> QuerySet[PublishedSpan]:
    return PublishedSpan.objects.filter(axis="status", closes_at__isnull=False)


def _entered(closings: dict[str, dt.datetime | None]) -> list[dt.datetime]:
    """When each of these deadlines came, or comes, as near as its name in NEAR says."""
    return [closing - NEAR[name] for name, closing in closings.items() if closing]
