"""Search documents made by hand."""

from collections.abc import Iterable
from typing import Any

from search.engine import Counted, Filter
from search.filing import SearchDocument


def made(id: str, title: str = "", **given: Any) -> SearchDocument:
    """A document; `codes` are both filtered by and counted."""
    codes = frozenset(given.pop("codes", ()))
    terms = codes | frozenset(given.pop("terms", ()))
    return SearchDocument(id=id, title=title, codes=codes, terms=terms, position=given.pop("position", 1), **given)


def chosen(facet: str, *values: str, negated: bool = False) -> Filter:
    """A selection of codes."""
    return Filter(facet, frozenset(f"{facet}:{value}" for value in values), negated)


def counted(*facets: str) -> tuple[Counted, ...]:
    """Facets counted by code."""
    return tuple(Counted(facet) for facet in facets)


def ids(hits: Iterable[Any]) -> list[str]:
    """The ids of hits in order."""
    return [hit.id for hit in hits]
