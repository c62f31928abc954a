"""The status function tabulated: between two boundaries nothing changes, so spans say all of it exactly."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from portal.publication.rendering import BEGINNING, END_OF_TIME, Boundary, Span
from portal.windows.status import ACTIVE, CLOSING_SOON, Period, Status, StatusValue, course, status

# How a change of status is told; changes not named here are told by the event that caused them.
TRANSITIONS: dict[tuple[frozenset[str], frozenset[str]], str] = {
    (frozenset({StatusValue.UPCOMING, StatusValue.UNANNOUNCED}), ACTIVE): "opened",
    (frozenset({StatusValue.OPEN, StatusValue.OPEN_ENDED}), frozenset({StatusValue.CLOSING_SOON})): "closing_soon",
    (ACTIVE, frozenset({StatusValue.SUSPENDED})): "suspended",
    (frozenset({StatusValue.SUSPENDED}), ACTIVE): "resumed",
    (frozenset({StatusValue.CLOSED}), ACTIVE): "reopened",
}

# Which happening a boundary's key names: a boundary is told anew only when what it depends on has moved.
CAUSE_OF = {"opened": "opening_by", "suspended": "held_by", "resumed": "held_by"}


def instants_of(period: Period, closing_soon: dt.timedelta = CLOSING_SOON) -> set[dt.datetime]:
    """Every instant at which the status of one window may change."""
    turns = {happening.at for happening in period.happenings}
    found = set(turns)
    for at in (BEGINNING, *turns):
        now = course(period, at)
        if now.opens_at:
            found.add(now.opens_at)
        if now.closes_at:
            found |= {now.closes_at, now.closes_at - closing_soon}
    return found


def status_spans(periods: Sequence[Period], closing_soon: dt.timedelta = CLOSING_SOON) -> tuple[Span, ...]:
    """The status of several windows for all time; one span "none" where there is no window."""
    instants = {at for period in periods for at in instants_of(period, closing_soon)}
    return tabulate("status", instants, lambda at: status(periods, at, closing_soon))


def tabulate(axis: str, instants: Iterable[dt.datetime], value_at: Callable[[dt.datetime], Status]) -> tuple[Span, ...]:
    """Evaluate at every instant between BEGINNING and END_OF_TIME and join neighbours that are equal."""
    spans: list[Span] = []
    for at in [BEGINNING, *sorted(at for at in instants if BEGINNING < at < END_OF_TIME)]:
        now = value_at(at)
        last = spans[-1] if spans else None
        if last and (last.value, last.opens_at, last.closes_at) == (now.value, now.opens_at, now.closes_at):
            continue
        if last:
            spans[-1] = Span(axis, last.value, last.starts_at, at, last.opens_at, last.closes_at)
        spans.append(Span(axis, str(now.value), at, END_OF_TIME, now.opens_at, now.closes_at))
    return tuple(spans)


def boundaries(period: Period, item: str = "", closing_soon: dt.timedelta = CLOSING_SOON) -> tuple[Boundary, ...]:
    """What the clock does to one window, in order; `item` is the call item the window belongs to."""
    spans = status_spans([period], closing_soon)
    found = []
    for before, after in zip(spans, spans[1:], strict=False):
        if name := _transition(before.value, after.value):
            cause = getattr(course(period, after.starts_at), CAUSE_OF.get(name, "closing_by"))
            found.append(Boundary(period.id, name, after.starts_at, cause, item))
    return tuple(found)


def _transition(before: str, after: str) -> str:
    if after == StatusValue.CLOSED and before != StatusValue.CLOSED:
        return "closed"
    for (sources, targets), name in TRANSITIONS.items():
        if before in sources and after in targets:
            return name
    return ""


def moved_deadlines(period: Period, item: str = "", closing_soon: dt.timedelta = CLOSING_SOON) -> tuple[Boundary, ...]:
    """Where a deadline moves and the status stays: an extension may be announced to hold from a later day."""
    spans = status_spans([period], closing_soon)
    return tuple(
        Boundary(period.id, "updated", after.starts_at, course(period, after.starts_at).closing_by, item)
        for before, after in zip(spans, spans[1:], strict=False)
        if before.closes_at != after.closes_at and not _transition(before.value, after.value)
    )


def closing_reason(period: Period, at: dt.datetime) -> str:
    """Why a window is closed at `at`: quota_reached, closed_early, or deadline."""
    ends = [h for h in period.happenings if h.at <= at and h.kind in ("quota_reached", "closed_early", "reopened")]
    last = max(ends, key=lambda h: h.at, default=None)
    return last.kind if last and last.kind != "reopened" else "deadline"
