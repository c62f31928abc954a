"""When one may apply or object: first and last instant in Asia/Shanghai, read from a passage."""

import datetime as dt
import re
from dataclasses import dataclass

from portal.intake.evidence import Found, days, passage
from portal.intake.proposal import Candidate
from portal.pages.numerals import integer
from portal.windows.durations import Duration
from portal.windows.instants import end_of_day, rfc3339, start_of_day

_TO = re.compile(r"^[^\d。；\n]{0,6}?(?:至|到|—+|－|-|–|~|～)[^\d。；\n]{0,8}$")
_BY = re.compile(r"^[^。；\n，,]{0,6}?(?:前|以前|之前|止|为止|截止|截至|结束)")
_DEADLINE = re.compile(r"(?:截止|截至|不晚于|不迟于|最迟|最晚|至|务必于|请于|应于|须于|于)[^。；\n\d]{0,14}$")
_FROM = re.compile(r"^[^。；\n\d]{0,4}?(?:起|开始|之后)")
_FROM_NOW = re.compile(r"(?:即日起|自(?:本)?(?:通知|公告|公示|文件)?(?:发布|印发|公布|下发)之日起)")
_OPEN_ENDED = re.compile(
    r"常年(?:受理|申报|接受|开放)|长期(?:受理|有效|申报)|全年(?:受理|申报)|随时(?:受理|申报)|不设(?:申报)?截止"
)
_WORKDAYS = re.compile(r"(?P<count>\d{1,2}|[一二三四五六七八九十]{1,2})\s*个?(?P<unit>工作日|日|天|自然日)")


@dataclass(frozen=True)
class Period:
    """What a passage states of a window: candidates for its first and last instant, or that it has no end."""

    opens_at: Candidate | None = None
    closes_at: Candidate | None = None
    open_ended: Candidate | None = None


def period(text: str, *, known: dt.date | None) -> Period:
    """The window that a passage states. `known` is the day the document is dated; it gives a missing year."""
    named = days(text, known.year if known else None)
    for first, second in zip(named, named[1:], strict=False):
        if _TO.match(text[first.end : second.start]):
            whole = passage(text, first.start, second.end)
            return Period(Candidate(opening(first), whole, "period"), Candidate(closing(second), whole, "period"))
    if match := _OPEN_ENDED.search(text):
        return Period(open_ended=Candidate(True, passage(text, *match.span()), "without an end"))
    return _one_sided(text, named, known)


def _one_sided(text: str, named: list[Found], known: dt.date | None) -> Period:
    opens = closes = None
    for found in named:
        before, after = text[max(0, found.start - 20) : found.start], text[found.end : found.end + 12]
        evidence = passage(text, found.start, found.end)
        if closes is None and (_BY.match(after) or _DEADLINE.search(before)):
            closes = Candidate(closing(found), evidence, "deadline")
        elif opens is None and _FROM.match(after):
            opens = Candidate(opening(found), evidence, "from a day on")
    if opens is None and known and (match := _FROM_NOW.search(text)) and closes:
        opens = Candidate(rfc3339(start_of_day(known)), passage(text, *match.span()), "from publication on")
    return Period(opens, closes)


def counted(text: str, *, known: dt.date | None) -> Period:
    """「公示期5个工作日」 from a named day, or from the document's own: the last day by the holiday table."""
    match = _WORKDAYS.search(text)
    named = days(text, known.year if known else None)
    start = named[0].day if named else known
    if match is None or start is None:
        return Period()
    number = integer(match["count"])
    length = Duration(number, "workday" if match["unit"] == "工作日" else "calendar_day")
    # Counted from the day after publication; a stated first day is the first of the days counted.
    last = length.end(start - dt.timedelta(days=1)) if named else length.end(start)
    evidence = passage(text, *match.span())
    if not length.is_certain(start):
        return Period(Candidate(rfc3339(start_of_day(start)), evidence, "first day of a number of days"))
    return Period(
        Candidate(rfc3339(start_of_day(start)), evidence, "first day of a number of days"),
        Candidate(rfc3339(end_of_day(last)), evidence, "number of days counted"),
    )


def opening(found: Found) -> str:
    """The first instant: the stated time, else the beginning of the day."""
    return rfc3339(_at(found) if found.time else start_of_day(found.day))


def closing(found: Found) -> str:
    """The last instant: the stated time, else the end of that day (half-open)."""
    return rfc3339(_at(found) if found.time else end_of_day(found.day))


def _at(found: Found) -> dt.datetime:
    time = found.time or dt.time()
    return start_of_day(found.day) + dt.timedelta(hours=time.hour, minutes=time.minute)
