"""The one pure function that says what may be done at an instant; everything else compiles from it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from django.conf import settings

CLOSING_SOON = dt.timedelta(days=settings.CLOSING_SOON_DAYS)


class StatusValue(StrEnum):
    """申报状态; NONE is the status of what has no window at all."""

    UNANNOUNCED = "unannounced"
    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSING_SOON = "closing_soon"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    OPEN_ENDED = "open_ended"
    NONE = "none"


ACTIVE = frozenset({StatusValue.OPEN, StatusValue.CLOSING_SOON, StatusValue.OPEN_ENDED})


@dataclass(frozen=True)
class Happening:
    """Something that happened to a window and holds from `at`; `closes_at` for extended, reopened and corrected.

    `opens_at` and `open_ended` are those of a corrected announcement: what it should have said.
    """

    id: str
    kind: str
    at: dt.datetime
    closes_at: dt.datetime | None = None
    reason: str = ""
    source_url: str = ""
    opens_at: dt.datetime | None = None
    open_ended: bool = False


@dataclass(frozen=True)
class Period:
    """A window as first announced (opens_at ≤ t < closes_at, UTC), and what happened to it since."""

    id: str
    purpose: str = "apply"
    opens_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None
    open_ended: bool = False
    text: str = ""
    happenings: tuple[Happening, ...] = ()


@dataclass(frozen=True)
class Status:
    """A status, the effective instants of the window that decides, and that window's id."""

    value: str
    opens_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None
    period_id: str = ""


@dataclass(frozen=True)
class Course:
    """What a window has come to by an instant; the `…_by` name the last happening that moved that instant."""

    opens_at: dt.datetime | None
    deadline: dt.datetime | None
    forever: bool
    ended_at: dt.datetime | None = None
    held: bool = False
    opening_by: str = ""
    closing_by: str = ""
    held_by: str = ""

    @property
    def closes_at(self) -> dt.datetime | None:
        """The effective closing: an early end comes before the deadline, whatever the deadline has become."""
        return self.ended_at or self.deadline


def course(period: Period, at: dt.datetime) -> Course:
    """Take the happenings with `at` ≤ t in order of their instants, as recorded where these are equal."""
    now = Course(period.opens_at, period.closes_at, period.open_ended)
    for happening in sorted((h for h in period.happenings if h.at <= at), key=lambda h: h.at):
        now = _moved_by(happening, now, _after(happening, now))
    return now


def _after(happening: Happening, now: Course) -> Course:
    match happening.kind:
        case "opened":
            return replace(now, opens_at=happening.at)
        case "extended":
            return replace(now, deadline=happening.closes_at or now.deadline)
        case "reopened":
            # Without a new closing time the deadline that stood before the end stands again.
            return replace(now, deadline=happening.closes_at or now.deadline, ended_at=None)
        case "quota_reached" | "closed_early":
            # What is over already cannot end later.
            return replace(now, ended_at=min(happening.at, now.closes_at or happening.at))
        case "suspended":
            return replace(now, held=True)
        case "resumed":
            return replace(now, held=False)
        case "corrected":
            return _corrected(happening, now)
    return now


def _corrected(happening: Happening, now: Course) -> Course:
    """What the announcement should have said; what it says nothing of stays, and so does an early end."""
    opens_at = happening.opens_at or now.opens_at
    if happening.open_ended:
        return replace(now, opens_at=opens_at, deadline=None, forever=True)
    if happening.closes_at:
        return replace(now, opens_at=opens_at, deadline=happening.closes_at, forever=False)
    return replace(now, opens_at=opens_at)


def _moved_by(happening: Happening, before: Course, after: Course) -> Course:
    """A happening that changes nothing is no cause: it must not arm a boundary anew that was told already."""
    return replace(
        after,
        opening_by=happening.id if after.opens_at != before.opens_at else before.opening_by,
        closing_by=happening.id if after.closes_at != before.closes_at else before.closing_by,
        held_by=happening.id if after.held != before.held else before.held_by,
    )


def period_status(period: Period, at: dt.datetime, closing_soon: dt.timedelta = CLOSING_SOON) -> Status:
    """The status of one window at `at`."""
    now = course(period, at)
    return Status(_value(now, at, closing_soon), now.opens_at, now.closes_at, period.id)


def _value(now: Course, at: dt.datetime, closing_soon: dt.timedelta) -> StatusValue:
    if now.opens_at is None and now.closes_at is None and not now.forever:
        return StatusValue.UNANNOUNCED
    if now.opens_at is not None and at < now.opens_at:
        return StatusValue.UPCOMING
    if now.closes_at is not None and at >= now.closes_at:
        return StatusValue.CLOSED
    if now.held:
        return StatusValue.SUSPENDED
    if now.closes_at is None:
        return StatusValue.OPEN_ENDED if now.forever else StatusValue.OPEN
    return StatusValue.CLOSING_SOON if now.closes_at - at <= closing_soon else StatusValue.OPEN


def status(periods: Iterable[Period], at: dt.datetime, closing_soon: dt.timedelta = CLOSING_SOON) -> Status:
    """The status of several windows: the most useful one to the reader decides.

    First the window in which one may act and that closes first; else a suspended one; else the next to open; else an
    unannounced one; else the last that closed. No window at all: NONE.
    """
    found = [period_status(period, at, closing_soon) for period in periods]
    return min(found, key=_urgency) if found else Status(StatusValue.NONE)


def _urgency(found: Status) -> tuple[int, float]:
    never = float("inf")
    closes = found.closes_at.timestamp() if found.closes_at else never
    if found.value in ACTIVE:
        return 0, closes
    if found.value == StatusValue.SUSPENDED:
        return 1, closes
    if found.value == StatusValue.UPCOMING:
        return 2, found.opens_at.timestamp() if found.opens_at else never
    if found.value == StatusValue.UNANNOUNCED:
        return 3, 0.0
    return 4, -closes
