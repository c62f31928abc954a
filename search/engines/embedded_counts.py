"""Facet counts: those without a selection share one aggregation, every other one has a query without its own."""

from collections.abc import Sequence
from typing import Any

from search.engine import Counted, Query
from search.engines.embedded_query import Compiler
from search.engines.embedded_schema import VALUE

MOST_CODES = 65_000
Counts = dict[str, dict[str, int]]


def counts(searcher: Any, compiler: Compiler, query: Query, matching: Any) -> Counts:
    """By facet and value, zeros left out. `matching` is the query with every selection."""
    chosen = {found.facet for found in query.filters}
    found = _counted(searcher, compiler, matching, [one for one in query.counted if one.facet not in chosen])
    for counted in query.counted:
        if counted.facet in chosen:
            base = compiler.matching(query, without=counted.facet, ranked=False)
            found |= _counted(searcher, compiler, base, [counted])
    return {counted.facet: found[counted.facet] for counted in query.counted}


def _counted(searcher: Any, compiler: Compiler, matching: Any, wanted: Sequence[Counted]) -> Counts:
    by_code = [counted for counted in wanted if counted.terms is None]
    asked = {counted.facet: _aggregation(counted) for counted in by_code}
    answer = searcher.aggregate(matching, asked) if asked else {}
    found = {counted.facet: _values(counted, answer[counted.facet]["buckets"]) for counted in by_code}
    for counted in wanted:
        if counted.terms is not None:
            totals = {
                value: searcher.search(compiler.narrowed(matching, terms), 1).count
                for value, terms in counted.terms.items()
            }
            found[counted.facet] = {value: count for value, count in totals.items() if count}
    return found


def _beginning(counted: Counted) -> tuple[str, str]:
    """(what the codes are filed under, how the rest of them begins)."""
    beginning, colon, rest = (counted.prefix or counted.facet).partition(":")
    return beginning, VALUE + (f"{rest}:" if colon else "")


def _aggregation(counted: Counted) -> dict[str, Any]:
    path = _beginning(counted)[0].replace(".", "\\.")
    return {"terms": {"field": f"counted.{path}", "size": MOST_CODES}}


def _values(counted: Counted, buckets: list[dict[str, Any]]) -> dict[str, int]:
    start = _beginning(counted)[1]
    return {
        bucket["key"][len(start) :]: int(bucket["doc_count"]) for bucket in buckets if bucket["key"].startswith(start)
    }
