"""The pure function against an independent oracle, and its tabulation against the function, around every boundary."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.publication.rendering import BEGINNING, END_OF_TIME
from portal.windows.instants import end_of_day
from portal.windows.status import Happening, Period, status
from portal.windows.timeline import boundaries, status_spans
from tests.portal.windows.oracle import acceptable
from tests.portal.windows.strategies import START, grid, instants, periods

SEVERAL = st.lists(periods(), max_size=4)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text + "+08:00")


@settings(max_examples=400, deadline=None)
@given(SEVERAL, instants)
def test_function_agrees_with_the_oracle(found: list[Period], anywhere: dt.datetime) -> None:
    for instant in (*grid(found), anywhere):
        now = status(found, instant)
        assert (now.value, now.opens_at, now.closes_at) in acceptable(found, instant), instant


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


ANNOUNCED = {"opens_at": at("2026-12-01T09:00:00"), "closes_at": at("2026-12-31T17:30:00")}
ENDED = Happening("e", "closed_early", at("2026-12-10T12:00:00"))


def test_reopening_without_a_date_restores_the_deadline_that_stood() -> None:
    reopened = Happening("r", "reopened", at("2026-12-12T09:00:00"))
    period = Period("w", **ANNOUNCED, happenings=(ENDED, reopened))

    assert status([period], at("2026-12-11T00:00:00")).closes_at == ENDED.at
    assert status([period], at("2026-12-12T09:00:00")).closes_at == period.closes_at
    assert status([period], at("2026-12-31T17:30:00")).value == "closed"


def test_extension_does_not_undo_an_end() -> None:
    extended = Happening("x", "extended", at("2026-12-12T09:00:00"), at("2027-01-20T17:30:00"))
    found = status([Period("w", **ANNOUNCED, happenings=(ENDED, extended))], at("2026-12-20T00:00:00"))

    assert (found.value, found.closes_at) == ("closed", ENDED.at)


def test_quota_reached_after_the_deadline_moves_nothing() -> None:
    late = Happening("q", "quota_reached", at("2027-01-02T12:00:00"))

    assert status_spans([Period("w", **ANNOUNCED, happenings=(late,))]) == status_spans([Period("w", **ANNOUNCED)])


def test_happening_that_moves_nothing_arms_nothing_again() -> None:
    confirmed = Happening("o", "opened", ANNOUNCED["opens_at"])
    moved = Happening("o", "opened", at("2026-12-02T09:00:00"))

    assert boundaries(Period("w", **ANNOUNCED, happenings=(confirmed,))) == boundaries(Period("w", **ANNOUNCED))
    causes = {row.name: row.cause for row in boundaries(Period("w", **ANNOUNCED, happenings=(moved,)))}
    assert causes["closing_soon"] == causes["closed"] == ""


def test_suspension_and_resumption_name_themselves_as_cause() -> None:
    rows = (
        Happening("s", "suspended", at("2026-12-05T09:00:00")),
        Happening("r", "resumed", at("2026-12-06T09:00:00")),
    )
    causes = {row.name: row.cause for row in boundaries(Period("w", **ANNOUNCED, happenings=rows))}

    assert causes == {"opened": "", "suspended": "s", "resumed": "r", "closing_soon": "", "closed": ""}
