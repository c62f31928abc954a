"""The verbs that put a change into the log; each only buffers, `transaction()` writes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.publication.buffer import Pending, Publishable, current_buffer
from portal.publication.models import DueBoundary

WITHDRAWAL_REASONS = ("merged", "replaced", "issued_in_error", "not_public", "retention_over", "unspecified")


@dataclass(frozen=True)
class Fired:
    """A boundary that has passed, with the list form as it was at that instant."""

    boundary: DueBoundary
    object: dict[str, Any]
    extra: dict[str, Any]
    recorded_at: dt.datetime


def record(publishable: Publishable, *, change_note: str = "", significant: bool = False) -> None:
    """Buffer that a record's public form may have changed; what happened is decided when the log is written.

    The outcome is `published`, `updated`, `moved`, `withdrawn` (it is no longer public) or nothing (no change).
    Raises NotInTransaction outside `publication.transaction()`.
    """
    buffer = current_buffer()
    earlier = buffer.pending.get(publishable.permanent_id)
    note = change_note or (earlier.note if earlier else "")
    significant = significant or bool(earlier and earlier.significant)
    reason = earlier.reason if earlier else ""
    buffer.pending[publishable.permanent_id] = Pending(
        publishable.permanent_id, publishable, note=note, significant=significant, reason=reason
    )


def withdraw(item_id: UUID, *, reason: str = "unspecified", successor: UUID | None = None, note: str = "") -> None:
    """Buffer the withdrawal of a record with one of WITHDRAWAL_REASONS; unknown reasons raise ValueError."""
    if reason not in WITHDRAWAL_REASONS:
        raise ValueError(f"unknown withdrawal reason {reason!r}")
    buffer = current_buffer()
    earlier = buffer.pending.get(item_id)
    if earlier and earlier.publishable is None and reason == "unspecified":
        return  # the verb that gave the reason came first, this is Wagtail's signal about the same unpublishing
    buffer.pending[item_id] = Pending(item_id, reason=reason, successor=successor, note=note, prepared=True)


def record_boundary(
    boundary: DueBoundary, *, object: dict[str, Any], extra: dict[str, Any], recorded_at: dt.datetime
) -> None:
    """Buffer a boundary event dated at the boundary; `object` is the list form stamped at `boundary.due_at`."""
    current_buffer().fired.append(Fired(boundary, object, extra, recorded_at))
