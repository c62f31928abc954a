"""What every kind of record has: title, number, bodies, dates, place, attachments, the text as blocks."""

import datetime as dt
import re
from collections.abc import Iterable

from portal.importers.blocks import Block, Line, number_blocks
from portal.importers.splitting import split, without_head
from portal.intake.evidence import candidate, days, only_day
from portal.intake.proposal import Candidate
from portal.intake.rules.bodies import is_body_line, issuing_bodies
from portal.intake.rules.document import Document
from portal.intake.rules.titles import title_lines, titles
from portal.policies.numbers import find_numbers, normal_form
from portal.taxonomy.levels import infer_level, infer_region
from portal.taxonomy.models import Level

Fields = dict[str, list[Candidate]]

_NO_NUMBER = re.compile(r"^(?:无|暂无|[-—/\s]*)$")
_PRINTED_ON = re.compile(r"(?P<day>.{6,20}日)\s*印发$")
_LISTED = re.compile(r"^附件\s*\d{0,2}\s*[:：]\s*(?P<rest>.*)$")
_ITEM = re.compile(r"^\s*(?:\d{1,2}\s*[.．、]|[（(]\d{1,2}[）)]|附件\s*\d{1,2}\s*[:：])\s*(?P<name>.+)$")
_NOT_PART = re.compile(
    r"^(?:相关(?:文件|解读|文章|阅读|链接)|来源|责任编辑|编辑|扫一扫|上一篇|下一篇)\s*[:：]?|^[（(](?:此件|本文有删减)"
)
_NOTHING = re.compile(r"[。；;]+$")


def common_fields(document: Document) -> Fields:
    """The fields that all kinds share, each with its candidates."""
    title = titles(document)
    fields: Fields = {"title": title}
    fields["issuing"] = issuing_bodies(document, title[0].value if title else "")
    fields["issued_on"] = issued_on(document)
    fields["published_on"] = _days_of(document, "published_on")
    fields["level"], fields["regions"] = _place(fields["issuing"])
    fields["attachments"] = attachments(document)
    fields["source_url"] = [
        candidate(url, url, "stated by the page") for url in document.facts("url")[:1] if "://" in url
    ]
    return fields


def doc_numbers(document: Document) -> list[Candidate]:
    """The document's own number: beside the text, on a line of its own above it, or in brackets below the title."""
    found = [
        candidate(value, value, "stated beside the text")
        for value in document.facts("doc_number")
        if not _NO_NUMBER.match(value) and any(map(str.isdigit, value))
    ]
    if document.number_line is not None:
        line = document.head[document.number_line].text
        found += [candidate(find_numbers(line)[0], line, "printed above the text")]
    unique = {normal_form(one.value): one for one in reversed(found)}
    return [one for one in found if unique.get(normal_form(one.value)) is one or one in unique.values()][:3]


def issued_on(document: Document) -> list[Candidate]:
    """成文日期: beside the text, below the signature, or in brackets below the title."""
    found = _days_of(document, "issued_on")
    if document.dated_line is not None:
        text = document.lines[document.dated_line].text
        below = document.dated_line >= document.body_start
        rule = "dated under the text" if below else "dated below the title"
        found.append(candidate(_iso(only_day(text)), text, rule))
    for line in document.lines[-6:]:
        if (match := _PRINTED_ON.search(line.text)) and (named := days(match["day"])):
            found.append(candidate(named[-1].day.isoformat(), line.text, "printed on"))
    return distinct(found)


def distinct(found: Iterable[Candidate]) -> list[Candidate]:
    """Each value once, the first candidate for it."""
    kept: dict[str, Candidate] = {}
    for one in found:
        kept.setdefault(str(one.value), one)
    return list(kept.values())


def attachments(document: Document) -> list[Candidate]:
    """The files that the page links to."""
    links = document.reading.links
    return [candidate({"name": name[:500], "url": url}, name, "linked file") for name, url in links]


def missing_attachments(document: Document) -> list[str]:
    """Names listed after 附件： that are neither linked nor in the same file: the clerk has to add them."""
    if document.reading.links:
        return []
    for index, line in enumerate(document.lines):
        if match := _LISTED.match(line.text):
            following = [one.text for one in document.lines[index + 1 : index + 30]]
            rest = {_bare(one.text) for one in document.lines[index + 1 :] if not _ITEM.match(one.text)}
            return [name for name in _listed(match["rest"], following) if name and _bare(name) not in rest]
    return []


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _listed(rest: str, following: list[str]) -> list[str]:
    names: list[str] = []
    for text in filter(None, [rest, *following]):
        match = _ITEM.match(text)
        if not match and (names or text is not rest):
            break
        names += [part for part in re.split(r"\s+(?=\d{1,2}[.．、])", match["name"] if match else text) if part]
    return [_NOTHING.sub("", _ITEM.sub(r"\g<name>", name)).strip() for name in names]


def text_blocks(document: Document, title: str, number: str) -> list[Block]:
    """The text without its head and without what a page adds below it; ids are the same for the same text."""
    lines = [line for line in document.reading.lines if not (line.text and _NOT_PART.match(line.text))]
    lines = _below_head(document, lines, title, number)
    return number_blocks(split(lines, arabic=True), document.reading.name)


def _below_head(document: Document, lines: list[Line], title: str, number: str) -> list[Line]:
    """Without title, number, bodies and date above the text: the record shows them already."""
    if document.reading.format in ("docx", "pdf", "txt", "html"):
        shown = title_lines(document)
        head = [line for line in document.head if line not in shown]
        dropped = [line for line in head if _is_shown(line, number)]
        same = re.sub(r"\s+", "", "".join(line.text for line in shown)) == re.sub(r"\s+", "", title)
        gone = [*dropped, *(shown if same else [])]
        lines = [line for line in lines if not any(line is one for one in gone)]
    return without_head(lines, title, number or None)


def _is_shown(line: Line, number: str) -> bool:
    is_number = bool(number) and len(line.text) < 60 and normal_form(line.text) == normal_form(number)
    is_date = bool(only_day(line.text))
    return is_number or is_date or is_body_line(line.text) or bool(re.match(r"^.{2,40}文\s*件$", line.text))


def _place(bodies: list[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Level and regions of the bodies, where their names tell."""
    levels, regions = [], []
    for body in bodies:
        if (code := infer_level(body.value)) and Level.objects.filter(code=code).exists():
            levels.append(Candidate(code, body.value, "level of the issuing body"))
        if region := infer_region(body.value):
            regions.append(Candidate(region, body.value, "place of the issuing body"))
    return distinct(levels), distinct(regions)


def _days_of(document: Document, label: str) -> list[Candidate]:
    found = []
    for value in document.facts(label):
        named = days(value)
        found += [candidate(named[0].day.isoformat(), value, "stated beside the text")] if named else []
    return distinct(found)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
