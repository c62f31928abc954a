"""The title: as the page states it, as it is printed above the text, or as the text names what it issues."""

import re
from pathlib import PurePath

from portal.importers.blocks import Line
from portal.intake.evidence import candidate, only_day
from portal.intake.proposal import Candidate
from portal.intake.rules.bodies import is_body_line
from portal.intake.rules.document import Document

LIMIT = 255
_KIND = re.compile(
    r"(?:通知|意见|办法|规定|细则|方案|措施|规划|计划|纲要|政策|决定|指南|要点|公告|通告|公示|通报|函|批复|条例|规则|制度|报告|清单|名单|目录|解读|实施意见|启事)"
    r"(?:[（(][^（）()]{1,30}[）)])*$"
)
_ASIDE = re.compile(
    r"^(?:附件|签发人|主办|文件|.{2,30}文件$|[（(].*[）)]$|★|机密|秘密|特急|加急|平急|来源|相关|发布|时间|目\s*录$)"
)
_ISSUED = re.compile(
    r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》[^。《》]{0,40}(?:印发给你们|现予(?:以)?(?:印发|公布|发布)|现公布|请(?:认真)?(?:贯彻|遵照)执行)"
)
_CJK = re.compile(r"[\u4e00-\u9fff]")


def titles(document: Document) -> list[Candidate]:
    """Candidates, the likeliest first, each value once."""
    found: dict[str, Candidate] = {}
    for one in [*_stated(document), *_printed(document), *_issued(document), *_named(document)]:
        if one.value and len(one.value) <= LIMIT:
            found.setdefault(re.sub(r"\s+", "", one.value), one)
    return list(found.values())


def joined(lines: list[Line]) -> str:
    """A title broken over lines: without spaces, except between bodies."""
    text = "".join(line.text.strip() for line in lines)
    return re.sub(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[《“（的和与及])|\s+(?=的)", "", text).strip()


def title_lines(document: Document) -> list[Line]:
    """The lines of the head that are the title."""
    groups = _groups(document)
    return max(groups, key=lambda group: _weight(group, document), default=[])


def _stated(document: Document) -> list[Candidate]:
    found = [candidate(title, title, "stated beside the text") for title in document.facts("title")]
    headings = document.facts("heading")
    return found + [
        candidate(title, title, "heading of the page") for title in headings[:1] if 4 <= len(title) <= LIMIT
    ]


def _printed(document: Document) -> list[Candidate]:
    groups = sorted(_groups(document), key=lambda group: -_weight(group, document))
    return [
        candidate(title, " ".join(line.text for line in group), "printed above the text")
        for group in groups
        if 4 <= len(title := joined(group)) <= LIMIT and _weight(group, document) > 0
    ]


def _groups(document: Document) -> list[list[Line]]:
    """Neighbouring lines of the head that may be a title; one that ends as titles do closes its group."""
    groups: list[list[Line]] = [[]]
    for index, line in enumerate(document.head):
        apart = only_day(line.text) or index == document.number_line or _ASIDE.match(line.text)
        new = line.text.startswith(("关于", "《")) or (groups[-1] and _differs(groups[-1][-1], line))
        if apart or is_body_line(line.text):
            groups.append([])
            continue
        if new and groups[-1] and _KIND.search(joined(groups[-1])):
            groups.append([])
        groups[-1].append(line)
        if _KIND.search(line.text):
            groups.append([])
    return [group for group in groups if group]


def _differs(before: Line, line: Line) -> bool:
    return before.level != line.level


def _weight(group: list[Line], document: Document) -> float:
    """How much speaks for a group: its end, 关于, its place below the number, its type, its being in the middle."""
    text = joined(group)
    after_number = document.number_line is not None and group[0] is _following(document)
    return (
        3 * bool(_KIND.search(text))
        + 2 * ("关于" in text)
        + 2 * after_number
        + 2 * (group[0].level == 1)
        + (group[0].align == "center")
        - 3 * (len(text) < 5 or not _CJK.search(text))
        - 5 * bool(re.search(r"[，。；、：]$", text))
        - 0.1 * document.head.index(group[0])
    )


def _following(document: Document) -> Line | None:
    place = (document.number_line or 0) + 1
    return document.head[place] if place < len(document.head) else None


def _issued(document: Document) -> list[Candidate]:
    start = "\n".join(line.text for line in document.lines[: document.body_start + 4])
    match = _ISSUED.search(start)
    if not match:
        return []
    return [candidate(match["title"], start, "named as what is issued", match.start(), match.end())]


def _named(document: Document) -> list[Candidate]:
    """The file's name, where it is words and not a number."""
    stem = re.sub(r"^[\d\s.、_-]+|[（(]\d+[）)]$", "", PurePath(document.reading.name).stem).strip()
    if len(_CJK.findall(stem)) < 6:
        return []
    return [Candidate(stem, document.reading.name, "name of the file")]
