"""What a request asks of a list or a record, read strictly (API.md §2)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from api import parameters
from api.content.collections import Collection
from api.errors import InvalidParameters
from api.pagination import Cursor, decode, digest
from search.filters.facet_types import Facet
from search.filters.facets import facets_of
from search.filters.grammar import Selection, parse
from search.filters.parameter_types import Names, OneOf, Parameter
from search.filters.parameters import PARAMETERS, parameters_of

# Read here, not filters: they do not make another list.
PAGING = ("page_size", "cursor")


@dataclass(frozen=True)
class ListQuery:
    """A list as asked for: `at` is the instant its statuses are as at, `fixed` whether the reader chose it."""

    selection: Selection
    size: int
    order: str
    facets: tuple[str, ...]
    now: dt.datetime
    cursor: Cursor | None
    belongs_to: str

    @property
    def at(self) -> dt.datetime:
        """The cursor's instant, else as_of, else now."""
        return self.cursor.at if self.cursor else self.selection.instant(self.now)

    @property
    def fixed(self) -> bool:
        """Whether the clock can no longer change the answer."""
        return self.cursor is not None or "as_of" in self.selection.values


def list_query(request: HttpRequest, collection: Collection) -> ListQuery:
    """The query of a list; raises InvalidParameters naming everything that is wrong with it."""
    given = parameters.read(request)
    selection = parsed(given, facets_of(collection.kind), list_parameters(collection), PAGING)
    size = parameters.whole_number(
        "page_size", given.get("page_size"), settings.API_PAGE_SIZE, 1, settings.API_MAX_PAGE_SIZE
    )
    order = selection.values.get("sort", collection.orders[0])
    names = selection.values.get("facets", ())
    belongs_to = digest(collection.kind, order, selection.query_string(facets=None, sort=None))
    cursor = decode(given["cursor"], belongs_to) if "cursor" in given else None
    return ListQuery(selection, size, order, names, timezone.now(), cursor, belongs_to)


def list_parameters(collection: Collection) -> tuple[Parameter, ...]:
    """The typed parameters of a list besides paging."""
    names = [facet.name for facet in facets_of(collection.kind)]
    return (*parameters_of(collection.kind), Names("facets", names), OneOf("sort", collection.orders))


def instant(request: HttpRequest, now: dt.datetime) -> tuple[dt.datetime, bool]:
    """(the instant a record is asked for, whether the reader chose it) where as_of is the only parameter."""
    selection = parsed(parameters.read(request), (), (PARAMETERS["as_of"],))
    return selection.instant(now), "as_of" in selection.values


def parsed(
    given: dict[str, str], facets: Iterable[Facet], known: Iterable[Parameter], allowed: Iterable[str] = ()
) -> Selection:
    """The one grammar over parameters already read; `allowed` are read elsewhere. Raises InvalidParameters."""
    selection = parse(_multivalued(given), facets=facets, parameters=known, allowed=allowed, strict=True)
    if selection.errors:
        raise InvalidParameters(selection.errors)
    return selection


def _multivalued(given: dict[str, str]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in given.items():
        query[name] = value
    return query
