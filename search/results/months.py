"""Calendar months of Shanghai: what a calendar turns over."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from portal.windows.instants import SHANGHAI, start_of_day

FIRST_YEAR, LAST_YEAR = 1950, 2100
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True)
class Month:
    """A month in the years FIRST_YEAR to LAST_YEAR."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """From YYYY-MM; None for anything else."""
        found = _MONTH.fullmatch(text.strip())
        return cls(int(found[1]), int(found[2])) if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR else None

    @classmethod
    def of(cls, instant: dt.datetime) -> Self:
        """The month that it is in Shanghai, or the nearest of those there are."""
        day = instant.astimezone(SHANGHAI).date()
        year = min(max(day.year, FIRST_YEAR), LAST_YEAR)
        return cls(year, day.month)

    def moved(self, by: int) -> Self:
        """So many months later, or as far as there are months."""
        place = self.year * 12 + self.number - 1 + by
        place = min(max(place, FIRST_YEAR * 12), LAST_YEAR * 12 + 11)
        return type(self)(place // 12, place % 12 + 1)

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self.number, 1)

    @property
    def length(self) -> int:
        """How many days it has."""
        return calendar.monthrange(self.year, self.number)[1]

    @property
    def starts_at(self) -> dt.datetime:
        """Its first instant, in UTC."""
        return start_of_day(self.first)

    @property
    def ends_at(self) -> dt.datetime:
        """The first instant after it, in UTC."""
        return start_of_day(self.first + dt.timedelta(days=self.length))

    def weeks(self) -> Iterator[list[dt.date]]:
        """Its weeks from Monday on, with the days of the months around it that fill them."""
        return iter(calendar.Calendar().monthdatescalendar(self.year, self.number))
