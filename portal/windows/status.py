"""The one pure function that says what may be done at an instant; everything else compiles from it (DESIGN §3)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

CLOSING_SOON = dt.timedelta(days=7)


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
    """Something that happened to a window and holds from `at`; `closes_at` for extended and reopened."""

    id: str
    kind: str
    at: dt.datetime
    closes_at: dt.datetime | None = None
    reason: str = ""
    source_url: str = ""


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
    """What a window has come to by an instant."""

    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    open_ended: bool
    ended: bool = False
    held: bool = False
    cause: str = ""


def course(period: Period, at: dt.datetime) -> Course:
    """Take the happenings with `at` ≤ t in order; `cause` is the last one that moved the opening or the closing."""
    opens, closes, open_ended = period.opens_at, period.closes_at, period.open_ended and period.closes_at is None
    ended = held = False
    cause = ""
    for happening in sorted((h for h in period.happenings if h.at <= at), key=lambda h: h.at):
        match happening.kind:
            case "opened":
                opens, cause = happening.at, happening.id
            case "extended" | "reopened":
                closes = happening.closes_at
                open_ended = closes is None and period.open_ended
                ended = ended and happening.kind == "extended"
                cause = happening.id
            case "quota_reached" | "closed_early":
                closes, ended, open_ended, cause = happening.at, True, False, happening.id
            case "suspended":
                held = True
            case "resumed":
                held = False
    return Course(opens, closes, open_ended, ended, held, cause)


def period_status(period: Period, at: dt.datetime, closing_soon: dt.timedelta = CLOSING_SOON) -> Status:
    """The status of one window at `at`."""
    now = course(period, at)
    return Status(_value(now, at, closing_soon), now.opens_at, now.closes_at, period.id)


def _value(now: Course, at: dt.datetime, closing_soon: dt.timedelta) -> StatusValue:
    if now.opens_at is None and now.closes_at is None and not now.open_ended:
        return StatusValue.UNANNOUNCED
    if now.opens_at is not None and at < now.opens_at:
        return StatusValue.UPCOMING
    if now.ended or (now.closes_at is not None and at >= now.closes_at):
        return StatusValue.CLOSED
    if now.held:
        return StatusValue.SUSPENDED
    if now.closes_at is None:
        return StatusValue.OPEN_ENDED if now.open_ended else StatusValue.OPEN
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
