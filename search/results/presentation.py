"""What the results template is given: the same for /search/ and for the listing of one kind."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.http_cache.keeping import do_not_keep
from search.answering.query import Found, search
from search.engine import DEEPEST_HIT, EngineUnavailable, Sort
from search.filters.facet_types import Facet
from search.filters.facets import FACETS, SHOWN
from search.filters.naming import facet_words, words_in_quotes
from search.finding.advice import query_of
from search.finding.near import near
from search.results.advising import advice_of
from search.results.asked import CALENDAR, PAGE_SIZE, TIMELINE, VIEWS, Asked, read
from search.results.calendars import calendar_of
from search.results.fields import groups_of, parameters_in, words_of
from search.results.hits import hits_of, worded
from search.results.regions import chooser_of
from search.results.timelines import timeline_of
from search.searches import note

MOST_CHOICES = 40
# The others of a facet are behind "More".
AT_ONCE = 8
# Chosen step by step or by name, not from a list.
REGION = "region"
# What stands in no calendar.
UNDATED = "open_ended,unannounced"
VIEW_LABELS = {
    # Translators: 列表
    "": _("As a list"),
    # Translators: 日历
    CALENDAR: _("Calendar"),
    # Translators: 时间线
    TIMELINE: _("Timeline"),
}
SORT_LABELS = {
    Sort.RELEVANCE: _("Relevance"),
    Sort.CALLS: _("What is open first"),
    Sort.DEADLINE: _("Deadline"),
    Sort.DATE: _("Date"),
    # Translators: 支持额度
    Sort.AMOUNT: _("Amount"),
}


def search_result(request: HttpRequest) -> dict[str, Any]:
    """The context of /search/ over every kind."""
    do_not_keep(request)
    return _result(read(request))


def listing_result(kind: str, request: HttpRequest) -> dict[str, Any]:
    """The context of the listing of one kind; parameters are read leniently.

    `result`: hits, total, page, pages, previous_url, next_url, facets, chips, notices, degraded, filtered. `near`:
    None or {text, url}, the wording that was probably meant. `advice`: None or, where nothing was found, that of
    search.results.advising. `csv_url`: None where there is nothing to download. `now`: the instant of the statuses.
    `hidden`: the selection as (name, value) pairs, `kept`: those that the form's own fields do not carry. `q`, `sort`,
    `sorts`. `fields`: groups of amounts and days. `regions`: the chooser. `views`: rows, calendar, timeline, where
    there is more than one; `calendar`, `timeline`: what is drawn, None in other views.
    """
    asked = read(request, kind)
    context = _result(asked)
    # What people search for is counted; what a resting engine left out is found again in a moment.
    if asked.selection.text or context["result"]["degraded"]:
        do_not_keep(request)
    return context


def _result(asked: Asked) -> dict[str, Any]:
    selection, shown = asked.selection, SHOWN[asked.kind]
    found = search(
        selection, now=timezone.now(), kind=asked.kind, facets=shown, sort=asked.sort,
        offset=(asked.page - 1) * PAGE_SIZE, limit=PAGE_SIZE,
    )  # fmt: skip
    if asked.words_alone and not found.degraded:
        note(selection.text, found.total)
    hits = hits_of(found, selection.text)
    result, groups = result_of(found, hits, asked, shown), groups_of(asked.kind, selection)
    return {
        "result": result,
        "near": near_of(found, hits, asked),
        "advice": None if found.total else advice_of(found, asked),
        "csv_url": asked.change(format="csv") if found.total else None,
        "now": found.at,
        "q": selection.text,
        "sort": sort_value(found.sort, asked.sorts),
        "sorts": [sort_of(order, found, asked) for order in asked.sorts],
        "hidden": [pair for pair in selection.pairs() if pair[0] != "q"],
        "kept": list(kept_of(asked, result, groups)),
        "fields": groups,
        "regions": chooser_of(asked, found.facets.get(REGION, []), found.total) if REGION in shown else None,
        "view": asked.view,
        "views": views_of(asked),
        "calendar": calendar_of(asked, found.at) if asked.view == CALENDAR else None,
        "timeline": timeline_of(asked, found.at) if asked.view == TIMELINE else None,
        "undated_url": asked.change(view=None, month=None, status=UNDATED) if asked.view else None,
    }


def views_of(asked: Asked) -> list[dict[str, Any]]:
    """How the list can be looked at: `[{value, label, selected, url}]`; nothing where there is one way only."""
    views = ("", *VIEWS.get(asked.kind, ()))
    if len(views) == 1:
        return []
    return [
        {
            "value": view,
            "label": VIEW_LABELS[view],
            "selected": view == asked.view,
            "url": asked.change(view=view or None, month=None),
        }
        for view in views
    ]


def kept_of(asked: Asked, result: dict[str, Any], groups: list[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    """What a form sends along unseen: order, view, and filters that have no field in it."""
    carried = {"q", REGION, *parameters_in(groups), *(facet["name"] for facet in result["facets"] if facet["choices"])}
    yield from ((name, value) for name, value in asked.selection.pairs() if name not in carried)
    shown = (("sort", asked.sort), ("view", asked.view), ("month", asked.month))
    yield from ((name, str(value)) for name, value in shown if value)


def result_of(found: Found, hits: list[dict[str, Any]], asked: Asked, shown: Iterable[str]) -> dict[str, Any]:
    """The `result` of the template."""
    pages = min(-(-found.total // PAGE_SIZE), DEEPEST_HIT // PAGE_SIZE) or 1
    return {
        "hits": hits,
        "total": found.total,
        "page": asked.page,
        "pages": pages,
        "previous_url": asked.at_page(asked.page - 1) if asked.page > 1 else None,
        "next_url": asked.at_page(asked.page + 1) if asked.page < pages else None,
        "facets": [facet_of(FACETS[name], found.facets.get(name, []), asked) for name in shown if name != REGION],
        "chips": list(chips_of(asked)),
        "notices": asked.selection.notices,
        "degraded": found.degraded,
        "filtered": bool(list(asked.selection.pairs())),
    }


def near_of(found: Found, hits: list[dict[str, Any]], asked: Asked) -> dict[str, str] | None:
    """What was probably meant, with its address: only where no hit has the words in one piece as they were typed.

    How many hits there are says little: a long query matches by a part of its words. Never from the database.
    """
    text = asked.selection.text
    if not text or asked.page > 1 or found.degraded or worded(text, hits) or any(hit["exact"] for hit in hits):
        return None
    try:
        meant = near(text, like=query_of(asked.selection, asked.kind, found.at))
    except EngineUnavailable:
        return None
    return {"text": meant, "url": asked.change(q=meant)} if meant else None


def sort_of(order: Sort, found: Found, asked: Asked) -> dict[str, Any]:
    """One order: `{value, label, selected, url}`."""
    value = sort_value(order, asked.sorts)
    return {
        "value": value,
        "label": SORT_LABELS[order],
        "selected": order is found.sort,
        "url": asked.sorted_by(value),
    }


def sort_value(order: Sort, sorts: list[Sort]) -> str:
    """The order as a parameter; the usual one is "", or a form sent with new words would keep the old order."""
    return "" if order is sorts[0] else str(order)


def facet_of(facet: Facet, rows: list[dict[str, Any]], asked: Asked) -> dict[str, Any]:
    """A facet with its largest choices: `{name, label, choices: [{value, label, count, selected, url}], used}`."""
    chosen = asked.selection.chosen.get(facet.name, ())
    if len(rows) > MOST_CHOICES:
        largest = {row["value"] for row in sorted(rows, key=lambda row: -row["count"])[:MOST_CHOICES]}
        rows = [row for row in rows if row["value"] in largest or row["value"] in chosen]
    choices = [
        {**row, "selected": row["value"] in chosen, "url": asked.toggled(facet.name, row["value"])} for row in rows
    ]
    return {
        "name": facet.name,
        "label": facet.label,
        "choices": choices,
        "used": bool(chosen),
        "used_beyond": any(choice["selected"] for choice in choices[AT_ONCE:]),
    }


def chips_of(asked: Asked) -> Iterable[dict[str, Any]]:
    """What narrows the list, each with the address without it."""
    selection = asked.selection
    if selection.text:
        yield {"label": words_in_quotes(selection.text), "url": asked.change(q=None)}
    for name, values in selection.chosen.items():
        for value in values:
            yield {"label": facet_words(name, [value]), "url": asked.toggled(name, value)}
    for name, values in selection.excluded.items():
        yield {"label": facet_words(name, values, excluded=True), "url": asked.change(**{f"-{name}": None})}
    for name in selection.values:
        if name != "q":
            yield {"label": words_of(name, selection), "url": asked.change(**{name: None})}
