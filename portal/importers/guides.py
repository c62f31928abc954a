"""Service guides (办事指南) as normalised records."""

import re
from dataclasses import dataclass
from typing import Any

from portal.importers import values
from portal.importers.cards import LEVELS
from portal.importers.enumerations import numbered
from portal.importers.lines import Refused
from portal.importers.source import Source, source_of
from portal.taxonomy.crosswalk import map_code
from portal.taxonomy.levels import infer_region
from portal.taxonomy.uscc import of_service_code

SUBJECTS = {
    "自然人": "natural_person",
    "企业法人": "enterprise",
    "事业法人": "institution",
    "社会组织法人": "social_organisation",
    "非法人企业": "unincorporated",
    "行政机关": "administration",
    "其他组织": "other_organisation",
}
KINDS = {
    "公共服务": "public_service",
    "行政许可": "licensing",
    "行政确认": "confirmation",
    "行政给付": "payment",
    "行政奖励": "reward",
    "行政裁决": "ruling",
    "其他行政权力": "other_power",
}
_UNITS = {
    "工作日": "workday",
    "自然日": "calendar_day",
    "天": "calendar_day",
    "日": "calendar_day",
    "月": "month",
    "个月": "month",
}
_LIMIT = re.compile(r"^(\d{1,4})\s*[(（]?\s*(工作日|自然日|个月|月|天|日)\s*[)）]?$")


@dataclass(frozen=True)
class GuideRecord:
    """One guide; a time limit is (value, unit) with the units of portal.windows.durations, codes are ours."""

    source: Source
    title: str
    service_code: str
    kind: str
    catalogue_name: str
    agency: str
    agency_uscc: str | None
    level: str | None
    region: str | None
    fields: list[str]
    themes: list[str]
    subjects: list[str]
    conditions_text: str
    conditions: list[tuple[str, str]]
    materials: list[str]
    legal_limit: tuple[int, str] | None
    promised_limit: tuple[int, str] | None
    visits: int | None
    place: str
    consult_phone: str
    complaint_phone: str
    platform: str
    online_booking: bool | None
    courier: bool | None


def normalise_guide(record: dict[str, Any]) -> GuideRecord:
    """The record in our terms. Raises Refused with the reason. (It is long because a guide has so many facts.)"""
    agency = values.text(record, "agency", limit=200) or ""
    themes = values.texts(record, "themes")
    region = values.text(record, "region", limit=100)
    conditions = values.text(record, "conditions") or ""
    code = values.text(record, "service_code", limit=64) or ""
    parts = numbered(conditions)
    return GuideRecord(
        source=source_of(record),
        title=values.required(record, "name", limit=255),
        service_code=code,
        kind=KINDS.get(values.text(record, "kind") or "", ""),
        catalogue_name=values.text(record, "catalogue_name", limit=500) or "",
        agency=agency,
        agency_uscc=of_service_code(code),
        level=LEVELS.get(values.text(record, "level") or ""),
        region=infer_region(region) if region else None,
        fields=_fields(themes),
        themes=themes,
        subjects=[SUBJECTS[name] for name in values.texts(record, "audience") if name in SUBJECTS],
        conditions_text=conditions,
        conditions=[("apply", part) for part in parts] if len(parts) > 1 else [],
        materials=values.texts(record, "materials"),
        legal_limit=time_limit(values.text(record, "legal_time_limit"), "legal_time_limit"),
        promised_limit=time_limit(values.text(record, "promised_time_limit"), "promised_time_limit"),
        visits=values.whole_number(record, "visits"),
        place=values.text(record, "place") or "",
        consult_phone=values.text(record, "consult_phone", limit=500) or "",
        complaint_phone=values.text(record, "complaint_phone", limit=255) or "",
        platform=values.text(record, "platform", limit=255) or "",
        online_booking=values.yes_or_no(record, "online_booking"),
        courier=values.yes_or_no(record, "courier"),
    )


def time_limit(text: str | None, name: str) -> tuple[int, str] | None:
    """「30(工作日)」 → (30, "workday"); None stays None; refuses what it cannot read rather than guess a date."""
    if text is None:
        return None
    found = _LIMIT.match(text)
    if not found:
        raise Refused(f"{name}: {text[:40]!r} is not a time limit")
    return int(found[1]), _UNITS[found[2]]


def _fields(themes: list[str]) -> list[str]:
    """Fields of the themes; `other` only where no theme says more."""
    found = list(dict.fromkeys(code for theme in themes if (code := map_code("field", theme))))
    return [code for code in found if code != "other"] or found
