"""期限: a number of working days, calendar days or months, counted with the State Council's holidays and 调休."""

import calendar
import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

UNITS = [("workday", _("working days")), ("calendar_day", _("calendar days")), ("month", _("months"))]
TABLE = Path(__file__).parent / "holidays.csv"


@dataclass(frozen=True)
class Duration:
    """`value` of `unit` (workday, calendar_day, month)."""

    value: int
    unit: str

    def end(self, start: dt.date) -> dt.date:
        """The last Shanghai day of the period that begins on the day after `start` (《民法典》 §201)."""
        if self.unit == "calendar_day":
            return start + dt.timedelta(days=self.value)
        if self.unit == "month":
            return _add_months(start, self.value)
        day = start
        for _step in range(self.value):
            day += dt.timedelta(days=1)
            while not is_workday(day):
                day += dt.timedelta(days=1)
        return day

    def is_certain(self, start: dt.date) -> bool:
        """Whether `end` counted with known holidays only; False must be said wherever the day is shown."""
        years = range(start.year, self.end(start).year + 1)
        return self.unit != "workday" or known_years().issuperset(years)


def is_workday(day: dt.date) -> bool:
    """Whether people work on a Shanghai day. Years that the table lacks know weekends only; see `known_years`."""
    return _exceptions().get(day, day.weekday() < 5)


def known_years() -> set[int]:
    """The years whose holidays the table holds."""
    return {day.year for day in _exceptions()}


@cache
def _exceptions() -> dict[dt.date, bool]:
    """Days that differ from the plain week: True is worked, False is free."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return {dt.date.fromisoformat(row["day"]): row["worked"] == "yes" for row in csv.DictReader(stream)}


def _add_months(start: dt.date, months: int) -> dt.date:
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
