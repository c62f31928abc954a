"""The pure function against an independent oracle, and its tabulation against the function, around every boundary."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.publication.rendering import BEGINNING, END_OF_TIME
from portal.windows.instants import end_of_day
from portal.windows.status import Happening, Period, status
from portal.windows.timeline import boundaries, status_spans
from tests.portal.windows.oracle import word
from tests.portal.windows.strategies import START, instants, periods

NEARBY = [dt.timedelta(seconds=s) for s in (-1, 0, 1)] + [dt.timedelta(microseconds=m) for m in (-1, 1)]
SEVERAL = st.lists(periods(), max_size=4)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text + "+08:00")


def grid(found: list[Period]) -> list[dt.datetime]:
    """Every instant of the windows, 1 s and 1 µs around it, and the same a closing-soon week before."""
    named = [i for p in found for i in (p.opens_at, p.closes_at, *(h.at for h in p.happenings), *(
        h.closes_at for h in p.happenings)) if i]  # fmt: skip
    weeks = [instant - dt.timedelta(days=7) for instant in named]
    return [instant + step for instant in (*named, *weeks) for step in NEARBY]


@settings(max_examples=400, deadline=None)
@given(SEVERAL, instants)
def test_function_agrees_with_the_oracle(found: list[Period], anywhere: dt.datetime) -> None:
    for instant in (*grid(found), anywhere):
        assert str(status(found, instant).value) == word(found, instant), instant


@settings(max_examples=400, deadline=None)
@given(SEVERAL, instants)
def test_spans_are_the_function_tabulated(found: list[Period], anywhere: dt.datetime) -> None:
    spans = status_spans(found)
    assert (spans[0].starts_at, spans[-1].ends_at) == (BEGINNING, END_OF_TIME)
    assert all(left.ends_at == right.starts_at for left, right in zip(spans, spans[1:], strict=False))
    for instant in (*grid(found), anywhere):
        span = next(span for span in spans if span.starts_at <= instant < span.ends_at)
        now = status(found, instant)
        assert (span.value, span.opens_at, span.closes_at) == (now.value, now.opens_at, now.closes_at), instant


@given(periods())
def test_boundaries_are_dated_where_the_status_changes(period: Period) -> None:
    for boundary in boundaries(period):
        just_before = status([period], boundary.due_at - dt.timedelta(microseconds=1)).value
        assert status([period], boundary.due_at).value != just_before


def test_end_of_a_shanghai_day_is_half_open() -> None:
    period = Period("w", opens_at=at("2026-12-01T00:00:00"), closes_at=end_of_day(dt.date(2026, 12, 31)))

    assert status([period], at("2026-12-31T23:59:59.999999")).value == "closing_soon"
    assert status([period], at("2027-01-01T00:00:00")).value == "closed"


def test_extension_holds_from_its_own_instant() -> None:
    late = Happening("h", "extended", at("2027-01-03T09:00:00"), at("2027-01-10T17:30:00"))
    period = Period("w", opens_at=at("2026-12-01T00:00:00"), closes_at=at("2026-12-31T17:30:00"), happenings=(late,))

    assert status([period], at("2027-01-01T12:00:00")).value == "closed"
    assert status([period], at("2027-01-03T09:00:00")).value == "open"
    assert [(found.name, found.cause) for found in boundaries(period)] == [
        ("opened", ""), ("closing_soon", ""), ("closed", ""), ("reopened", "h"), ("closing_soon", "h"), ("closed", "h"),
    ]  # fmt: skip


def test_moved_deadline_rearms_closing_soon_and_forgets_the_old_one() -> None:
    early = Happening("h", "extended", at("2026-12-10T09:00:00"), at("2027-01-10T17:30:00"))
    period = Period("w", opens_at=at("2026-12-01T00:00:00"), closes_at=at("2026-12-31T17:30:00"), happenings=(early,))

    assert [(found.name, found.due_at) for found in boundaries(period)] == [
        ("opened", at("2026-12-01T00:00:00")),
        ("closing_soon", at("2027-01-03T17:30:00")),
        ("closed", at("2027-01-10T17:30:00")),
    ]


def test_window_that_closes_first_decides_among_open_ones() -> None:
    soon = Period("soon", opens_at=START, closes_at=START + dt.timedelta(days=20))
    later = Period("later", opens_at=START, closes_at=START + dt.timedelta(days=90))

    assert status([later, soon], START + dt.timedelta(days=1)).period_id == "soon"
    assert status([later, soon], START + dt.timedelta(days=30)).period_id == "later"


def test_prose_only_is_unannounced_for_ever() -> None:
    assert [span.value for span in status_spans([Period("w", text="一般每年一次")])] == ["unannounced"]
