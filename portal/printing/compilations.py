"""A release as one HTML document for paper: cover, contents, foreword, chapters of entries with their codes."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from portal.printing.codes import entry_address, qr, release_address
from portal.printing.models import Release
from portal.printing.pictures import for_paper
from portal.printing.reading import Printed, foreword, printed_entries

# Documents are printed as they were issued; of everything else the facts are enough, the code leads to the rest.
WITH_TEXT = frozenset({"policies"})
TOLD_BY_TEXT = frozenset({"content"})
LANGUAGE = "zh-hans"


def compilation_html(release: Release, tell: Callable[[int, int], None] = lambda done, total: None) -> str:
    """The whole document; `tell` is called with how many of its entries are written."""
    with translation.override(LANGUAGE):
        entries = printed_entries(release)
        written = []
        for done, printed in enumerate(entries):
            tell(done, len(entries))
            written.append(_entry(release, printed))
        chapters = [
            {"number": number, "heading": heading, "entries": list(rows)}
            for number, (heading, rows) in enumerate(groupby(written, key=lambda row: row["heading"]), start=1)
        ]
        return render_to_string("printing/paper/compilation.html", _context(release) | {"chapters": chapters})


def _context(release: Release) -> dict[str, Any]:
    return {
        "release": release,
        "foreword": for_paper(foreword(release)),
        "qr": qr(release_address(release.pk)),
        "address": release_address(release.pk),
        "portal": settings.WAGTAIL_SITE_NAME,
    }


def _entry(release: Release, printed: Printed) -> dict[str, Any]:
    address = entry_address(release.pk, printed.entry)
    detail = printed.detail or {}
    text = for_paper(detail.get("body_html") or "") if detail.get("kind") in WITH_TEXT else ""
    facts = [fact for fact in printed.facts(release.released_at) if not (text and fact.key in TOLD_BY_TEXT)]
    return {
        "number": printed.entry, "heading": printed.heading, "title": printed.title, "note": printed.note,
        "facts": facts, "text": text, "address": address, "qr": qr(address),
    }  # fmt: skip
