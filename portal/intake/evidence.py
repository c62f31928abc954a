"""Finding what a text states, and the passage that states it: sentences, days and instants in Chinese and ISO form."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.intake.proposal import Candidate
from portal.pages.numerals import integer

# A passage is shown beside its field: longer ones are cut around what was found.
PASSAGE = 160
_END = re.compile(r"[。；！？\n]")
_YEAR = r"(?P<y>(?:19|20)\d\d|二[〇○ＯOo零0][〇○ＯOo零0一二三四五六七八九]{2}|一九[〇○零一二三四五六七八九]{2})"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元)"
_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DATE = re.compile(
    rf"(?:{_YEAR}\s*年\s*(?:{_MONTH})\s*月\s*{_DAY}\s*日|(?P<iso>(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d))"
)
_WITHOUT_YEAR = re.compile(rf"(?<![\d年]){_MONTH}\s*月\s*{_DAY}\s*日")
_CLOCK = re.compile(
    r"^\s*[（(]?\s*(?P<half>上午|下午|晚上?|中午|凌晨)?\s*(?P<h>[01]?\d|2[0-4])\s*(?:[:：](?P<min>[0-5]\d)|[时点](?:(?P<min2>[0-5]\d)分|(?P<half_hour>半))?整?)"
)


@dataclass(frozen=True)
class Found:
    """A day in a text, with the time of day where one follows it; `start` and `end` are its place."""

    day: dt.date
    time: dt.time | None
    start: int
    end: int
    next_midnight: bool = False


def candidate(
    value: object, text: str, rule: str, start: int = 0, end: int | None = None, *, known: bool = False
) -> Candidate:
    """A candidate whose evidence is the sentence around text[start:end]."""
    return Candidate(value, passage(text, start, len(text) if end is None else end), rule, known)


def passage(text: str, start: int, end: int) -> str:
    """The sentence or sentences that hold text[start:end], at most PASSAGE characters of them."""
    before = [match.end() for match in _END.finditer(text, max(0, start - PASSAGE), start)]
    after = _END.search(text, end, min(len(text), end + PASSAGE)) if not _END.match(text[end - 1 : end]) else None
    first = before[-1] if before else max(0, start - PASSAGE // 2)
    last = after.end() if after else min(len(text), max(end, first) + (PASSAGE // 2 if after is None else 0))
    if last - first > PASSAGE:
        first = max(first, start - PASSAGE // 3)
        last = min(last, max(end, first + PASSAGE))
    return text[first:last].strip()


def days(text: str, year: int | None = None) -> list[Found]:
    """The days that a text names, in order. Days without a year are read with that of the day before, else `year`."""
    found = [*_with_year(text), *_without_year(text)]
    known: list[Found] = []
    for match, stated in sorted(found, key=lambda pair: pair[0].start()):
        if known and match.start() < known[-1].end:
            continue
        own = stated or (known[-1].day.year if known else year)
        day = _day(match, own) if own else None
        if day:
            known.append(_timed(text, match, day))
    return known


def only_day(text: str) -> dt.date | None:
    """The day of a line that is nothing but a date, in brackets or not."""
    bare = re.sub(r"[\s（(【）)】]", "", text)
    match = _DATE.fullmatch(bare)
    return _day(match, _year(match)) if match else None


def _with_year(text: str) -> Iterator[tuple[re.Match[str], int | None]]:
    for match in _DATE.finditer(text):
        yield match, _year(match)


def _without_year(text: str) -> Iterator[tuple[re.Match[str], int | None]]:
    for match in _WITHOUT_YEAR.finditer(text):
        yield match, None


def _year(match: re.Match[str]) -> int:
    return int(match["iso"][:4]) if match["iso"] else integer(match["y"])


def _day(match: re.Match[str], year: int | None) -> dt.date | None:
    try:
        if match.re is _DATE and match["iso"]:
            return dt.date(*map(int, re.split(r"[-/.]", match["iso"])))
        month = 1 if match["m"] == "元" else integer(match["m"])
        return dt.date(year or 0, month, integer(match["d"]))
    except ValueError:
        return None


def _timed(text: str, match: re.Match[str], day: dt.date) -> Found:
    clock = _CLOCK.match(text[match.end() : match.end() + 14])
    if not clock:
        return Found(day, None, match.start(), match.end())
    hour, minute = int(clock["h"]), int(clock["min"] or clock["min2"] or (30 if clock["half_hour"] else 0))
    if clock["half"] in ("下午", "晚", "晚上") and hour < 12:
        hour += 12
    end = match.end() + clock.end()
    if hour == 24:
        return Found(day, None, match.start(), end, next_midnight=True)
    return Found(day, dt.time(hour, minute), match.start(), end)
