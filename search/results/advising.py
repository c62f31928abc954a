"""A list that is empty helps on: filters a step wider, filters dropped, the records nearest to what was asked."""

from dataclasses import asdict, replace
from typing import Any

from django.http import QueryDict

from portal.pages.context import link
from search.answering.query import Found, search
from search.filters.grammar import parse
from search.finding.advice import Drop, drops, similar_wording
from search.finding.widening import nearest, wider
from search.results.asked import Asked
from search.results.hits import hits_of

MOST_NEAREST = 3


def advice_of(found: Found, asked: Asked) -> dict[str, Any]:
    """`wider` and `drops` [{label, url, total, only}], `nearest` {hits, label, url} or None, `similar` titles as
    links.
    """
    selection, kind, away = asked.selection, asked.kind, found.degraded
    steps, lighter = wider(selection, kind, away=away), drops(selection, kind, away=away)
    similar = [] if away else similar_wording(selection.text, kind, selection.within)
    way = nearest(steps) or nearest(lighter)
    return {
        "wider": [_told(drop) for drop in steps],
        "drops": [_told(drop) for drop in lighter],
        "nearest": None if away or way is None else {**_told(way), "hits": _hits(way, found, asked)},
        "similar": [link(item, found.at) for item in similar],
    }


def _told(drop: Drop) -> dict[str, Any]:
    return {**asdict(drop), "url": f"?{drop.query_string}"}


def _hits(way: Drop, found: Found, asked: Asked) -> list[dict[str, Any]]:
    """The first few of what the way on finds."""
    known = asked.selection
    selection = parse(
        QueryDict(way.query_string), facets=known.facets.values(), parameters=known.parameters.values(), strict=False
    )
    shown = search(replace(selection, within=known.within), now=found.at, kind=asked.kind, limit=MOST_NEAREST)
    return hits_of(shown, "")
