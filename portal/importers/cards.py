"""Product cards (政策导引) as normalised schemes: what a card does not say stays empty, no card yields a status."""

import re
from dataclasses import dataclass
from typing import Any

from portal.importers import values
from portal.importers.enumerations import Amount, amount, contacts, numbered
from portal.importers.periods import CardPeriod, read_period
from portal.importers.source import Source, source_of
from portal.taxonomy.crosswalk import map_code, map_codes
from portal.taxonomy.levels import infer_region
from portal.taxonomy.names import split_bodies

LEVELS = {"国家": "country", "省": "province", "市": "city", "区县": "district", "乡镇": "town", "园区": "park"}
# 「甲项目. 14612.乙项目」: the end of the card before, its page, and the number of this card ran into its name.
_RUN_IN = re.compile(r"^.+?\.\s*\d{3,6}\.(?P<name>.+)$")
_RECOGNITION = re.compile(r"认定|评定|试点示范单位|示范基地")
_DEVELOPMENT = re.compile(r"培育|孵化|升规")
_PROJECT = re.compile(r"项目")


@dataclass(frozen=True)
class CardRecord:
    """One card; dates are whole days, `conditions` are (kind, text), `level` and `support_forms` are codes."""

    source: Source
    title: str
    chapter: str
    section: str
    category: str
    level: str | None
    region: str | None
    fields: list[str]
    bodies: list[str]
    basis_title: str
    basis_number: str
    published_on: Any
    support_forms: list[str]
    audience: str
    amount: Amount | None
    conditions: list[tuple[str, str]]
    process: str
    period: CardPeriod
    contacts: list[tuple[str, str]]


def normalise_card(record: dict[str, Any]) -> CardRecord:
    """The record in our terms. Raises Refused with the reason."""
    name = values.required(record, "name", limit=255)
    title = found["name"].strip() if (found := _RUN_IN.match(name)) else name
    tool, chapter, section = (
        values.text(record, part, limit=100) or "" for part in ("tool_type", "chapter", "section")
    )
    bodies = split_bodies(values.text(record, "issuing_body", limit=1000))
    category = category_of(title, tool)
    return CardRecord(
        source=source_of(record, site=values.text(record, "source_document", limit=120)),
        title=title,
        chapter=chapter,
        section=section,
        category=category,
        level=LEVELS.get(values.text(record, "level") or ""),
        region=next(filter(None, map(infer_region, bodies)), None),
        fields=fields_of(title, section or chapter),
        bodies=bodies,
        basis_title=(values.text(record, "based_on", limit=500) or "").strip("《》") if record.get("based_on") else "",
        basis_number=values.text(record, "doc_number", limit=255) or "",
        published_on=values.day(record, "issued_on"),
        support_forms=map_codes("support_form", tool),
        audience=values.text(record, "audience") or "",
        amount=amount(values.text(record, "support")),
        conditions=_conditions(values.text(record, "conditions"), category),
        process=values.text(record, "process") or "",
        period=read_period(values.text(record, "window", limit=500)),
        contacts=contacts(values.text(record, "contact")),
    )


def category_of(title: str, tool: str) -> str:
    """The class of S 6.1.3: 认定 by tool or name, then 项目 and 培育 by name, 资金 by tool; otherwise other."""
    if "认定" in tool or _RECOGNITION.search(title):
        return "recognition"
    if _PROJECT.search(title):
        return "project"
    if _DEVELOPMENT.search(title):
        return "development"
    return "funding" if "资金" in tool else "other"


def fields_of(title: str, chapter: str) -> list[str]:
    """Policy fields: the chapter's by the table of crosswalks, intellectual property and talent also by the name."""
    found = [map_code("field", chapter)]
    found += ["intellectual_property"] if re.search(r"知识产权|专利|商标", title) else []
    found += ["talent"] if re.search(r"人才|技能大师|创业团队", title) else []
    return list(dict.fromkeys(code for code in found if code))


def _conditions(prose: str | None, category: str) -> list[tuple[str, str]]:
    kind = "recognise" if category == "recognition" else "apply"
    return [(kind, part) for part in numbered(prose)]
