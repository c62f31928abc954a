"""Instants and Shanghai days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.windows.instants import end_of_day, parse_instant, rfc3339, start_of_day

ZONED = st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(9998, 12, 30), timezones=st.just(dt.UTC))


@given(ZONED)
def test_written_instants_are_read_back_with_one_offset(instant: dt.datetime) -> None:
    text = rfc3339(instant)

    assert text.endswith("+08:00") and parse_instant(text) == instant
    assert ("." in text) == bool(instant.microsecond)


@pytest.mark.parametrize(
    "text",
    ["", "2026-12-31", "2026-12-31T17:30:00", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+08:00",
     "２０２６-12-31T17:30:00Z",
     "2026-12-31T17:30:00Z\n", "2026-12-31T25:00:00Z"],
)  # fmt: skip
def test_what_is_no_zoned_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_instant(text)


def test_day_ends_where_the_next_begins() -> None:
    day = dt.date(2026, 12, 31)

    assert end_of_day(day) == start_of_day(dt.date(2027, 1, 1)) == dt.datetime(2026, 12, 31, 16, tzinfo=dt.UTC)
