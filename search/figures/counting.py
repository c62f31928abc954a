"""The figures of a selection at one instant: what its filters keep, counted by each dimension in a few queries."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from portal.publication.models import PublishedItem
from search.figures.dimensions import DIMENSIONS, dimensions_of, is_many
from search.filters.grammar import Selection


@dataclass(frozen=True)
class Row:
    """One value; `filter` are the parameters that keep exactly these records, empty where none can."""

    value: str
    label: str
    count: int
    filter: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Breakdown:
    """The records by one dimension; where `many`, a record may count under several values."""

    name: str
    label: str
    rows: tuple[Row, ...]
    many: bool


@dataclass(frozen=True)
class Figures:
    """`at` is the instant of the statuses, `total` how many records the filters keep."""

    at: dt.datetime
    total: int
    breakdowns: tuple[Breakdown, ...]


def figures(selection: Selection, *, now: dt.datetime, by: Iterable[str] = ()) -> Figures:
    """What the selection keeps, by the named dimensions (default: those that have sense for its kinds).

    Every filter counts, also that of the dimension itself: a breakdown adds up to the total. So does what the site
    is confined to (`selection.within`). The number of queries depends on the dimensions alone.
    """
    at = selection.instant(now)
    items = _kept(selection, at)
    names = tuple(by) or dimensions_of(selection.chosen.get("kind", ()))
    return Figures(at, items.count(), tuple(_breakdown(name, items, at, selection.exact) for name in names))


def by_kind(items: QuerySet[PublishedItem]) -> dict[str, int]:
    """How many of these records are of each kind, kinds without any left out. One query."""
    return dict(items.order_by().values_list("kind").annotate(Count("pk")))


def totals_by_kind(selection: Selection, *, now: dt.datetime) -> dict[str, int]:
    """How many records of each kind the other filters keep, whatever kind is chosen. One query."""
    at = selection.instant(now)
    return by_kind(_kept(selection, at, without="kind"))


def _kept(selection: Selection, at: dt.datetime, *, without: str = "") -> QuerySet[PublishedItem]:
    return PublishedItem.objects.filter(selection.q(at, without=without), live=True)


def _breakdown(name: str, items: QuerySet[PublishedItem], at: dt.datetime, exact: bool) -> Breakdown:
    dimension = DIMENSIONS[name]
    counts = dimension.count(items, at, exact)
    values = dimension.ordered(counts)
    labels = dimension.labels(values)
    rows = (Row(value, labels[value], counts.get(value, 0), dimension.filter(value)) for value in values)
    return Breakdown(name, str(dimension.label), tuple(rows), is_many(name))
