"""Facet counts by the database: exact to the last commit, each facet without its own selection."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from portal.publication.models import PublishedItem
from search.filters.facet_types import NONE, Facet

if TYPE_CHECKING:
    from search.filters.grammar import Selection

MOST_CHOICES = 100


def counts(
    selection: "Selection", facet: Facet, base: QuerySet[PublishedItem], at: dt.datetime
) -> list[dict[str, Any]]:
    """`[{value, label, count}]` of one facet over the records of `base` that the other filters keep."""
    items = base.filter(selection.q(at, without=facet.name))
    found = facet.count(items, at, selection.exact, selection.chosen.get(facet.name, ()))
    return rows(facet, found, selection.chosen.get(facet.name, ()))


def rows(facet: Facet, found: dict[str, int], chosen: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Counts with labels in display order: known values first, then by count; `none` last; chosen ones even at zero."""
    order = {value: place for place, value in enumerate(facet.values.all())}
    wanted = {**dict.fromkeys(chosen, 0), **{value: count for value, count in found.items() if count}}
    ranked = sorted(wanted, key=lambda value: (value == NONE, order.get(value, len(order)), -wanted[value], value))
    if len(ranked) > MOST_CHOICES:
        top = set(sorted(ranked, key=lambda value: -wanted[value])[:MOST_CHOICES]) | {*chosen, NONE}
        ranked = [value for value in ranked if value in top]
    labels = facet.labels(ranked)
    return [{"value": value, "label": labels[value], "count": wanted[value]} for value in ranked]
