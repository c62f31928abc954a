"""How long an answer stays true, and since when it has been: the clock changes statuses only at known instants."""

import datetime as dt
import math

from django.db.models import Max, Min
from django.http import HttpResponse

from portal.publication.models import DueBoundary, PublishedItem, PublishedSpan
from portal.publication.rendering import BEGINNING, END_OF_TIME
from portal.windows.instants import rfc3339

LONGEST_AGE = 60


def next_change(now: dt.datetime) -> dt.datetime:
    """The next instant at which the status or validity of a public record, or of a part of it, changes by itself."""
    spans = PublishedSpan.objects.filter(starts_at__gt=now, item__live=True).aggregate(found=Min("starts_at"))
    due = DueBoundary.objects.filter(due_at__gt=now, item__live=True).aggregate(found=Min("due_at"))
    return min([instant for instant in (spans["found"], due["found"]) if instant], default=END_OF_TIME)


def last_change(now: dt.datetime) -> dt.datetime:
    """The last instant ≤ `now` at which anything public changed: what holds at `now` held there too.

    A cursor carries this instead of `now`, so that equal pages are equal byte for byte.
    """
    spans = PublishedSpan.objects.filter(starts_at__lte=now, item__live=True).aggregate(found=Max("starts_at"))
    due = DueBoundary.objects.filter(due_at__lte=now, item__live=True).aggregate(found=Max("due_at"))
    written = PublishedItem.objects.filter(updated_at__lte=now).aggregate(found=Max("updated_at"))
    return max([row["found"] for row in (spans, due, written) if row["found"]], default=BEGINNING)


def set_freshness(response: HttpResponse, at: dt.datetime, now: dt.datetime, fixed: bool) -> None:
    """Cache-Control and X-Data-As-Of of a read whose statuses are as at `at`.

    `fixed` (as_of was given) means that the clock changes nothing: then only publications can.
    """
    left = LONGEST_AGE + 1.0 if fixed else (next_change(now) - now).total_seconds()
    age = max(0, min(LONGEST_AGE, math.floor(left) - 1))
    response["Cache-Control"] = f"public, max-age={age}"
    response["X-Data-As-Of"] = rfc3339(at)
