"""Which kind of record a file is likely to become, and which kinds a person may begin."""

import re
from typing import Any

from wagtail.models import Page

from portal.intake.formats.contents import Reading
from portal.intake.proposals import KINDS
from portal.pages.tree import listing_for, may_add
from portal.publication.kinds import KINDS as LABELS

# Characters of the text that are looked at: a document says in its head what it is.
HEAD = 3000
_INTERPRETATION = re.compile(r"解读|图解|一图读懂|政策问答|答记者问")
_DISCLOSURE = re.compile(r"公示|公开征求|征求意见|名单")
_CALL = re.compile(r"申报(?:工作|指南)|组织申报|开展.{0,40}申报|项目申报|申报通知|征集.{0,20}(?:项目|需求)|兑现")
_CALL_PARTS = (re.compile(r"申报条件|申报对象"), re.compile(r"申报材料|提交.{0,6}材料"), re.compile(r"申报时间|截止"))


def likely_kind(reading: Reading) -> str:
    """One of KINDS, by the first lines and by the parts that only calls have; policies where nothing else speaks."""
    lines = [line.text for line in reading.lines if line.text]
    first, head = " ".join([reading.name, *lines[:3]]), "\n".join(lines)[:HEAD]
    if _INTERPRETATION.search(first):
        return "interpretations"
    if _DISCLOSURE.search(first):
        return "disclosures"
    if _CALL.search(first) or all(part.search(head) for part in _CALL_PARTS):
        return "notices"
    return "policies"


def kinds_for(user: Any, kinds: tuple[str, ...] = KINDS) -> dict[str, Page]:
    """The kinds of which this person may begin a record, with the listing it goes to."""
    allowed = {}
    for kind in kinds:
        if may_add(user, kind):
            allowed[kind] = listing_for(kind)
    return allowed


def label_of(kind: str) -> str:
    """The kind in the active language; "" for none."""
    return str(LABELS[kind].label) if kind in LABELS else ""
