"""Disclosures (公示, 公告) as normalised records: the title decides type and act before the source's own kind does."""

import re
from dataclasses import dataclass
from typing import Any

from portal.importers import values
from portal.importers.lines import Refused
from portal.importers.source import Source, source_of
from portal.taxonomy.levels import infer_region

_ACTS = (
    (re.compile(r"取消|撤销"), "cancel"),
    (re.compile(r"更名"), "rename"),
    (re.compile(r"补充"), "supplement"),
    (re.compile(r"资格继|搬迁|资格确认"), "confirm"),
    (re.compile(r"认定的|认定报备|备案|入库"), "grant"),
)
# A title cut after 「进行备案的」 can only go on 公告: the proposals say 拟进行备案 or 备案公示.
_PROPOSED = re.compile(r"公示|拟(?:进行)?(?:备案|认定|支持|立项)|征求异议")
_FINAL = re.compile(r"公告|公布|名单|(?<!拟)进行(?:第[一二三四五六]批)?(?:补充)?备案的")
_COMMENT = re.compile(r"征求意见|意见征集|公开征求")
_KINDS = {"公示": "proposed_result", "公告": "final_result", "公布": "final_result", "名单": "final_result"}
_REGION_BEFORE = re.compile(r"^(?:关于)?对?(?P<name>[\u4e00-\u9fff]{2,8}?)认定机构")


@dataclass(frozen=True)
class DisclosureRecord:
    """One disclosure; `published_month` is YYYY-MM and no day is made up for it."""

    source: Source
    title: str
    title_truncated: bool
    disclosure_type: str
    act: str
    level: str | None
    region: str | None
    published_on: Any
    published_month: str
    issuing_site: str
    body: str
    attachments: list[tuple[str, str]]


def normalise_disclosure(record: dict[str, Any]) -> DisclosureRecord:
    """The record in our terms. Raises Refused with the reason."""
    title = values.required(record, "title", limit=255)
    kind = values.text(record, "kind", limit=40)
    site = values.text(record, "issuing_site", limit=120) or ""
    region = _region(values.text(record, "region", limit=100), title)
    return DisclosureRecord(
        source=source_of(record, site=site),
        title=title,
        title_truncated=record.get("title_truncated") is True,
        disclosure_type=type_of(title, kind),
        act=act_of(title),
        level=None if region is None else "province" if region.endswith("0000") else "city",
        region=region,
        published_on=values.day(record, "published_on"),
        published_month=_month(values.text(record, "published_month")),
        issuing_site=site,
        body=values.text(record, "body") or "",
        attachments=values.links(record, "attachments"),
    )


def type_of(title: str, kind: str | None) -> str:
    """公示 (also 「备案公示的通知」) → proposed_result, 公告, 公布, 名单 → final_result; "" where nothing tells.

    A cancellation or a change of name is announced when it is decided, so a cut title of one is final.
    """
    if _COMMENT.search(title):
        return "public_comment"
    if _PROPOSED.search(title):
        return "proposed_result"
    if _FINAL.search(title) or act_of(title) in ("cancel", "rename", "confirm"):
        return "final_result"
    return _KINDS.get(kind or "", "")


def act_of(title: str) -> str:
    """What the list does to those in it; "" where the title does not say."""
    return next((act for pattern, act in _ACTS if pattern.search(title)), "")


def _month(value: str | None) -> str:
    if value is None:
        return ""
    if not re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", value):
        raise Refused(f"published_month: {value[:40]!r} is not a month (YYYY-MM)")
    return value


def _region(name: str | None, title: str) -> str | None:
    """The region the source names, else the one whose authority the title names (「江苏认定机构」)."""
    if name:
        return infer_region(name)
    found = _REGION_BEFORE.match(title)
    return infer_region(found["name"]) if found else None
