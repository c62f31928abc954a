"""Leaflet (A4 folded twice) and large print of one record: what is put on them, within the room there is."""

import datetime as dt
import math
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.printing import words
from portal.printing.codes import item_address, qr
from portal.printing.compilations import LANGUAGE, TOLD_BY_TEXT, WITH_TEXT
from portal.printing.facts import Fact, facts_of
from portal.printing.pictures import for_paper
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem
from portal.publication.relations import referring_to
from portal.windows.clock import stamp
from portal.windows.instants import SHANGHAI

Form = dict[str, Any]
# Calls that one can still act on, or soon.
CURRENT = frozenset({"upcoming", "open", "closing_soon", "suspended", "open_ended"})
MOST_CALLS = 5
# Which facts stand on which panel of a leaflet: cover, the flap that is folded in, the back; the inside has the rest.
COVER, BACK = ("content",), ("receiving", "contact")
FLAP = ("audience", "when", "category", "issuing", "validity")
# Characters to a line of a panel, and lines: of cover, flap and back, and of the three inner panels at each try.
LINE = 22
COVER_LINES, FLAP_LINES, BACK_LINES = 22, 28, 14
INNER_LINES = (96, 78, 54, 30)
# What fills only a part of the inside is printed larger: up to so many lines, in that size.
SIZES = ((34, "14pt"), (56, "11.5pt"))
SMALLEST = "9.5pt"


def leaflet_html(item: PublishedItem, detail: Form, now: dt.datetime, attempt: int = 0) -> str:
    """Two landscape pages of three panels; every attempt (0 … 3) puts less inside, until it fits on one page."""
    with translation.override(LANGUAGE):
        facts = {fact.key: fact for fact in _facts(item, detail, now)}
        inner = [fact for key, fact in facts.items() if key not in (*COVER, *FLAP, *BACK)]
        if not inner and detail.get("body_text"):
            inner = [Fact("text", _("Text"), words.given(detail["body_text"]))]
        context = _context(item, detail, now) | {
            "cover": fitting([facts[key] for key in COVER if key in facts], COVER_LINES),
            "flap": fitting([facts[key] for key in FLAP if key in facts], FLAP_LINES),
            "back": fitting([facts[key] for key in BACK if key in facts], BACK_LINES),
            "inner": (inside := fitting(inner, INNER_LINES[attempt])),
            "size": next((size for most, size in SIZES if attempt == 0 and _total(inside) <= most), SMALLEST),
        }
        return render_to_string("printing/paper/leaflet.html", context)


def large_print_html(item: PublishedItem, detail: Form, now: dt.datetime) -> str:
    """Everything that is stated, and a document's text, in 20 points."""
    with translation.override(LANGUAGE):
        with_text = detail["kind"] in WITH_TEXT or not detail.get("conditions")
        text = for_paper(detail.get("body_html") or "") if with_text else ""
        facts = [fact for fact in _facts(item, detail, now) if not (text and fact.key in TOLD_BY_TEXT)]
        return render_to_string(
            "printing/paper/large_print.html", _context(item, detail, now) | {"facts": facts, "text": text}
        )


def fitting(facts: list[Fact], lines: int) -> list[Fact]:
    """The facts within so many lines of a panel; what is left out is told on the line that ends a shortened fact."""
    kept = []
    for number, fact in enumerate(facts):
        # Each of those that follow has a right to its name and two lines.
        room = lines - 3 * (len(facts) - number - 1) - 1
        short = _shortened(fact, max(room, 2))
        lines -= 1 + sum(map(_height, short.lines))
        kept.append(short)
    return kept


def _shortened(fact: Fact, room: int) -> Fact:
    told: list[str] = []
    for line in fact.lines:
        if _height(line) > room - (1 if line is not fact.lines[-1] else 0):
            told.append(line[: max(0, (room - 1) * LINE - 4)] + _("… (scan for the rest)"))
            break
        told.append(line)
        room -= _height(line)
    return Fact(fact.key, fact.name, tuple(told), fact.numbered)


def _total(facts: list[Fact]) -> int:
    return sum(1 + sum(map(_height, fact.lines)) for fact in facts)


def _height(line: str) -> int:
    wide = sum(1 if ord(character) > 0x2E7F else 0.55 for character in line)
    return max(1, math.ceil(wide / LINE))


def _facts(item: PublishedItem, detail: Form, now: dt.datetime) -> list[Fact]:
    """The record's facts, and for a scheme the calls that are current."""
    found = facts_of(detail, now)
    calls = tuple(_calls(item, now)) if item.kind == "policy-products" else ()
    if not calls:
        return found
    stated = next((fact.lines for fact in found if fact.key == "when"), ())
    rest = [fact for fact in found if fact.key != "when"]
    return [*rest, Fact("when", _("When"), (*calls, *stated))]


def _calls(item: PublishedItem, now: dt.datetime) -> list[str]:
    stamped = [stamp(call.listing, now) for call in referring_to([str(item.pk)], names=("scheme",), kinds=("notices",))]
    current = [call for call in stamped if call.get("status") in CURRENT]
    return [words.period(call, call["title"]) for call in current[:MOST_CALLS]]


def _context(item: PublishedItem, detail: Form, now: dt.datetime) -> dict[str, Any]:
    address = item_address(item.pk)
    body = detail.get("owner") or detail.get("operator")
    return {
        "title": detail["title"], "kind": KINDS[item.kind].label, "number": detail.get("doc_number"),
        "example": detail.get("example"), "owner": body["name"] if body else "",
        "address": address, "qr": qr(address), "portal": settings.WAGTAIL_SITE_NAME,
        "day": timezone.localtime(now, SHANGHAI).date().isoformat(),
    }  # fmt: skip
