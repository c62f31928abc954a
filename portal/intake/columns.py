"""What a list's columns can mean for each kind, what they are likely to mean, and a row as a record."""

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.importers.lines import Refused
from portal.intake.lists import Column, List

ENTRIES = "entries"
KEY = "key"
_DAY = re.compile(r"^((?:19|20)\d\d)[-/.年](\d\d?)[-/.月](\d\d?)日?(?:[ T].*)?$")
_MONTH = re.compile(r"^((?:19|20)\d\d)[-/.年](\d\d?)月?$")


@dataclass(frozen=True)
class Meaning:
    """A field of a record that a column may hold; `words` find it in a header, `read` takes the cell's text."""

    name: str
    label: Promise
    words: str
    read: Callable[[str], Any] = str
    required: bool = False


def day(text: str) -> str:
    """2024/3/1, 2024.3.1, 2024年3月1日 → 2024-03-01. Raises Refused."""
    found = _DAY.match(text)
    try:
        return dt.date(*map(int, found.groups())).isoformat() if found else _no_day(text)
    except ValueError:
        return _no_day(text)


def month(text: str) -> str:
    """2024年3月 → 2024-03. Raises Refused."""
    if not (found := _MONTH.match(text)) or not 1 <= int(found[2]) <= 12:
        raise Refused(_("“%(text)s” is no month; write it like 2026-03.") % {"text": text[:40]})
    return f"{found[1]}-{int(found[2]):02}"


def several(text: str) -> list[str]:
    """Parts that are set apart by ；, 、 or line breaks."""
    return [part.strip() for part in re.split(r"[；;\n、]", text) if part.strip()]


def _no_day(text: str) -> str:
    raise Refused(_("“%(text)s” is no day; write it like 2026-03-31.") % {"text": text[:40]})


_TITLE = Meaning("title", _("Title"), r"标题|名称|题名|title|^政策$", required=True)
_URL = Meaning("url", _("Address at the source"), r"链接|网址|地址|url|link")
_LEVEL = Meaning("level", _("Level"), r"级别|层级|level")
MEANINGS: dict[str, tuple[Meaning, ...]] = {
    "policies": (
        _TITLE,
        Meaning("doc_number", _("Document number"), r"文号|wenhao|字号|doc_?number"),
        Meaning("issuing_body", _("Issuing bodies"), r"发文|发布机构|发布单位|制定机关|issuing"),
        Meaning("issued_on", _("Date of issue"), r"成文|印发日期|发文日期|^date$|^日期$", day),
        Meaning("published_on", _("Date of publication"), r"发布日期|发布时间|公开日期|publish", day),
        Meaning("effective_on", _("Effective from"), r"施行|生效|实施日期", day),
        Meaning("index_number", _("Index number"), r"索引号"),
        _LEVEL,
        Meaning("field", _("Subject"), r"主题|领域|分类|类别"),
        Meaning("summary", _("Summary"), r"摘要|简介|内容"),
        _URL,
    ),
    "policy-products": (
        Meaning("name", _("Title"), r"名称|标题|政策产品|项目|title", required=True),
        Meaning("based_on", _("Rests on the document"), r"依据|文件名"),
        Meaning("doc_number", _("Document number"), r"文号"),
        Meaning("issuing_body", _("Competent departments"), r"部门|单位|机构"),
        Meaning("issued_on", _("Date of issue"), r"日期|时间", day),
        Meaning("audience", _("Who may benefit"), r"对象|主体|适用"),
        Meaning("support", _("Support"), r"支持|标准|金额|奖励"),
        Meaning("conditions", _("Conditions"), r"条件"),
        Meaning("process", _("How to apply"), r"流程|程序|方式"),
        Meaning("window", _("Time in words"), r"申报时间|窗口|期限"),
        Meaning("contact", _("Contacts"), r"联系|电话|咨询"),
        _LEVEL,
    ),
    "guides": (
        Meaning("name", _("Title"), r"名称|标题|事项|title", required=True),
        Meaning("service_code", _("Service code"), r"编码|代码|code"),
        Meaning("agency", _("Agency"), r"部门|单位|机构|机关"),
        Meaning("region", _("Region"), r"地区|区划"),
        Meaning("conditions", _("Conditions"), r"条件"),
        Meaning("materials", _("Materials"), r"材料", several),
        Meaning("place", _("Place"), r"地点|窗口"),
        Meaning("consult_phone", _("Telephone for questions"), r"咨询|电话"),
        Meaning("complaint_phone", _("Telephone for complaints"), r"投诉|监督"),
        _URL,
        _LEVEL,
    ),
    "disclosures": (
        _TITLE,
        Meaning("kind", _("Type of disclosure"), r"类型|类别|kind"),
        Meaning("region", _("Region"), r"地区|省份|region"),
        Meaning("published_on", _("Date of publication"), r"日期|date", day),
        Meaning("published_month", _("Month of publication"), r"月份|month", month),
        Meaning("issuing_site", _("Site"), r"网站|来源|site"),
        _URL,
    ),
    ENTRIES: (
        Meaning("name_as_printed", _("Name of the enterprise"), r"企业|单位|名称|name", required=True),
        Meaning("uscc", _("Unified social credit code"), r"信用代码|uscc|统一社会"),
        Meaning("certificate_no", _("Certificate number"), r"证书|编号"),
        Meaning("valid_to", _("Valid to"), r"有效期|至", day),
        Meaning("amount", _("Amount (yuan)"), r"金额|资金|元"),
        Meaning("note", _("Note"), r"备注|说明|地区|领域"),
    ),
}
KIND_LABELS = {ENTRIES: _("Entries of one disclosure (a list of enterprises)")}
# What identifies a row: the first of these that every row has.
_IDENTIFYING = re.compile(r"编号|代码|^id$|source_id|index|文号|url|链接|link|序号", re.IGNORECASE)
_DISCLOSED = re.compile(r"公示|公告|名单|备案|取消.{0,30}资格")
SAMPLE = 200


