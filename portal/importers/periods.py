"""Reads 时间/频度 of a product card: validity (「从2022年9月起」) and rhythm (「每年8月左右」), never a status."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from portal.pages.numerals import integer

_DAY = r"(?P<{0}y>(?:19|20)\d\d)年(?:(?P<{0}m>\d{{1,2}})月(?:(?P<{0}d>\d{{1,2}})日)?)?"
_FROM = re.compile(r"从?自?" + _DAY.format("f") + "起")
_UNTIL = re.compile(r"(?:至|到)" + _DAY.format("t") + "止?")
_YEARS = re.compile(r"有效期(?:为|至)?(?P<years>\d{1,2}|[一二三四五六七八九十])年")
_RANGE = re.compile(r"在(?P<first>(?:19|20)\d\d)[-—–~至](?P<last>(?:19|20)\d\d)年内有效")
_RHYTHM = re.compile(r"每[一二两三四五六七八九十\d]*个?(?:年|季度?|半年|月)|定期|不定期|一般每|常年|随时")
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月")
_QUARTER = re.compile(r"第?([一二三四1-4])季度")


@dataclass(frozen=True)
class Cycle:
    """`every` is in years, None when only 定期 or a shorter rhythm is said; months are 1 to 12."""

    every: int | None
    months: list[int]
    text: str


@dataclass(frozen=True)
class CardPeriod:
    """What a card's prose on time means; `valid_to` is the last valid day."""

    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    valid_text: str = ""
    cycle: Cycle | None = None
    window_text: str = ""


def read_period(text: str | None) -> CardPeriod:
    """Both readings of the prose. Text that is neither validity nor rhythm is kept in `window_text` as printed."""
    text = re.sub(r"\s+", "", text or "")
    if not text:
        return CardPeriod()
    parts = [part for part in re.split(r"[。；;]|，(?=定期|每)", text) if part]
    rhythmic = [part for part in parts if _RHYTHM.search(part)]
    lasting = "，".join(part for part in parts if part not in rhythmic)
    dates = _dates(lasting)
    if lasting and dates == (None, None):
        return CardPeriod(window_text=text)
    rhythm = "，".join(rhythmic)
    return CardPeriod(
        valid_from=dates[0],
        valid_to=dates[1],
        valid_text=text if lasting else "",
        cycle=_cycle(rhythm) if rhythm else None,
        window_text=rhythm,
    )


def _dates(text: str) -> tuple[dt.date | None, dt.date | None]:
    start = _first_day(_FROM.search(text), "f")
    if until := _UNTIL.search(text):
        return start, _last_day(until, "t")
    if within := _RANGE.search(text):
        return start or dt.date(int(within["first"]), 1, 1), dt.date(int(within["last"]), 12, 31)
    if (lasts := _YEARS.search(text)) and start:
        return start, years_later(start, integer(lasts["years"]))
    return start, None


def _first_day(found: re.Match[str] | None, prefix: str) -> dt.date | None:
    if found is None:
        return None
    year, month, day = (int(found[prefix + part] or 1) for part in "ymd")
    return _date(year, month, day)


def _last_day(found: re.Match[str], prefix: str) -> dt.date | None:
    year, month = int(found[prefix + "y"]), int(found[prefix + "m"] or 12)
    if not 1 <= month <= 12:
        return None
    return _date(year, month, int(found[prefix + "d"] or calendar.monthrange(year, month)[1]))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def years_later(start: dt.date, years: int) -> dt.date:
    """The last day of a term: 2022-08-11 for three years is valid to 2025-08-10."""
    day = min(start.day, calendar.monthrange(start.year + years, start.month)[1])
    return dt.date(start.year + years, start.month, day) - dt.timedelta(days=1)


def _cycle(text: str) -> Cycle:
    months = [int(month) for month in _MONTH.findall(text) if 1 <= int(month) <= 12]
    for quarter in _QUARTER.findall(text):
        first = integer(quarter) * 3 - 2
        months += [first, first + 1, first + 2]
    return Cycle(every=_years(text), months=sorted(set(months)), text=text)


def _years(text: str) -> int | None:
    """How many years lie between two rounds; None for rhythms within a year and for 定期 alone."""
    if found := re.search(r"每([一二两三四五六七八九十]|\d{1,2})年", text):
        return integer(found[1])
    return 1 if "每年" in text else None
