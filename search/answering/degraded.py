"""What the database answers while the engine cannot: title, number and summary only, within a second at any size."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import OrderBy

from portal.publication.models import PublishedItem, PublishedSpan
from search.answering.orders import STATUS_ORDER
from search.engine import DEEPEST_HIT, Query, Sort
from search.filters.amounts import amount_column
from search.filters.grammar import Selection

# Counting every facet walks the records once a facet: beyond this many the page would not be there in time.
MOST_COUNTED = 2_000


@dataclass(frozen=True)
class Answer:
    """One page. `facets` as in `Found`; empty where there is too much to count."""

    items: list[PublishedItem]
    total: int
    facets: dict[str, list[dict[str, Any]]]


def answer(selection: Selection, query: Query, kind: str, facets: Iterable[str]) -> Answer:
    """The selection at `query.at` from the database alone."""
    base = PublishedItem.objects.filter(live=True, **({"kind": kind} if kind else {}))
    named = _with_words(selection, query.at, base)
    if named is not None:
        base, selection = PublishedItem.objects.filter(pk__in=named), _without_words(selection)
    found = base.filter(selection.q(query.at))
    ids = list(_ordered(found, query).values_list("pk", flat=True)[: DEEPEST_HIT + 1])
    page = PublishedItem.objects.in_bulk(ids[query.offset : query.offset + query.limit])
    total = len(ids) if len(ids) <= DEEPEST_HIT else found.count()
    few = base.count() <= MOST_COUNTED
    return Answer(
        items=[page[pk] for pk in ids if pk in page],
        total=total,
        facets=selection.facet_counts(facets, base, query.at) if few else {},
    )


def every(selection: Selection, query: Query, kind: str) -> Iterator[UUID]:
    """The id of every match in the order of `answer`."""
    found = PublishedItem.objects.filter(selection.q(query.at), live=True, **({"kind": kind} if kind else {}))
    return _ordered(found, query).values_list("pk", flat=True).iterator()


def _with_words(selection: Selection, at: dt.datetime, base: QuerySet[PublishedItem]) -> list[UUID] | None:
    """The records with the words, looked through once for all that follows; None when there are none or too many."""
    if not selection.text:
        return None
    found = base.filter(selection.parameters["q"].q(selection.text, at))
    ids = list(found.values_list("pk", flat=True)[: DEEPEST_HIT + 1])
    return ids if len(ids) <= DEEPEST_HIT else None


def _without_words(selection: Selection) -> Selection:
    return replace(selection, values={name: value for name, value in selection.values.items() if name != "q"})


def _ordered(items: QuerySet[PublishedItem], query: Query) -> QuerySet[PublishedItem]:
    """The engine's orders as near as a database has them; relevance becomes date."""
    latest: list[Any] = [F("date").desc(nulls_last=True), "pk"]
    if query.sort is Sort.AMOUNT:
        return items.order_by(OrderBy(amount_column(), descending=True, nulls_last=True), *latest)
    if query.sort not in (Sort.CALLS, Sort.DEADLINE):
        return items.order_by(*latest)
    current = PublishedSpan.objects.filter(
        item=OuterRef("pk"), axis="status", starts_at__lte=query.at, ends_at__gt=query.at
    )
    group = Case(
        *(When(current_status__in=values, then=Value(place)) for place, values in enumerate(STATUS_ORDER)),
        default=Value(len(STATUS_ORDER)),
        output_field=IntegerField(),
    )
    timed = items.annotate(
        current_status=Subquery(current.values("value")[:1]), deadline=Subquery(current.values("closes_at")[:1])
    )
    level = ["level_rank"] if query.sort is Sort.CALLS else []
    return timed.order_by(group, *level, *_nearest(query.at), *latest)


def _nearest(at: dt.datetime) -> list[Any]:
    """Deadlines to come from the nearest on, past ones from the latest back, none last."""
    to_come = Case(When(deadline__gte=at, then=F("deadline")))
    return [to_come.asc(nulls_last=True), F("deadline").desc(nulls_last=True)]