def likely_columns(found: List, kind: str) -> dict[str, int]:
    """{field: column} by the words of the header; no column twice. `key` is a column in which every row differs."""
    taken: dict[str, int] = {}
    for meaning in MEANINGS[kind]:
        pattern = re.compile(meaning.words, re.IGNORECASE)
        free = [column for column in found.columns if column.index not in taken.values() and column.kind != "empty"]
        match = next((column for column in free if pattern.search(column.title)), None)
        if match is not None:
            taken[meaning.name] = match.index
    key = likely_key(found)
    return taken | ({KEY: key.index} if key else {})


def likely_key(found: List) -> Column | None:
    """A filled column without repetition, one whose title says that it identifies before others."""
    rows = len(found.rows)
    unique = [
        column
        for column in found.columns
        if column.filled == rows and len({row[column.index] for row in found.rows}) == rows
    ]
    # A running number changes when a row is put in between.
    steady = [column for column in unique if not (column.kind == "number" and column.index == 0)] or unique
    return next((column for column in steady if _IDENTIFYING.search(column.title)), next(iter(steady), None))


def likely_list_kind(found: List) -> str:
    """The kind of which the header names most fields; one that has unified social credit codes is a list of firms."""
    if any(column.kind == "code" for column in found.columns):
        return ENTRIES
    title = likely_columns(found, "policies").get("title")
    titles = [row[title] for row in found.rows[:SAMPLE]] if title is not None else []
    if titles and sum(map(bool, map(_DISCLOSED.search, titles))) * 2 > len(titles):
        return "disclosures"
    return max(MEANINGS, key=lambda kind: len(set(likely_columns(found, kind)) - {KEY}))


def signature(found: List) -> str:
    """The header line's digest: the same columns mean the same the next time."""
    return hashlib.sha256("\x1f".join(column.title for column in found.columns).encode()).hexdigest()


def record_of(row: list[str], columns: dict[str, int], kind: str, base: str = "") -> dict[str, Any]:
    """The row's cells under the fields' names, empty ones left out; `base` completes addresses that begin with /.

    Raises Refused with the field's label.
    """
    record: dict[str, Any] = {}
    for meaning in MEANINGS[kind]:
        index = columns.get(meaning.name)
        text = row[index].strip() if index is not None and index < len(row) else ""
        if text:
            record[meaning.name] = _complete(text, base) if meaning.name == "url" else _read(meaning, text)
        elif meaning.required:
            raise Refused(_("%(label)s is missing.") % {"label": meaning.label})
    return record


def _complete(text: str, base: str) -> str:
    if text.startswith("//"):
        text = f"https:{text}"
    elif text.startswith("/") and base:
        text = urljoin(base, text)
    if not text.startswith(("http://", "https://")):
        raise Refused(_("“%(text)s” is no whole web address; give the site's address above.") % {"text": text[:60]})
    return text


def _read(meaning: Meaning, text: str) -> Any:
    try:
        return meaning.read(text)
    except Refused as refusal:
        raise Refused(f"{meaning.label}: {refusal}") from None


def source_id(source: str, key: str) -> str:
    """What identifies a row among all records: the list's name and the row's key, shortened where that is too long."""
    whole = f"{source}:{key}"
    return whole if len(whole) <= 128 else f"{source[:60]}:{hashlib.sha256(key.encode()).hexdigest()[:40]}"
