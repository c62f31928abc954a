"""Reads the enumerated prose of cards and guides: numbered conditions, contacts, amounts."""

import re
from dataclasses import dataclass
from decimal import Decimal

_MARK = re.compile(
    r"^(?:\d{1,2}[．.、](?!\d)|[（(]\d{1,2}[）)]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[①-⑳])\s*"
)
_TOP = re.compile(r"^(?:\d{1,2}[．.、](?!\d)|[一二三四五六七八九十]{1,3}、)\s*")
# What one finds in a contact: digits, masked mobiles, extensions, separators.
_PHONE = re.compile(r"(?:\d{3,4}[-－—]?)?\d{5,8}(?:[-－转]\d{1,5})?|1\d{2}\*{4}\d{4}|\d{5}")
_CONTACT = re.compile(r"(?P<name>[^：:；;0-9*、]{2,}(?:、[^：:；;0-9*]+)*?)[：:]\s*(?P<phone>[\d*\-－—转、,，/ ]+)")
_CAP = re.compile(
    r"(?:不超过|最高(?:不超过)?|不高于|上限(?:为)?|封顶)[^，。；\n\d]{0,8}(?P<value>\d+(?:\.\d+)?)(?P<unit>[百千]?万|亿)?元(?!/|／)"
)
_RATE = re.compile(
    r"(?<![\d.\-—–~])(?P<value>\d{1,2}(?:\.\d+)?)[%％](?:的?(?:比例|资金|标准)|给予|予以|以内|[，,。；]|，最高)"
)
_FACTORS = {None: 1, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}


@dataclass(frozen=True)
class Amount:
    """Yuan and a share of 1, each only where the prose names a single one; the prose itself is always kept."""

    maximum: Decimal | None
    rate: Decimal | None
    text: str


_STYLES = tuple(
    re.compile(rf"^{style}\s*")
    for style in (
        r"[一二三四五六七八九十]{1,3}、", r"[（(][一二三四五六七八九十]{1,3}[）)]", r"\d{1,2}[．.、](?!\d(?!\d{3}年))",
        r"[（(]\d{1,2}[）)]", r"[①-⑳]", r"[•●◆■]",
    )
)  # fmt: skip


def numbered(prose: str | None, *, outermost: bool = False) -> list[str]:
    """The numbered parts, each with its unnumbered and sub-numbered lines; prose without numbers is one part.

    A lead-in (「应同时具备以下条件：」) stands before the first part and is a part of its own. Cards number with 1. or
    一、 and below them with anything; with `outermost` the first kind of number that occurs is the one that parts.
    """
    lines = [line.strip() for line in (prose or "").splitlines() if line.strip()]
    mark = _TOP if any(_TOP.match(line) for line in lines) else _MARK
    if outermost:
        mark = next((style for line in lines for style in _STYLES if style.match(line)), _MARK)
    parts: list[list[str]] = []
    for line in lines:
        if mark.match(line) or not parts:
            parts.append([mark.sub("", line, count=1)])
        else:
            parts[-1].append(line)
    return ["\n".join(part) for part in parts if any(part)]


def contacts(prose: str | None) -> list[tuple[str, str]]:
    """(body, telephone) pairs of 「机构：电话、机构：电话」; reading stops at the first line that is no contact.

    (A card's contact may have swallowed the next card whole.)
    """
    kept: list[str] = []
    for line in (prose or "").splitlines():
        squeezed = re.sub(r"\s+", "", line)
        if kept and not _is_contact(squeezed):
            break
        kept.append(squeezed)
    found = [(match["name"], match["phone"].strip("、，,/")) for match in _CONTACT.finditer("".join(kept))]
    return [(name.strip("，,、；;"), phone) for name, phone in found if _PHONE.search(phone)]


def _is_contact(line: str) -> bool:
    return len(line) < 60 and not re.match(r"^\d{1,3}[.．]", line) and bool(_PHONE.search(line))


def amount(prose: str | None) -> Amount | None:
    """The ceiling and the rate of support, where all that the prose says agrees on one value; None without prose."""
    if not prose:
        return None
    squeezed = re.sub(r"(?<=\d)\s+|\s+(?=[\d万亿元])", "", prose)
    ceilings = {Decimal(found["value"]) * _FACTORS[found["unit"]] for found in _CAP.finditer(squeezed)}
    rates = {Decimal(found["value"]) / 100 for found in _RATE.finditer(squeezed)}
    return Amount(
        maximum=ceilings.pop() if len(ceilings) == 1 else None,
        rate=rates.pop() if len(rates) == 1 else None,
        text=prose,
    )
