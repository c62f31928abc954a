"""What the results template is given: the same for /search/ and for the listing of one kind."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from search.engine import DEEPEST_HIT, Sort
from search.facet_types import Facet
from search.facets import FACETS, SHOWN, facets_of
from search.grammar import Selection, parse
from search.highlight import highlight
from search.indexer import details_of
from search.orders import CALL_KINDS
from search.parameters import parameters_of
from search.query import Found, Listed, search

PAGE_SIZE = 20
PASSAGE = 120
MOST_CHOICES = 40
SORT_LABELS = {
    Sort.RELEVANCE: _("Relevance"),
    Sort.CALLS: _("What is open first"),
    Sort.DEADLINE: _("Deadline"),
    Sort.DATE: _("Date"),
}
PARAMETER_LABELS = {
    "as_of": _("as at"),
    "scope": _("scope of regions"),
    "issued_from": _("issued from"),
    "issued_to": _("issued until"),
    "updated_after": _("changed after"),
    "closes_before": _("closes before"),
    "opens_after": _("opens after"),
    "doc_number": _("document number"),
    "from": _("from"),
    "to": _("until"),
}


def search_result(request: HttpRequest) -> dict[str, Any]:
    """The context of /search/ over every kind."""
    return _result("", request)


def listing_result(kind: str, request: HttpRequest) -> dict[str, Any]:
    """`result`, `q`, `sort`, `sorts` for the listing of one kind; parameters are read leniently.

    `result`: hits, total, page, pages, previous_url, next_url, facets, chips, notices, degraded, filtered. `now` is
    the instant of the statuses, `hidden` the selection as (name, value) pairs for a form.
    """
    return _result(kind, request)


def _result(kind: str, request: HttpRequest) -> dict[str, Any]:
    selection = parse(request.GET, facets=facets_of(kind), parameters=parameters_of(kind), strict=False)
    sorts = sorts_of(selection, kind)
    sort = next((order for order in sorts if order == request.GET.get("sort")), None)
    page = page_number(request.GET.get("page", ""))
    found = search(
        selection, now=timezone.now(), kind=kind, facets=SHOWN[kind], sort=sort,
        offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE,
    )  # fmt: skip
    links = Links(selection, sort)
    return {
        "result": result_of(found, selection, links, page, SHOWN[kind]),
        "now": found.at,
        "q": selection.text,
        "sort": sort_value(found.sort, sorts),
        "sorts": [sort_of(order, found, sorts, links) for order in sorts],
        "hidden": [pair for pair in selection.pairs() if pair[0] != "q"],
    }


def result_of(found: Found, selection: Selection, links: "Links", page: int, shown: Iterable[str]) -> dict[str, Any]:
    """The `result` of the template."""
    pages = min(-(-found.total // PAGE_SIZE), DEEPEST_HIT // PAGE_SIZE) or 1
    return {
        "hits": hits_of(found, selection.text),
        "total": found.total,
        "page": page,
        "pages": pages,
        "previous_url": links.page(page - 1) if page > 1 else None,
        "next_url": links.page(page + 1) if page < pages else None,
        "facets": [facet_of(FACETS[name], found.facets.get(name, []), selection, links) for name in shown],
        "chips": list(chips_of(selection, links)),
        "notices": selection.notices,
        "degraded": found.degraded,
        "filtered": bool(list(selection.pairs())),
    }


class Links:
    """Addresses of the same page with one thing changed; every change begins again at page 1."""

    def __init__(self, selection: Selection, sort: Sort | None):
        self.selection, self.given_sort = selection, str(sort) if sort else None

    def change(self, **changes: str | None) -> str:
        """`changes` replaces parameters, None removes one."""
        return "?" + self.selection.query_string(**{"sort": self.given_sort, **changes})

    def page(self, number: int) -> str:
        """Another page of the same."""
        return self.change(page=str(number) if number > 1 else None)

    def sort(self, value: str) -> str:
        """Another order, "" for the usual one."""
        return self.change(sort=value or None)

    def toggle(self, name: str, value: str) -> str:
        """One value of a facet switched."""
        return self.change(**{name: self.selection.toggled(name, value)})


def page_number(text: str) -> int:
    """A page from 1 to the deepest; anything else is the first."""
    deepest = DEEPEST_HIT // PAGE_SIZE
    return min(max(int(text), 1), deepest) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def sorts_of(selection: Selection, kind: str) -> list[Sort]:
    """Orders that make sense here, the usual one first."""
    timed = (kind or next(iter(selection.chosen.get("kind", ())), "")) in CALL_KINDS
    orders = [Sort.RELEVANCE] if selection.text else []
    return [*orders, *([Sort.CALLS, Sort.DEADLINE] if timed else []), Sort.DATE]


def sort_of(order: Sort, found: Found, sorts: list[Sort], links: Links) -> dict[str, Any]:
    """One order: `{value, label, selected, url}`."""
    value = sort_value(order, sorts)
    return {"value": value, "label": SORT_LABELS[order], "selected": order is found.sort, "url": links.sort(value)}


def sort_value(order: Sort, sorts: list[Sort]) -> str:
    """The order as a parameter; the usual one is "", or a form sent with new words would keep the old order."""
    return "" if order is sorts[0] else str(order)


def hits_of(found: Found, text: str) -> list[dict[str, Any]]:
    """The hits of one page; the passage is cut from the published text."""
    details = details_of([hit.item for hit in found.hits]) if text else {}
    return [hit_of(hit, text, details.get(hit.item.pk) or hit.listing) for hit in found.hits]


def hit_of(hit: Listed, text: str, detail: dict[str, Any]) -> dict[str, Any]:
    """One hit; `highlight_title` and `highlight_text` are safe HTML."""
    item, listing = hit.item, hit.listing
    summary = listing.get("summary") or ""
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
        "summary": summary,
        "highlight_title": highlight(item.title, text),
        "highlight_text": passage_of(detail, text) if text else escape(summary),
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


def passage_of(detail: dict[str, Any], text: str) -> str:
    """The passage that shows most of the query: from the summary, else from the body."""
    candidates = [detail.get("summary"), detail.get("body_text"), detail.get("conditions_text")]
    marked = [highlight(candidate, text, limit=PASSAGE) for candidate in candidates if candidate]
    return max(marked, key=lambda passage: passage.count("<mark>"), default="")


def facet_of(facet: Facet, rows: list[dict[str, Any]], selection: Selection, links: Links) -> dict[str, Any]:
    """A facet with its largest choices: `{name, label, choices: [{value, label, count, selected, url}]}`."""
    chosen = selection.chosen.get(facet.name, ())
    if len(rows) > MOST_CHOICES:
        least = sorted((row["count"] for row in rows), reverse=True)[MOST_CHOICES - 1]
        rows = [row for row in rows if row["count"] >= least or row["value"] in chosen]
    return {
        "name": facet.name,
        "label": facet.label,
        "choices": [
            {**row, "selected": row["value"] in chosen, "url": links.toggle(facet.name, row["value"])} for row in rows
        ],
    }


def chips_of(selection: Selection, links: Links) -> Iterable[dict[str, Any]]:
    """What narrows the list, each with the address without it."""
    if selection.text:
        yield {"label": f"“{selection.text}”", "url": links.change(q=None)}
    for name, values in selection.chosen.items():
        labels = FACETS[name].labels(values)
        for value in values:
            yield {"label": f"{FACETS[name].label}: {labels[value]}", "url": links.toggle(name, value)}
    for name, values in selection.excluded.items():
        words = gettext("without %(values)s") % {"values": ", ".join(FACETS[name].labels(values).values())}
        yield {"label": f"{FACETS[name].label}: {words}", "url": links.change(**{f"-{name}": None})}
    for name, value in selection.values.items():
        if name != "q":
            label = f"{PARAMETER_LABELS[name]}: {selection.parameters[name].write(value)}"
            yield {"label": label, "url": links.change(**{name: None})}
