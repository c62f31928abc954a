"""Working days with the State Council's holidays and 调休."""

import datetime as dt

from portal.windows.durations import Duration, is_workday, known_years

D = dt.date


def test_national_day_2025_is_free_and_its_makeup_sunday_is_worked() -> None:
    assert not is_workday(D(2025, 10, 8)) and is_workday(D(2025, 9, 28)) and is_workday(D(2025, 10, 9))


def test_five_working_days_over_the_holiday() -> None:
    assert Duration(5, "workday").end(D(2025, 9, 29)) == D(2025, 10, 13)


def test_a_month_ends_on_the_last_day_of_a_short_month() -> None:
    assert Duration(1, "month").end(D(2026, 1, 31)) == D(2026, 2, 28)


def test_calendar_days_and_unknown_years() -> None:
    assert Duration(30, "calendar_day").end(D(2026, 11, 21)) == D(2026, 12, 21)
    assert 2031 not in known_years() and is_workday(D(2031, 10, 1))
