"""What to do when nothing was found: which filter to drop and what that gives back, and titles of similar wording."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from portal.publication.models import PublishedItem
from search.answering.degraded import MOST_COUNTED
from search.answering.orders import default_sort
from search.answering.query import compiled, narrowing
from search.engine import EngineUnavailable, Filter, Query, TitleLookup, configured_engine
from search.filters.facets import FACETS
from search.filters.grammar import Selection
from search.filters.naming import facet_words, parameter_words, words_in_quotes
from search.finding.titles import titled
from search.text.chinese import bigrams

MOST_WORDS = 5
MOST_SIMILAR = 5
LEAST_SHARE = 0.3
# Switches of how filters are read: they narrow nothing by themselves.
SWITCHES = frozenset({"as_of"})


@dataclass(frozen=True)
class Drop:
    """A lighter selection: what is dropped, or with `only` all that is kept, its query string, how much it finds."""

    label: str
    query_string: str
    total: int
    only: bool = False


def drops(selection: Selection, kind: str = "", *, away: bool = False) -> list[Drop]:
    """What each filter and each word gives back when it alone is dropped, the most first; nothing that gives none.

    Where no single one gives anything: what each word finds alone. `away`: the engine is known not to answer, so
    that nobody waits for it again.
    """
    found = counted(list(lighter(selection)), kind, away)
    return found or [replace(drop, only=True) for drop in counted(list(barest(selection)), kind, away)]


def counted(ways: list[tuple[str, Selection]], kind: str, away: bool) -> list[Drop]:
    """Each way with what it finds, the most first; those that find nothing are left out."""
    count = _by_database if away else _totals
    totals = count([way for _label, way in ways], kind) if ways else []
    found = [
        Drop(label, way.query_string(), total) for (label, way), total in zip(ways, totals, strict=True) if total > 0
    ]
    return sorted(found, key=lambda drop: -drop.total)


def lighter(selection: Selection) -> Iterator[tuple[str, Selection]]:
    """(what is dropped in words, the selection without it) for every filter, every parameter and every word."""
    for name, values in selection.chosen.items():
        yield facet_words(name, values), replace(selection, chosen=_without(selection.chosen, name))
    for name, values in selection.excluded.items():
        words = facet_words(name, values, excluded=True)
        yield words, replace(selection, excluded=_without(selection.excluded, name))
    for name in selection.values:
        if name not in ("q", *SWITCHES):
            yield parameter_words(name, selection), replace(selection, values=_without(selection.values, name))
    if len([*selection.chosen, *selection.excluded, *selection.values]) > 2 and selection.text:
        yield gettext("all filters"), _bare(selection, selection.text)
    yield from _fewer_words(selection)


def barest(selection: Selection) -> Iterator[tuple[str, Selection]]:
    """Each word without anything else."""
    words = selection.text.split()[:MOST_WORDS]
    for word in dict.fromkeys(words if len(words) > 1 else ()):
        yield words_in_quotes(word), _bare(selection, word)


def _bare(selection: Selection, text: str) -> Selection:
    return replace(selection, chosen={}, excluded={}, values={"q": text})


def _without(parts: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {other: kept for other, kept in parts.items() if other != name}


def _fewer_words(selection: Selection) -> Iterator[tuple[str, Selection]]:
    words = selection.text.split()
    if words:
        yield words_in_quotes(selection.text), replace(selection, values=_without(selection.values, "q"))
    for place, word in enumerate(words[:MOST_WORDS] if len(words) > 1 else ()):
        kept = " ".join(words[:place] + words[place + 1 :])
        yield words_in_quotes(word), replace(selection, values={**selection.values, "q": kept})


def _totals(ways: list[Selection], kind: str) -> list[int]:
    """In one question to the engine; without it the database counts."""
    now = timezone.now()
    try:
        return configured_engine().totals([query_of(way, kind, now) for way in ways])
    except EngineUnavailable:
        return _by_database(ways, kind)


def _by_database(ways: list[Selection], kind: str) -> list[int]:
    """Looking for words reads every record: of many only the filters are counted."""
    now = timezone.now()
    live = PublishedItem.objects.filter(live=True, **({"kind": kind} if kind else {}))
    few = live.count() <= MOST_COUNTED
    return [live.filter(way.q(way.instant(now))).count() if few or not way.text else 0 for way in ways]


def query_of(selection: Selection, kind: str, now: dt.datetime) -> Query:
    """The selection as a query that is only counted."""
    at, sort = selection.instant(now), default_sort(selection, kind)
    return compiled(selection, at=at, kind=kind, facets=(), sort=sort, offset=0, limit=1)


def similar_wording(text: str, kind: str = "", within: Selection | None = None) -> list[PublishedItem]:
    """Live records whose title has some of the words, the most first; nothing while the engine is away."""
    now = timezone.now()
    pairs = tuple(dict.fromkeys(bigrams(text)))
    kinds = (Filter("", FACETS["kind"].terms([kind], now)),) if kind else ()
    filters = (*kinds, *narrowing(within, now))
    required = max(1, math.ceil(LEAST_SHARE * len(pairs)))
    try:
        return titled(TitleLookup(pairs=pairs, required=required, filters=filters, limit=MOST_SIMILAR))
    except EngineUnavailable:
        return []
