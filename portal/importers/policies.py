"""Policy documents and catalogue rows as normalised records; what neither source nor text states stays unknown."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from portal.importers import values
from portal.importers.blocks import Block, number_blocks
from portal.importers.cards import LEVELS
from portal.importers.html import html_lines
from portal.importers.source import Source, source_of
from portal.importers.splitting import plain_lines, split, without_head
from portal.importers.validity import related_numbers, stated_validity
from portal.taxonomy.crosswalk import map_codes
from portal.taxonomy.levels import infer_region
from portal.taxonomy.names import split_bodies

INTERPRETATION_COLUMN = "解读材料"
# More numbers than this are a list of documents, not the basis of one.
BASIS_LIMIT = 12

_LAW_COLUMNS = {
    "行政法": "law",
    "经济法": "law",
    "民法商法": "law",
    "社会法": "law",
    "法律": "law",
    "行政法规": "regulation",
}
_TRAILING_BRACKETS = re.compile(r"(?:[（(][^（）()]*[）)]|\s)+$")
_CLASSES = (
    (re.compile(r"(?:条例|行政法规)$"), "regulation"),
    (re.compile(r"(?<!办)(?<!方)法(?:典)?$"), "law"),
    (re.compile(r"(?:关于|印发|转发|公布).*(?:批复|函|公示)$|(?:通知|通告|公告|通报|启事)$"), "notice"),
    (re.compile(r"(?:意见|方案|措施|规划|计划|纲要|政策|决定|指南|要点)$"), "normative"),
    (re.compile(r"(?:办法|规定|细则|规则|规程|准则)$"), "rule"),
)


@dataclass(frozen=True)
class PolicyRecord:
    """One document; dates are whole days; numbers of related documents as printed; `blocks` is its text."""

    source: Source
    title: str
    doc_number: str
    index_number: str
    document_class: str
    bodies: list[str]
    level: str | None
    region: str | None
    fields: list[str]
    subject: str
    summary: str
    issued_on: dt.date | None
    published_on: dt.date | None
    effective_from: dt.date | None
    valid_to: dt.date | None
    valid_text: str
    attachments: list[tuple[str, str]]
    basis: list[str] = field(default_factory=list)
    repeals: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    interpretation: bool = False


def normalise_policy(record: dict[str, Any]) -> PolicyRecord:
    """The record in our terms; a catalogue row has no body and no blocks. Raises Refused with the reason.

    It is long because a document has so many facts, one a line.
    """
    title = values.required(record, "title", limit=255)
    number = values.text(record, "doc_number", limit=255) or ""
    body = values.text(record, "body") or ""
    bodies = split_bodies(values.text(record, "issuing_body", limit=1000))
    subject = values.text(record, "field", limit=255) or ""
    column = values.text(record, "source_column", limit=255) or ""
    source = source_of(record, site=values.text(record, "site", limit=120))
    stated = stated_validity(body)
    repeals, basis = related_numbers(body, number)
    effective = values.day(record, "effective_on")
    return PolicyRecord(
        source=source,
        title=title,
        doc_number=number,
        index_number=values.text(record, "index_number", limit=128) or "",
        document_class=class_of(title, column),
        bodies=bodies,
        level=LEVELS.get(values.text(record, "level") or ""),
        region=next(filter(None, map(infer_region, bodies)), None),
        fields=map_codes("field", subject) if subject else [],
        subject=subject,
        summary=values.text(record, "summary") or "",
        issued_on=values.day(record, "issued_on"),
        published_on=values.day(record, "published_on"),
        effective_from=effective or stated.effective_from,
        valid_to=stated.valid_to,
        valid_text=stated.valid_text,
        attachments=values.links(record, "attachments"),
        basis=basis if len(basis) <= BASIS_LIMIT else [],
        repeals=repeals,
        blocks=text_blocks(record, title=title, number=number, body=body, source=source),
        interpretation=column == INTERPRETATION_COLUMN,
    )


def text_blocks(record: dict[str, Any], *, title: str, number: str, body: str, source: Source) -> list[Block]:
    """The text as blocks: from the HTML body where there is one (it has the tables), else from the plain one."""
    html = values.text(record, "body_html")
    lines = html_lines(html, source.url) if html else plain_lines(body)
    return number_blocks(split(without_head(lines, title, number)), source.id)


def class_of(title: str, column: str) -> str:
    """文种 by the source's column where that is a class of law, else by how the title ends, else other."""
    if column in _LAW_COLUMNS:
        return _LAW_COLUMNS[column]
    if column.endswith("地方性法规"):
        return "regulation"
    if column == "部门规章":
        return "rule"
    stem = _TRAILING_BRACKETS.sub("", title.strip())
    return next((code for pattern, code in _CLASSES if pattern.search(stem)), "other")
