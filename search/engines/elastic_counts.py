"""Facet counts as aggregations of the same request, and read back."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from elasticsearch.dsl import A
from elasticsearch.dsl.aggs import Agg

from search.engine import Counted, Filter, Query
from search.engines.elastic_query import any_term, selected
from search.engines.elastic_schema import MOST_CODES

SHARED = "shared"


def split(query: Query) -> tuple[list[Filter], list[Filter]]:
    """(filters that hold for every count, those that the facet's own count leaves out)."""
    counted = {found.facet for found in query.counted}
    fixed = [found for found in query.filters if found.facet not in counted]
    return fixed, [found for found in query.filters if found.facet in counted]


def aggregations(query: Query) -> dict[str, Agg]:
    """One for all facets without a selection, one for each other facet, which leaves its own selection out."""
    chosen = split(query)[1]
    made = {}
    for name, members in _members(query).items():
        own = {found.facet for found in members}
        made[name] = _one([found for found in chosen if found.facet not in own], members)
    return made


def counts(query: Query, answer: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Read back, zeros left out. Raises KeyError and the like for an answer of another form."""
    members = _members(query)
    by_name = {found.facet: answer[name] for name, held in members.items() for found in held}
    return {found.facet: _values(found, by_name[found.facet]) for found in query.counted}


def _members(query: Query) -> dict[str, list[Counted]]:
    chosen = {found.facet for found in query.filters}
    members: dict[str, list[Counted]] = {}
    for found in query.counted:
        members.setdefault(f"own {found.facet}" if found.facet in chosen else SHARED, []).append(found)
    return members


def _one(others: list[Filter], members: list[Counted]) -> Agg:
    made = A("filter", filter=selected(others))
    prefixes = [_start(found) for found in members if found.terms is None]
    if prefixes:
        made.bucket("codes", A("terms", field="codes", size=MOST_CODES, include=_beginning_with(prefixes)))
    for found in members:
        if found.terms:
            groups = {value: any_term(terms).to_dict() for value, terms in found.terms.items()}
            rest = {"other_bucket_key": found.rest} if found.rest else {}
            made.bucket(f"sets {found.facet}", A("filters", filters=groups, **rest))
    return made


def _beginning_with(prefixes: Iterable[str]) -> str:
    """Lucene's own regular expressions: more characters are special in them than in Python's."""
    escaped = (re.sub(r"([^\w])", r"\\\1", prefix, flags=re.ASCII) for prefix in sorted(set(prefixes)))
    return f"({'|'.join(escaped)}).*"


def _values(found: Counted, bucket: Mapping[str, Any]) -> dict[str, int]:
    if found.terms is not None:
        sets = bucket[f"sets {found.facet}"]["buckets"] if found.terms else {}
        return {value: held["doc_count"] for value, held in sets.items() if held["doc_count"]}
    start = _start(found)
    rows = bucket["codes"]["buckets"]
    return {row["key"][len(start) :]: row["doc_count"] for row in rows if row["key"].startswith(start)}


def _start(found: Counted) -> str:
    return f"{found.prefix or found.facet}:"
