"""The lags that tell whether the portal still keeps its word (API.md §3, `/healthz`)."""

import datetime as dt
from typing import Any

from portal.publication.consumers import cursor_of
from portal.publication.head import log_head
from portal.publication.models import ConsumerCursor, DueBoundary, PublicationEvent

SWEEPER_LATE_SECONDS = 60.0


def health(now: dt.datetime) -> dict[str, Any]:
    """Lags in seconds: how late the sweeper is, how old the oldest event is that a consumer has not handled."""
    sweeper = sweeper_lag(now)
    return {
        "status": "late" if sweeper > SWEEPER_LATE_SECONDS else "ok",
        "sweeper_lag_s": round(sweeper, 1),
        "index_lag_s": round(consumer_lag("search", now), 1),
        "outbox_lag_s": round(max([consumer_lag(name, now) for name in _consumers()] or [0.0]), 1),
        "last_position": log_head().position,
    }


def sweeper_lag(now: dt.datetime) -> float:
    """Seconds since the sweeper last ran; where it never ran, since the oldest boundary that is due (0: none is)."""
    beat = ConsumerCursor.objects.filter(name="sweeper").values_list("updated_at", flat=True).first()
    if beat is None:
        beat = DueBoundary.objects.filter(position=None, due_at__lte=now).order_by("due_at").values_list(
            "due_at", flat=True
        ).first()  # fmt: skip
    return max(0.0, (now - beat).total_seconds()) if beat else 0.0


def consumer_lag(name: str, now: dt.datetime) -> float:
    """Age in seconds of the oldest event that the consumer has not handled; 0 when it is at the head."""
    waiting = PublicationEvent.objects.filter(position__gt=cursor_of(name).position).order_by("position")
    recorded_at = waiting.values_list("recorded_at", flat=True).first()
    return max(0.0, (now - recorded_at).total_seconds()) if recorded_at else 0.0


def _consumers() -> list[str]:
    return list(ConsumerCursor.objects.exclude(name="sweeper").values_list("name", flat=True))
