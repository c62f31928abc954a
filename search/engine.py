"""The contract every search engine fulfils; its tests are written once (tests/contracts) and run on each engine."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from search.ranges import Range

DEEPEST_HIT = 10_000


class EngineUnavailable(Exception):
    """The engine cannot answer now; readers turn to the database, the worker tries again later."""


class Sort(StrEnum):
    """Orders. CALLS: what one can act on first, narrowest level, nearest deadline; DEADLINE: without the level."""

    RELEVANCE = "relevance"
    DATE = "date"
    CALLS = "calls"
    DEADLINE = "deadline"


@dataclass(frozen=True)
class Deadline:
    """`closes` (microseconds since 1970) is the effective deadline of every instant before `until`."""

    until: int
    closes: int


@dataclass(frozen=True)
class SearchDocument:
    """What an engine files of one record. `position` is the external version: an older one never replaces a newer.

    `terms` are what it is filtered by, `codes` what is counted; `issued`, `date` are day numbers
    (0 for none), `updated` microseconds since 1970.
    """

    id: str
    position: int
    title: str
    text: str = ""
    numbers: tuple[str, ...] = ()
    terms: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    date: int = 0
    issued: int = 0
    updated: int = 0
    level_rank: int = 9
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True)
class Deletion:
    """A record that is gone; remembered with its position, so that a late write cannot bring it back."""

    id: str
    position: int


@dataclass(frozen=True)
class Filter:
    """A selection: a record has one of the terms, or none of them when negated. Counts never leave facet "" out."""

    facet: str
    terms: frozenset[str]
    negated: bool = False


@dataclass(frozen=True)
class Counted:
    """A facet to count: by the codes that begin with `prefix` (default: the facet's name), or by sets of `terms`."""

    facet: str
    terms: Mapping[str, frozenset[str]] | None = None
    prefix: str = ""


@dataclass(frozen=True)
class Query:
    """What to find. `at` is the instant of the question; `status_order` ranks groups of records for CALLS, DEADLINE."""

    text: str = ""
    filters: tuple[Filter, ...] = ()
    ranges: tuple[Range, ...] = ()
    counted: tuple[Counted, ...] = ()
    sort: Sort = Sort.RELEVANCE
    at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    status_order: tuple[frozenset[str], ...] = ()
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True)
class Hit:
    """A record's permanent id, and its score where the order is by relevance."""

    id: str
    score: float = 0.0


@dataclass(frozen=True)
class SearchResult:
    """One page of hits, how many there are in all, and counts by facet and value, zeros left out."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    degraded: bool = False


class Engine(ABC):
    """Every method raises EngineUnavailable when the engine cannot serve."""

    @abstractmethod
    def search(self, query: Query) -> SearchResult:
        """Hits, total and all facet counts of one moment; a facet's counts leave its own selection out."""

    @abstractmethod
    def apply(self, documents: Iterable[SearchDocument], deletions: Iterable[Deletion] = ()) -> None:
        """Store and forget, durable and visible on return; what is older than the stored position is ignored."""

    @abstractmethod
    def positions(self) -> dict[str, int]:
        """The stored position of every live document by id."""

    @abstractmethod
    def ready(self) -> bool:
        """Whether there is an index to write to; if not, it must be rebuilt."""

    @abstractmethod
    def rebuild(self, batches: Iterable[list[SearchDocument]]) -> None:
        """Build a new index beside the old one and swap; killed at any point, the old one goes on serving."""


@cache
def _engine(path: str, options: tuple[tuple[str, Any], ...]) -> Engine:
    return import_string(path)(dict(options))


def configured_engine() -> Engine:
    """The engine of `settings.SEARCH_ENGINE`, one instance a process."""
    options = {name: value for name, value in settings.SEARCH_ENGINE.items() if name != "ENGINE"}
    return _engine(settings.SEARCH_ENGINE["ENGINE"], tuple(sorted(options.items())))
