"""Orders as Elasticsearch sorts them: no scripts; what depends on the clock is a filter on nested deadlines."""

from typing import Any

from elasticsearch.dsl import query as dsl
from elasticsearch.dsl.query import Query as Part

from search.engine import Query, Sort
from search.engines.elastic_query import any_term, effective
from search.engines.elastic_schema import LARGEST
from search.ranges import microseconds

LATEST: list[dict[str, Any]] = [{"date": {"order": "desc", "missing": 0}}, {"tie": {"order": "asc"}}]
BY_SCORE: list[dict[str, Any]] = [{"_score": {"order": "desc"}}, *LATEST]


def by_relevance(query: Query) -> bool:
    """Whether the score decides."""
    return query.sort is Sort.RELEVANCE and bool(query.text or query.pinned)


def sorting(query: Query) -> list[dict[str, Any]]:
    """The sort of a search; CALLS and DEADLINE want `grouped` as the query."""
    if query.sort in (Sort.CALLS, Sort.DEADLINE):
        now = microseconds(query.at)
        rank = [{"level_rank": {"order": "asc"}}] if query.sort is Sort.CALLS else []
        coming = _deadline(query, "asc", {"gt": now, "lte": LARGEST})
        past = _deadline(query, "desc", {"gte": 1, "lte": now})
        return [{"_score": {"order": "desc"}}, *rank, coming, past, *LATEST]
    if query.sort is Sort.AMOUNT:
        return [{"amount": {"order": "desc", "missing": "_last"}}, *LATEST]
    return BY_SCORE if by_relevance(query) else LATEST


def grouped(query: Query, matching: Part) -> Part:
    """The same records; the earlier their group in `status_order`, the higher their score."""
    if query.sort not in (Sort.CALLS, Sort.DEADLINE):
        return matching
    count = len(query.status_order)
    groups = [
        dsl.ConstantScore(filter=any_term(terms), boost=float(count - place))
        for place, terms in enumerate(query.status_order)
        if terms
    ]
    return dsl.Bool(filter=[matching], should=[dsl.DisMax(queries=groups)] if groups else [])


def _deadline(query: Query, order: str, closes: dict[str, int]) -> dict[str, Any]:
    held = effective(query, **{"deadlines.closes": closes}).to_dict()
    mode = "min" if order == "asc" else "max"
    nested = {"path": "deadlines", "filter": held}
    return {"deadlines.closes": {"order": order, "mode": mode, "missing": "_last", "nested": nested}}
