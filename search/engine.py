"""The contract every search engine fulfils; its tests are written once (tests/contracts) and run on each engine."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from portal.publication.unavailable import Unavailable
from search.filing import Deletion, Filed, SearchDocument
from search.observing import Observed
from search.ranges import Range

DEEPEST_HIT = 10_000


class EngineUnavailable(Unavailable):
    """The engine cannot answer now; readers turn to the database, the worker tries again later."""


class Sort(StrEnum):
    """Orders. CALLS: what one can act on first, narrowest level, nearest deadline; DEADLINE: without the level.

    Nearest deadline: those still to come from the nearest on, then the past ones from the latest back, then none.
    AMOUNT: the highest first, none last. What is equal: latest date first, then by `tie_of` the id.
    """

    RELEVANCE = "relevance"
    DATE = "date"
    CALLS = "calls"
    DEADLINE = "deadline"
    AMOUNT = "amount"


@dataclass(frozen=True)
class Filter:
    """A selection: a record has one of the terms, or none of them when negated. Counts never leave facet "" out."""

    facet: str
    terms: frozenset[str]
    negated: bool = False


@dataclass(frozen=True)
class Counted:
    """A facet to count: by the codes that begin with `prefix` (default: the facet's name), or by sets of `terms`.

    `rest` names the records that none of the sets has; it is given only where no record is in two of them.
    """

    facet: str
    terms: Mapping[str, frozenset[str]] | None = None
    prefix: str = ""
    rest: str = ""


@dataclass(frozen=True)
class Query:
    """What to find. `at` is the instant of the question; `status_order` ranks groups of records for CALLS, DEADLINE.

    A record matches the text, one of its `variants` (synonyms put in; the best score counts), or is one of the
    `pinned` ids, which come first in their order wherever the order is by relevance. Filters hold for all of them.
    """

    text: str = ""
    variants: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    ranges: tuple[Range, ...] = ()
    counted: tuple[Counted, ...] = ()
    sort: Sort = Sort.RELEVANCE
    at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    status_order: tuple[frozenset[str], ...] = ()
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True)
class TitleLookup:
    """Titles with at least `required` of the tokens: `pairs` and `characters` of search.text.chinese, `sounds` of
    search.text.sounds. For suggestions and near spellings; filters as in a query.
    """

    pairs: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    required: int = 1
    filters: tuple[Filter, ...] = ()
    limit: int = 10


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


class Replacement(ABC):
    """A new index beside the serving one. Nothing reads it before `swap`; killed before that, it is litter."""

    @abstractmethod
    def apply(self, documents: Iterable[SearchDocument], deletions: Iterable[Deletion] = ()) -> None:
        """As Engine.apply, on the new index; in batches of a few hundred."""

    @abstractmethod
    def filed(self) -> dict[str, Filed]:
        """As Engine.filed, of the new index."""

    @abstractmethod
    def swap(self) -> None:
        """Let it serve from now on, in one step, and remove the old one."""

    @abstractmethod
    def discard(self) -> None:
        """Remove it; the old one goes on serving."""


class Engine(ABC):
    """Every method raises EngineUnavailable when the engine cannot serve."""

    @abstractmethod
    def search(self, query: Query) -> SearchResult:
        """Hits, total and all facet counts of one moment; a facet's counts leave its own selection out."""

    @abstractmethod
    def totals(self, queries: Sequence[Query]) -> list[int]:
        """How many records each query matches; one round trip."""

    @abstractmethod
    def ids(self, query: Query) -> Iterator[str]:
        """Every match in the query's order, however many; `offset` and `limit` have no say."""

    @abstractmethod
    def titles(self, lookup: TitleLookup) -> tuple[Hit, ...]:
        """Records by title, best first."""

    @abstractmethod
    def explain(self, query: Query, record_id: str) -> str:
        """Why the record matches the query and how its score comes about, for people; "" when it does not match."""

    @abstractmethod
    def apply(self, documents: Iterable[SearchDocument], deletions: Iterable[Deletion] = ()) -> None:
        """Store and forget, durable and visible on return; what is older than the stored position is ignored."""

    @abstractmethod
    def filed(self) -> dict[str, Filed]:
        """What is stored of every live record, by id."""

    @abstractmethod
    def ready(self) -> bool:
        """Whether there is an index of this layout to write to; if not, it must be rebuilt.

        Raises EngineUnavailable when the engine cannot say: that is no reason to rebuild.
        """

    @abstractmethod
    def epoch(self) -> str:
        """The log's epoch that the serving index was built from; another one means a restored database."""

    @abstractmethod
    def beside(self, epoch: str) -> Replacement:
        """Begin a new index. One at a time: search.indexing.rebuild sees to that."""

    @abstractmethod
    def tidy(self) -> None:
        """Remove what killed rebuilds left; never call it while one is running."""

    def size(self) -> int | None:
        """Bytes of the serving index; None where the engine does not say."""
        return None

    def rebuild(self, batches: Iterable[list[SearchDocument]], epoch: str = "") -> None:
        """Build a new index from these documents alone and swap."""
        new = self.beside(epoch)
        try:
            for batch in batches:
                new.apply(batch)
            new.swap()
        except BaseException:
            new.discard()
            raise


@cache
def _engine(path: str, options: tuple[tuple[str, Any], ...]) -> Engine:
    return import_string(path)(dict(options))


def configured_engine() -> Engine:
    """The engine of `settings.SEARCH_ENGINE`, one instance a process."""
    options = {name: value for name, value in settings.SEARCH_ENGINE.items() if name != "ENGINE"}
    engine: Engine = Observed(_engine(settings.SEARCH_ENGINE["ENGINE"], tuple(sorted(options.items()))))  # type: ignore[assignment]
    return engine
