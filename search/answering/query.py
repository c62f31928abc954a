"""A selection answered: engine first, the database when the engine cannot; only what is public now is shown."""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.publication.models import PublishedItem
from portal.windows.clock import stamp
from search.answering import degraded
from search.answering.orders import STATUS_ORDER, default_sort
from search.engine import Engine, EngineUnavailable, Filter, Query, SearchResult, Sort, configured_engine
from search.filters.database_counts import rows
from search.filters.facets import FACETS
from search.filters.grammar import Selection
from search.staff.best_bets import pinned
from search.staff.synonyms import variants

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Listed:
    """A hit that is public now: its row, and its list form with the status of the instant asked for."""

    item: PublishedItem
    listing: dict[str, Any]
    score: float = 0.0


@dataclass(frozen=True)
class Found:
    """One page. `facets` is `{name: [{value, label, count}]}`; `degraded` says that the database answered.

    `wordings` are the words looked for and what stands for them: what is to be marked in the hits.
    """

    hits: list[Listed]
    total: int
    facets: dict[str, list[dict[str, Any]]]
    degraded: bool
    sort: Sort
    at: dt.datetime = field(compare=False)
    wordings: tuple[str, ...] = ()


def search(
    selection: Selection,
    *,
    now: dt.datetime,
    kind: str = "",
    facets: Iterable[str] = (),
    sort: Sort | None = None,
    offset: int = 0,
    limit: int = 20,
    engine: Engine | None = None,
) -> Found:
    """Answer a selection at one instant (`as_of`, else `now`); `kind` confines it to one kind of record."""
    at, order, names = selection.instant(now), sort or default_sort(selection, kind), countable(facets)
    query = compiled(selection, at=at, kind=kind, facets=names, sort=order, offset=offset, limit=limit)
    try:
        result = (engine or configured_engine()).search(query)
    except EngineUnavailable as error:
        logger.warning("search answers from the database: %s", error)
        return _from_database(selection, query, kind, names)
    return _from_engine(selection, query, result)


def countable(names: Iterable[str]) -> list[str]:
    """The facets that can be counted beside hits: not those with a value for every record they point at."""
    return [name for name in names if FACETS[name].countable]


def compiled(
    selection: Selection,
    *,
    at: dt.datetime,
    kind: str,
    facets: Iterable[str],
    sort: Sort,
    offset: int,
    limit: int,
) -> Query:
    """The selection in the engine's terms."""
    typed = selection.values.items()
    return Query(
        text=selection.text,
        variants=variants(selection.text),
        pinned=pinned(selection.text),
        filters=tuple(_filters(selection, at, kind)),
        ranges=tuple(found for name, value in typed for found in selection.parameters[name].ranges(value)),
        counted=tuple(FACETS[name].counted(at, selection.exact) for name in facets),
        sort=sort,
        at=at,
        status_order=tuple(FACETS["status"].terms(group, at) for group in STATUS_ORDER),
        offset=offset,
        limit=limit,
    )


def narrowing(selection: Selection | None, at: dt.datetime) -> tuple[Filter, ...]:
    """A site's fixed filter for questions that are asked without a selection; nothing on a full portal."""
    return tuple(Filter("", found.terms, found.negated) for found in _filters(selection, at, "")) if selection else ()


def _filters(selection: Selection, at: dt.datetime, kind: str) -> Iterator[Filter]:
    """A facet's count leaves out what is chosen of it; all else holds for every count and belongs to no facet."""
    if kind:
        yield Filter("", FACETS["kind"].terms([kind], at))
    yield from narrowing(selection.within, at)
    for name, value in selection.values.items():
        if terms := selection.parameters[name].terms(value):
            yield Filter("", terms)
    for name, values in selection.chosen.items():
        yield Filter(name, FACETS[name].terms(values, at, selection.exact))
    for name, values in selection.excluded.items():
        yield Filter("", FACETS[name].terms(values, at, selection.exact), negated=True)


def _from_engine(selection: Selection, query: Query, result: SearchResult) -> Found:
    """Hits joined with what is public now: a withdrawn record never shows, whatever the index says."""
    at = query.at
    items = PublishedItem.objects.filter(live=True).in_bulk([hit.id for hit in result.hits])
    public = {str(pk): item for pk, item in items.items()}
    hits = [
        Listed(public[hit.id], stamp(public[hit.id].listing, at), hit.score) for hit in result.hits if hit.id in public
    ]
    gone = len(result.hits) - len(hits)
    counts = {name: _rows(selection, name, found) for name, found in result.facets.items()}
    wordings = (query.text, *query.variants) if query.text else ()
    return Found(hits, result.total - gone, counts, result.degraded, query.sort, at, wordings)


def _rows(selection: Selection, name: str, found: Mapping[str, int]) -> list[dict[str, Any]]:
    chosen = selection.chosen.get(name, ())
    return rows(FACETS[name], FACETS[name].folded(found, selection.exact, chosen), chosen)


def _from_database(selection: Selection, query: Query, kind: str, facets: Iterable[str]) -> Found:
    answer = degraded.answer(selection, query, kind, facets)
    hits = [Listed(item, stamp(item.listing, query.at)) for item in answer.items]
    # Before anything is published there is no index, and nothing that it could have found.
    missed = bool(hits) or PublishedItem.objects.exists()
    # The database looked for the words alone.
    return Found(hits, answer.total, answer.facets, missed, query.sort, query.at, (query.text,) if query.text else ())
