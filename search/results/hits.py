"""Hits as the results template shows them: marked titles and passages, facts, whether one is exactly what was asked."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.fields.json import KT
from django.utils.html import escape

from portal.publication.models import PublishedItem, PublishedVersion
from portal.windows.clock import stamp
from search.answering.query import Found, Listed
from search.results.amounts import NOTHING, Amount, amounts_of
from search.results.summaries import beyond_title
from search.text.chinese import compact
from search.text.highlight import highlight
from search.text.recipe import numbers

PASSAGE = 120
SHOWN = ("highlight_title", "highlight_text")
_MARK = re.compile("<mark>(.*?)</mark>", re.DOTALL)
PASSAGES = ("summary", "body_text", "conditions_text")
# Whose name a list shows: who issued it, else who is competent, else who receives.
ROLES = ("issuing", "competent", "receiving")
MOST_BODIES = 2
# What SQLite makes of a JSON null that is asked for as text.
NULL = "null"


def hits_of(found: Found, text: str) -> list[dict[str, Any]]:
    """The hits of one page; the passage is cut from the published text."""
    items = [hit.item for hit in found.hits]
    texts, amounts = texts_of(items) if text else {}, amounts_of(items)
    wordings = found.wordings or (text,)
    return [
        hit_of(hit, text, wordings, texts.get(hit.item.pk, ())) | worth(amounts.get(hit.item.pk, NOTHING))
        for hit in found.hits
    ]


def rows_of(items: Iterable[PublishedItem], at: dt.datetime) -> list[dict[str, Any]]:
    """Records as rows of a list that nobody searched, their status as at an instant; at most one query."""
    items = list(items)
    amounts = amounts_of(items)
    return [hit_of(Listed(item, stamp(item.listing, at)), "", (), ()) | worth(amounts[item.pk]) for item in items]


def worth(amount: Amount) -> dict[str, Any]:
    """`amount` in whole yuan, None where none is stated; `rate` as a share of 1 where only that is."""
    return {"amount": amount["value"] or None, "rate": None if amount["value"] else amount["rate"]}


def texts_of(items: Iterable[PublishedItem]) -> dict[UUID, tuple[str | None, ...]]:
    """PASSAGES of each record as it is published now: a whole detail is many times as long."""
    rows = PublishedVersion.objects.filter(item__in=items, n=F("item__version"))
    found = rows.values_list("item_id", *(KT(f"detail__{name}") for name in PASSAGES))
    return {item_id: tuple(text for text in texts if text != NULL) for item_id, *texts in found}


def hit_of(hit: Listed, text: str, wordings: Sequence[str], texts: Sequence[str | None]) -> dict[str, Any]:
    """One hit; `highlight_title` and `highlight_text` are safe HTML, `exact` is "title", "number" or ""."""
    item, listing = hit.item, hit.listing
    summary = beyond_title(item.title, listing.get("summary") or "")
    return {
        "id": str(item.pk),
        "kind": item.kind,
        "type": item.subtype,
        "title": item.title,
        "url": item.path,
        "status": listing.get("status"),
        "validity": listing.get("validity"),
        "level": listing.get("level"),
        "field": listing.get("field") or [],
        "region": listing.get("region") or [],
        "bodies": bodies_of(listing),
        "summary": summary,
        "exact": exactness(hit, text),
        "highlight_title": highlight(item.title, *wordings),
        "highlight_text": passage_of(texts or [summary], wordings) if text else escape(summary),
        # An application needs no mark; a survey, a record of other applications, a claim do.
        "purposes": sorted({row["purpose"] for row in listing.get("items", ())} - {"application"}),
        "opens_at": listing.get("opens_at"),
        "closes_at": listing.get("closes_at"),
        "doc_number": listing.get("doc_number"),
        "issued_on": listing.get("issued_on"),
        "published_on": listing.get("published_on"),
        "date": item.date,
        "example": bool(listing.get("example")),
    }


def bodies_of(listing: dict[str, Any]) -> list[str]:
    """The names of the bodies in the first role that is filled, MOST_BODIES of them."""
    roles = listing.get("roles") or {}
    first: list[dict[str, Any]] = next((roles[role] for role in ROLES if roles.get(role)), [])
    return list(dict.fromkeys(body["name"] for body in first))[:MOST_BODIES]


def exactness(hit: Listed, text: str) -> str:
    """Whether the words are the record's whole title or its document number."""
    if text and compact(hit.item.title) == compact(text):
        return "title"
    return "number" if hit.item.number and hit.item.number in numbers(text) else ""


def worded(text: str, hits: Iterable[dict[str, Any]]) -> bool:
    """Whether every word of the query stands somewhere in what the hits show, in one piece as it was typed."""
    shown = {mark for hit in hits for name in SHOWN for mark in _MARK.findall(hit[name])}
    marks = [compact(mark) for mark in shown]
    return all(any(compact(word) in mark for mark in marks) for word in text.split())


def passage_of(texts: Iterable[str | None], wordings: Sequence[str]) -> str:
    """The passage that shows most of the query: from the summary, else from the body."""
    marked = [highlight(text, *wordings, limit=PASSAGE) for text in texts if text]
    return max(marked, key=lambda passage: passage.count("<mark>"), default="")
