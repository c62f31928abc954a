"""Numbers by which engines narrow and sort: days and instants as integers, 0 for none."""

import datetime as dt
from dataclasses import dataclass

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Range:
    """low ≤ value ≤ high of a number; None leaves a side open. Values are above 0: 0 (none) never matches.

    `field`: issued, updated, amount; or opens, closes: the effective instants at the query's `at`.
    """

    field: str
    low: int | None = None
    high: int | None = None


def day_number(day: dt.date | None) -> int:
    """The proleptic Gregorian ordinal; 0 for no day."""
    return day.toordinal() if day else 0


def microseconds(instant: dt.datetime | None) -> int:
    """Microseconds since 1970 UTC; 0 for none."""
    return (instant - EPOCH) // dt.timedelta(microseconds=1) if instant else 0
