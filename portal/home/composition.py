"""What the pages for people are composed of at one moment; the facts come from the log, exact to the last commit."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from portal.http_cache.parts import kept
from portal.publication.head import head_of
from portal.publication.models import PublishedFacet, PublishedItem
from portal.taxonomy.vocabulary import codes
from search.figures.counting import by_kind
from search.filters.scope import scope_of
from search.results.hits import rows_of
from search.results.presentation import listing_result

SHELF, FEW, MANY = 6, 4, 12
# What lies in the supermarket, in the order of its page.
SHELVES = ("products", "calls", "interpretations", "compilations", "documents")
ANNOUNCED = ("policies", "interpretations", "disclosures")
# By the day that readers see; what came to the portal last stands first within it.
LATEST = (F("date").desc(nulls_last=True), F("published_at").desc(), "id")
# PostgreSQL would put what has no date first where nothing is said.
BY_DAY = (F("date").desc(nulls_last=True), "id")
ACTIVE = ("open", "closing_soon", "open_ended")


@dataclass(frozen=True)
class Gathered:
    """Records by shelf, numbers by their name in the template, and how many records have each code of a facet."""

    shelves: dict[str, list[PublishedItem]]
    numbers: dict[str, Any]
    codes: dict[str, dict[str, int]]


def home_context(request: HttpRequest) -> dict[str, Any]:
    """What closes soon, opened newly, was announced; levels and fields as entrances with counts of open calls."""
    now = timezone.now()
    found = gathered("home", request, now, at_home)
    return {
        "now": now,
        **shelves(now, **found.shelves),
        **found.numbers,
        "levels": entrances("level", found.codes),
        "fields": entrances("field", found.codes),
    }


def at_home(now: dt.datetime, within: Q) -> Gathered:
    """For the home page."""
    active, closing = (calls(now, *values, within=within) for values in (ACTIVE, ("closing_soon",)))
    records = {
        "closing_soon": closing.order_by("spans__closes_at", "id")[:SHELF],
        "newly_opened": active.order_by(F("spans__opens_at").desc(nulls_last=True), "id")[:SHELF],
        "announced": live(*ANNOUNCED, within=within).order_by(*LATEST)[:SHELF],
        "activities": live("activities", within=within).order_by(*BY_DAY)[:FEW],
    }
    by_status, kinds = dict(active.order_by().values_list("spans__value").annotate(Count("pk"))), totals(within)
    numbers = {
        "open_total": sum(by_status.values()),
        "closing_total": by_status.get("closing_soon", 0),
        "totals": kinds,
        "product_total": kinds.get("policy-products", 0),
    }
    return Gathered(read(records), numbers, by_code(("level", "field"), active))


def supermarket_context(request: HttpRequest) -> dict[str, Any]:
    """政策超市: products, open calls, interpretations, compilations, documents (S 7.1.1.2)."""
    now = timezone.now()
    found = gathered("supermarket", request, now, in_supermarket)
    return {
        "now": now,
        **shelves(now, **found.shelves),
        **found.numbers,
        "fields": entrances("field", found.codes),
        "support_forms": entrances("support_form", found.codes),
    }


def in_supermarket(now: dt.datetime, within: Q) -> Gathered:
    """For the supermarket."""
    active, products = calls(now, *ACTIVE, within=within), live("policy-products", within=within)
    documents = live("policies", within=within).exclude(pk__in=PublishedFacet.objects.filter(
        name="preferential", value="false").values("item_id"))  # fmt: skip
    records = {
        "products": products.filter(subtype="product").order_by("title", "id")[:MANY],
        "calls": active.order_by(F("spans__closes_at").asc(nulls_last=True), "id")[:SHELF],
        "interpretations": live("interpretations", within=within).order_by(*BY_DAY)[:SHELF],
        "compilations": live("compilations", within=within).order_by(*BY_DAY)[:SHELF],
        "documents": documents.order_by(*BY_DAY)[:SHELF],
    }
    numbers = {"open_total": active.count(), "totals": totals(within)}
    return Gathered(read(records), numbers, by_code(("field", "support_form"), products))


def gathered(
    name: str, request: HttpRequest, now: dt.datetime, gather: Callable[[dt.datetime, Q], Gathered]
) -> Gathered:
    """Kept on a full portal only: what a site is confined to depends on vocabularies, too."""
    scope = scope_of(request)
    return gather(now, scope.q(now)) if scope else kept(name, head_of(request), now, lambda: gather(now, Q()))


def read(records: Mapping[str, QuerySet[PublishedItem]]) -> dict[str, list[PublishedItem]]:
    """The records of each shelf, without what filters know of them."""
    return {name: list(shelf.defer("facts")) for name, shelf in records.items()}


def listing_context(kind: str, request: HttpRequest) -> dict[str, Any]:
    """The filtered list of one kind; see search.results.presentation."""
    return listing_result(kind, request)


def live(*kinds: str, within: Q | None = None) -> QuerySet[PublishedItem]:
    """Public records of some kinds; `within` is what the site is confined to."""
    return PublishedItem.objects.filter(within or Q(), live=True, kind__in=kinds)


def calls(now: dt.datetime, *values: str, within: Q | None = None) -> QuerySet[PublishedItem]:
    """Public calls whose status at `now` is one of `values`; each has one span at any instant.

    A call that only records applications made elsewhere (数据留存) is no opportunity and is left out.
    """
    purposes = PublishedFacet.objects.filter(name="purpose")
    others = purposes.filter(item_id=OuterRef("item_id")).exclude(value="upstream_record")
    records_only = purposes.filter(~Exists(others), value="upstream_record").values("item_id")
    return (
        live("notices", within=within)
        .filter(spans__axis="status", spans__value__in=values, spans__starts_at__lte=now, spans__ends_at__gt=now)
        .exclude(pk__in=records_only)
    )


def shelves(now: dt.datetime, **items: list[PublishedItem]) -> dict[str, list[dict[str, Any]]]:
    """Each shelf as rows (search.results.hits); what one can get is looked up for all of them at once."""
    rows = iter(rows_of(chain.from_iterable(items.values()), now))
    return {name: list(islice(rows, len(shelf))) for name, shelf in items.items()}


def totals(within: Q | None = None) -> dict[str, int]:
    """How many records of each kind are public."""
    return by_kind(PublishedItem.objects.filter(within or Q(), live=True))


def by_code(names: Iterable[str], items: QuerySet[PublishedItem]) -> dict[str, dict[str, int]]:
    """How many of `items` have each code of these facets, in one query."""
    rows = PublishedFacet.objects.filter(name__in=list(names), item__in=items.order_by().values("pk"))
    found: dict[str, dict[str, int]] = {}
    for name, value, count in rows.values_list("name", "value").annotate(Count("pk")):
        found.setdefault(name, {})[value] = count
    return found


def entrances(scheme: str, counts: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    """`[{value, count}]` in the vocabulary's order."""
    own = counts.get(scheme, {})
    return [{"value": code, "count": own.get(code, 0)} for code in codes(scheme)]
