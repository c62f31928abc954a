"""Facet counts: those without a selection share one walk through the records, every other one walks without its own."""

from collections.abc import Mapping, Sequence
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
    """All of them in one walk through the records."""
    if not wanted:
        return {}
    asked: dict[str, Any] = {"all": {"value_count": {"field": "position"}}}
    for counted in wanted:
        asked |= {f"{counted.facet} codes": _by_code(counted)} if counted.terms is None else _by_sets(compiler, counted)
    answer = searcher.aggregate(matching, asked)
    return {
        counted.facet: _values(counted, answer[f"{counted.facet} codes"]["buckets"])
        if counted.terms is None
        else _in_sets(counted, answer)
        for counted in wanted
    }


def _by_sets(compiler: Compiler, counted: Counted) -> dict[str, Any]:
    present = {value: compiler.present(terms) for value, terms in (counted.terms or {}).items()}
    return {
        f"{counted.facet} {value}": {"filter": " OR ".join(map(_quoted, terms))}
        for value, terms in present.items()
        if terms
    }


def _quoted(term: str) -> str:
    """Aggregations take filters in tantivy's own words only."""
    escaped = term.replace("\\", "\\\\").replace('"', '\\"')
    return f'terms:"{escaped}"'


def _in_sets(counted: Counted, answer: Mapping[str, Any]) -> dict[str, int]:
    found = {value: answer.get(f"{counted.facet} {value}", {}).get("doc_count", 0) for value in counted.terms or {}}
    if counted.rest:
        found[counted.rest] = int(answer["all"]["value"]) - sum(found.values())
    return {value: int(count) for value, count in found.items() if count}


def _by_code(counted: Counted) -> dict[str, Any]:
    path = _beginning(counted)[0].replace(".", "\\.")
    return {"terms": {"field": f"counted.{path}", "size": MOST_CODES}}


def _beginning(counted: Counted) -> tuple[str, str]:
    """(what the codes are filed under, how the rest of them begins)."""
    beginning, colon, rest = (counted.prefix or counted.facet).partition(":")
    return beginning, VALUE + (f"{rest}:" if colon else "")


def _values(counted: Counted, buckets: list[dict[str, Any]]) -> dict[str, int]:
    start = _beginning(counted)[1]
    return {
        bucket["key"][len(start) :]: int(bucket["doc_count"]) for bucket in buckets if bucket["key"].startswith(start)
    }
