"""Whom to ask: names with telephone numbers and addresses, from lines and from tables."""

import re
from typing import Any

from portal.importers.blocks import Line, Table
from portal.intake.evidence import passage
from portal.intake.proposal import Candidate

_PHONE = (
    r"(?:0\d{2,3}\s*[-－—]?\s*)?[2-9]\d{6,7}(?:\s*[-－转]\s*\d{1,5})?"
    r"|1[3-9]\d{9}|1[3-9]\d\*{4}\d{4}|400[-\d]{7,9}|(?<!\d)12\d{3}(?!\d)"
)
_PHONES = re.compile(rf"(?<![\d\w*])(?:{_PHONE})(?:\s*[、，,/]\s*(?:{_PHONE}))*(?![\d*])")
_PERSON = re.compile(r"联\s*系\s*人\s*[:：]?\s*(?P<name>[^\s:：，,；;、。（(\d]{2,12})")
_LABEL = re.compile(r"(?:咨询|联系|服务|业务|办公|监督|举报|投诉|技术支持)?(?:电话|方式|热线)\s*[:：]?\s*$")
_BODY = re.compile(
    r"(?P<name>[\u4e00-\u9fff（）()]{3,40}?)\s*(?:[（(]?(?:咨询|联系)?(?:电话|方式|热线)\s*)?[:：，,]?\s*$"
)
_ADDRESS = re.compile(
    r"(?:联系|通讯|通信|报送|邮寄|受理|办公|单位)?(?:地址|地点)\s*[:：]\s*(?P<address>[^；;。\n]{4,80})"
)
_HEADS = {
    "name": re.compile(r"单位|部门|机构|处室|科室|区县|名称"),
    "person": re.compile(r"联系人|姓名"),
    "phone": re.compile(r"电话|联系方式|手机"),
    "address": re.compile(r"地址|地点"),
}
_LINE = re.compile(r"电话|热线|联系人|联系方式|咨询")
FIELD = 255


def contacts(lines: list[Line], tables: list[Table]) -> list[Candidate]:
    """Contacts in order, each telephone once."""
    found: list[Candidate] = []
    for line in lines:
        named = _of_line(line.text) if _LINE.search(line.text) or _PHONES.search(line.text) else []
        address = _ADDRESS.search(line.text)
        if address and not named and found and not found[-1].value["address"]:
            # On a line of its own the address belongs to the telephone above it.
            found[-1].value["address"] = address["address"].strip()[:FIELD]
        found += named
    found += [one for table in tables for one in _of_table(table)]
    seen: set[str] = set()
    kept = []
    for one in found:
        key = one.value["phone"] or one.value["address"]
        if key and key not in seen:
            seen.add(key)
            kept.append(one)
    return kept


def _of_line(text: str) -> list[Candidate]:
    found = []
    last = 0
    address = _ADDRESS.search(text)
    person = ""
    for match in _PHONES.finditer(text):
        before = text[last : match.start()]
        named = _PERSON.search(before)
        person = named["name"] if named else person
        name = person or _named(before)
        value = _contact(name=name, phone=match[0], address=address["address"].strip() if address else "")
        found.append(Candidate(value, passage(text, match.start(), match.end()), "telephone in the text"))
        last = match.end()
    return found


def _named(before: str) -> str:
    """The words right before a number that name somebody, without 「咨询电话」."""
    bare = _LABEL.sub("", re.split(r"[；;。\n]", before)[-1].strip()).strip(" 　:：，,（(、")
    bare = re.sub(r"^(?:\d{1,2}[.．、]|[（(].{1,3}[）)]|[一二三四五六七八九十]{1,3}、)", "", bare)
    return bare if 2 <= len(bare) <= 40 and re.search(r"[\u4e00-\u9fff]", bare) else ""


def _of_table(table: Table) -> list[Candidate]:
    head = table.rows[0] if table.rows else []
    places = {key: next((at for at, cell in enumerate(head) if one.search(cell)), None) for key, one in _HEADS.items()}
    if places["phone"] is None:
        return []
    found, above = [], ""
    for row in table.rows[1:]:
        cells = {key: row[at].strip() if at is not None else "" for key, at in places.items()}
        # A body over several rows is printed once.
        above = cells["name"] or above
        phone = _PHONES.search(cells["phone"])
        if phone:
            name = " ".join(filter(None, [above, cells["person"]]))
            value = _contact(name=name, phone=phone[0], address=cells["address"])
            found.append(Candidate(value, " ".join(filter(None, row)), "table of contacts"))
    return found


def _contact(*, name: str, phone: str, address: str) -> dict[str, Any]:
    squeezed = re.sub(r"\s+", "", phone)
    return {"name": name[:FIELD], "phone": squeezed[:128], "address": address[:FIELD], "hours": ""}
