"""Dates and relations that a document's text states in so many words; what it only implies stays unknown."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from portal.importers.periods import years_later
from portal.pages.numerals import integer
from portal.policies.numbers import find_numbers, normal_form

_SELF = (
    r"本(?:法|条例|办法|规定|细则|规则|意见|方案|通知|措施|决定|文件|政策|公告|规章"
    r"|若干措施|实施意见|实施细则|实施办法)"
)
_EFFECTIVE = re.compile(
    _SELF
    + r"[^。；\n]{0,30}自(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日起?(?:正式)?(?:施行|实施|执行|生效)"
)
_TERM = re.compile(
    _SELF
    + r"(?:自[^。；\n]{0,40}(?:施行|实施|执行|生效|之日)[^。；\n]{0,20})?，?有效期(?:限)?(?:为|至|到)?[^。；\n]{1,30}"
)
# 「暂定三年」 and 「执行期自发布之日起至2020年12月底」 state a term without calling it 有效期.
_OTHER_TERM = re.compile(
    rf"(?:{_SELF}|(?:上述|以上)(?:政策|措施|举措))[^。；\n]{{0,60}}?"
    r"(?:暂定(?:\d{1,2}|[一二三四五六七八九十])年(?:有效期)?|(?:执行期|有效期)[^。；\n]{0,20}至(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日|底)[止]?)"
)
_TERM_YEARS = re.compile(r"(?:有效期(?:限)?为?|暂定)(?P<years>\d{1,2}|[一二三四五六七八九十])年")
_TERM_END = re.compile(
    r"(?:有效期?|执行期)[^。；\n]{0,20}?(?:至|到|截至)(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|底)"
)
_REPEALS = re.compile(r"(?:同时|即行|予以|一并)废止")
_GROUND = re.compile(r"根据|按照|依据|依照|遵照")
_GROUND_OF = re.compile(r"(?:根据|按照|依据|依照|遵照|贯彻|落实|执行)《?.{0,300}", re.DOTALL)
_SENTENCE_END = re.compile(r"[。；\n]")
# Where a document speaks of its own term, it does so at its end or in its covering notice.
EDGE = 3000


@dataclass(frozen=True)
class Stated:
    """What the text states of itself: whole days, `valid_to` is the last valid one."""

    effective_from: dt.date | None
    valid_to: dt.date | None
    valid_text: str


def stated_validity(text: str) -> Stated:
    """Read only where exactly one date is stated: a consolidated law repeats those of its amendments."""
    edges = text if len(text) <= 2 * EDGE else text[:EDGE] + "\n" + text[-EDGE:]
    starts = {_day(found) for found in _EFFECTIVE.finditer(edges)} - {None}
    start = starts.pop() if len(starts) == 1 else None
    found = (_TERM.search(edges) if "有效期" in edges else None) or _OTHER_TERM.search(edges)
    term = found[0].strip() if found else ""
    return Stated(start, _end(term, start), term[:500])


def _end(term: str, start: dt.date | None) -> dt.date | None:
    if found := _TERM_END.search(term):
        return _day(found)
    if start and (found := _TERM_YEARS.search(term)):
        return years_later(start, integer(found["years"]))
    return None


def _day(found: re.Match[str]) -> dt.date | None:
    try:
        year, month = int(found["y"]), int(found["m"])
        return dt.date(year, month, int(found["d"] or calendar.monthrange(year, month)[1]))
    except ValueError:
        return None


def related_numbers(text: str, own_number: str) -> tuple[list[str], list[str]]:
    """Numbers that this document repeals (where it says 废止) and those it rests on (where it says 根据, 贯彻 …).

    A number that is merely named, such as that of an amendment, is neither.
    """
    own = normal_form(own_number)
    repealed = {normal_form(number): number for part in _repealing_parts(text) for number in find_numbers(part)}
    ground = {normal_form(number): number for part in _grounds(text) for number in find_numbers(part)}
    others = [number for key, number in ground.items() if key not in repealed and key != own]
    return [number for key, number in repealed.items() if key != own], others


def _grounds(text: str) -> list[str]:
    """What follows a word of ground in its sentence."""
    found = (_GROUND_OF.search(sentence) for sentence in _SENTENCE_END.split(text))
    return [match[0] for match in found if match]


def _repealing_parts(text: str) -> list[str]:
    """What stands before 废止 in its sentence, without the part that only names the ground (「根据……，」)."""
    sentences = [
        _SENTENCE_END.split(text[max(0, found.start() - 300) : found.start()])[-1] for found in _REPEALS.finditer(text)
    ]
    return [part for sentence in sentences for part in sentence.split("，") if not _GROUND.search(part)]
