"""Fields of a disclosure: type and act, its publicity period, where to object, and the rows of its list."""

import datetime as dt
import re
from typing import Any

from portal.importers.disclosures import act_of, type_of
from portal.intake.evidence import candidate, days
from portal.intake.formats.contents import Reading
from portal.intake.lists import List, lists_of
from portal.intake.proposal import Candidate
from portal.intake.rules.common import Fields, common_fields
from portal.intake.rules.contacts import contacts
from portal.intake.rules.document import Document
from portal.intake.rules.windows import Period, counted, period
from portal.taxonomy.uscc import is_valid

_PERIOD = re.compile(r"公示(?:时间|期限?|日期)|公示期|征求意见(?:时间|期)|意见反馈|截止|公示.{0,12}(?:工作日|天)|起至")
_OBJECTION = re.compile(r"异议|反映|提出意见|反馈|意见建议|受理(?:电话|部门|单位)|监督电话")
_COLUMNS = {
    "name_as_printed": re.compile(r"全称|名称|^(?:企业|单位)(?:名单)?$|姓名"),
    "uscc": re.compile(r"信用代码|社会代码|机构代码"),
    "certificate_no": re.compile(r"证书编?号|许可(?:证|文件)?编号|备案号"),
    "valid_to": re.compile(r"有效期(?:至|限至|止)|到期"),
    "amount": re.compile(r"金额|资金|奖补额|补助额|奖励额"),
    "note": re.compile(r"备注|说明"),
}  # fmt: skip
_FACTORS = (("亿元", 100_000_000), ("万元", 10_000))
_NOT_AN_ENTRY = re.compile(r"^(?:合计|小计|总计|序号)")
NAME_LIMIT, NOTE_LIMIT, CERTIFICATE_LIMIT = 500, 500, 64


def disclosure_fields(document: Document) -> Fields:
    """All fields of a disclosure that the file states."""
    fields = common_fields(document)
    title = fields["title"][0].value if fields["title"] else ""
    kind, act = type_of(title, None), act_of(title)
    fields["disclosure_type"] = [candidate(kind, title, "word in the title")] if kind else []
    fields["act"] = [candidate(act, title, "word in the title")] if act else []
    fields |= _window(document, fields)
    told = [line for line in document.lines if _OBJECTION.search(line.text)]
    if told and any(_OBJECTION.search(line.text) and "异议" in line.text or "反" in line.text for line in told):
        fields["objection_channel"] = [
            Candidate("\n".join(line.text for line in told[:6]), told[0].text[:160], "passage on objections")
        ]
    fields["contacts"] = contacts(document.lines, [])
    return fields


def entries(reading: Reading) -> list[dict[str, Any]]:
    """The rows of the file's lists that name somebody, as far as columns with known headers state them."""
    return [entry for one in lists_of(reading) for entry in _entries(one)]


def _window(document: Document, fields: Fields) -> Fields:
    dated = next((one.value for name in ("issued_on", "published_on") for one in fields[name][:1]), None)
    known = dt.date.fromisoformat(dated) if dated else None
    for line in document.lines:
        if not _PERIOD.search(line.text):
            continue
        found = period(line.text, known=known)
        if not found.closes_at:
            found = counted(line.text, known=known)
        if found.closes_at or found.opens_at:
            return _as_fields(found, line.text)
    return {}


def _as_fields(found: Period, text: str) -> Fields:
    named = {"opens_at": found.opens_at, "closes_at": found.closes_at}
    return {name: [one] for name, one in named.items() if one} | {
        "time_text": [Candidate(text[:500], text[:160], "passage on the period")]
    }


def _entries(one: List) -> list[dict[str, Any]]:
    places = {
        field: next((column for column in one.columns if pattern.search(column.title)), None)
        for field, pattern in _COLUMNS.items()
    }
    if one.header_row < 0 or places["name_as_printed"] is None:
        return []
    found = []
    for row in one.rows:
        cells = {field: row[column.index].strip() for field, column in places.items() if column}
        if cells["name_as_printed"] and not _NOT_AN_ENTRY.match(cells["name_as_printed"]):
            amount_title = places["amount"].title if places["amount"] else ""
            found.append(_entry(cells, amount_title))
    return found


def _entry(cells: dict[str, str], amount_title: str) -> dict[str, Any]:
    """Values that their columns' types can hold; what cannot be read goes into the note as printed."""
    code = cells.get("uscc", "").upper().replace(" ", "")
    valid_to = next((day.day.isoformat() for day in days(cells.get("valid_to", ""))[:1]), "")
    amount = _amount(cells.get("amount", ""), amount_title)
    kept = {"uscc": is_valid(code), "valid_to": bool(valid_to), "amount": amount is not None}
    unread = [cells[name] for name, fits in kept.items() if cells.get(name) and not fits]
    return {
        "name_as_printed": re.sub(r"\s+", " ", cells["name_as_printed"])[:NAME_LIMIT],
        "uscc": code if kept["uscc"] else "",
        "certificate_no": cells.get("certificate_no", "")[:CERTIFICATE_LIMIT],
        "valid_to": valid_to or None,
        "amount": amount,
        "note": "；".join(filter(None, [cells.get("note", ""), *unread]))[:NOTE_LIMIT],
    }


def _amount(text: str, title: str) -> str | None:
    """Yuan as decimal text; the unit stands in the cell or in the header."""
    bare = re.sub(r"[,，\s]|元$|万元$|亿元$", "", text)
    if not re.fullmatch(r"\d{1,12}(?:\.\d+)?", bare):
        return None
    factor = next((size for unit, size in _FACTORS if unit in text or unit in title), 1)
    return f"{float(bare) * factor:.2f}"
