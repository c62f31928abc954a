"""The lags that tell whether the portal still keeps its word (API.md §3, `/healthz`)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from portal.publication.consumers import cursor_of
from portal.publication.head import log_head
from portal.publication.models import ConsumerCursor, DueBoundary, PublicationEvent

SWEEPER_LATE_SECONDS = 60.0


def health(now: dt.datetime) -> dict[str, Any]:
    """Lags in seconds: the sweeper's, that of the search index, and those that `settings.PUBLICATION_LAGS` names.

    Only a late sweeper makes the portal tell wrong things; who reads the log sees every other lag pass.
    """
    sweeper = sweeper_lag(now)
    return {
        "status": "late" if sweeper > SWEEPER_LATE_SECONDS else "ok",
        "sweeper_lag_s": round(sweeper, 1),
        "index_lag_s": round(consumer_lag("search", now), 1),
        "outbox_lag_s": 0.0,
        **{name: round(import_string(path)(now), 1) for name, path in settings.PUBLICATION_LAGS.items()},
        "last_position": log_head().position,
    }


def sweeper_lag(now: dt.datetime) -> float:
    """Seconds since the sweeper last ran, or since the oldest boundary that it has not told was there to be told.

    0 where it never ran and nothing is due.
    """
    beat = ConsumerCursor.objects.filter(name="sweeper").values_list("updated_at", flat=True).first()
    since = [instant for instant in (beat, _oldest_due(now)) if instant]
    return max(0.0, (now - min(since)).total_seconds()) if since else 0.0


def _oldest_due(now: dt.datetime) -> dt.datetime | None:
    """A boundary in the past that an edit has just brought is not late yet."""
    due = DueBoundary.objects.filter(position=None, due_at__lte=now, item__live=True).order_by("due_at")
    return min((max(row) for row in due.values_list("due_at", "item__updated_at")[:100]), default=None)


def consumer_lag(name: str, now: dt.datetime) -> float:
    """Age in seconds of the oldest event that the consumer has not handled; 0 when it is at the head."""
    waiting = PublicationEvent.objects.filter(position__gt=cursor_of(name).position).order_by("position")
    recorded_at = waiting.values_list("recorded_at", flat=True).first()
    return max(0.0, (now - recorded_at).total_seconds()) if recorded_at else 0.0
