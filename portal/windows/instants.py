"""Instants and Shanghai days: UTC inside, Asia/Shanghai for people, half-open ends."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
# The zone's own offset was +08:05:43 before 1901, which RFC 3339 cannot write, and +09:00 in some summers.
OFFSET = dt.timezone(dt.timedelta(hours=8))

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def rfc3339(instant: dt.datetime) -> str:
    """RFC 3339 with the offset +08:00; microseconds only if there are any."""
    return instant.astimezone(OFFSET).isoformat()


def parse_instant(text: str) -> dt.datetime:
    """A zoned RFC 3339 instant in ASCII digits as UTC; raises ValueError in the reader's words."""
    if not _RFC3339.fullmatch(text):
        raise ValueError("not an RFC 3339 instant with a zone, such as 2026-12-31T17:30:00+08:00")
    try:
        return dt.datetime.fromisoformat(text.upper()).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"no such instant: {error}") from error


def start_of_day(day: dt.date) -> dt.datetime:
    """The first instant of a Shanghai day, in UTC."""
    return dt.datetime.combine(day, dt.time(), SHANGHAI).astimezone(dt.UTC)


def end_of_day(day: dt.date) -> dt.datetime:
    """The first instant after a Shanghai day, in UTC: a date-only deadline is half-open there."""
    return start_of_day(day + dt.timedelta(days=1))
