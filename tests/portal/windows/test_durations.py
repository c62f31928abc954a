"""Working days with the State Council's holidays and 调休."""

import datetime as dt

import pytest

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


def test_end_in_a_year_without_holidays_is_not_certain() -> None:
    assert Duration(5, "workday").is_certain(D(2026, 9, 1))
    assert not Duration(5, "workday").is_certain(D(2026, 12, 30))
    assert Duration(5, "calendar_day").is_certain(D(2031, 1, 1))


@pytest.mark.parametrize(("year", "workdays"), [(2024, 251), (2025, 248), (2026, 248)])
def test_year_has_the_working_days_of_the_state_councils_notice(year: int, workdays: int) -> None:
    days = [D(year, 1, 1) + dt.timedelta(days=n) for n in range(366)]

    assert sum(is_workday(day) for day in days if day.year == year) == workdays
