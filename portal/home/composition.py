"""What the pages for people are composed of at one moment; the facts come from the log, exact to the last commit."""

import datetime as dt
from collections.abc import Iterable
from itertools import chain, islice
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from portal.publication.models import PublishedFacet, PublishedItem
from portal.taxonomy.vocabulary import codes
from search.figures.counting import by_kind
from search.filters.scope import scope_q
from search.results.hits import rows_of
from search.results.presentation import listing_result

SHELF, FEW, MANY = 6, 4, 12
# What lies in the supermarket, in the order of its page.
SHELVES = ("products", "calls", "interpretations", "compilations", "documents")
ANNOUNCED = ("policies", "interpretations", "disclosures")
# By the day that readers see; what came to the portal last stands first within it.
LATEST = (F("date").desc(nulls_last=True), F("published_at").desc(), "id")
ACTIVE = ("open", "closing_soon", "open_ended")


def home_context(request: HttpRequest) -> dict[str, Any]:
    """What closes soon, opened newly, was announced; levels and fields as entrances with counts of open calls."""
    now = timezone.now()
    within = scope_q(request, now)
    active = calls(now, *ACTIVE, within=within)
    closing, kinds = calls(now, "closing_soon", within=within), totals(within)
    return {
        "now": now,
        **shelves(
            now,
            closing_soon=closing.order_by("spans__closes_at", "id")[:SHELF],
            newly_opened=active.order_by(F("spans__opens_at").desc(nulls_last=True), "id")[:SHELF],
            announced=live(*ANNOUNCED, within=within).order_by(*LATEST)[:SHELF],
            activities=live("activities", within=within).order_by("-date", "id")[:FEW],
        ),
        "open_total": active.count(),
        "closing_total": closing.count(),
        "totals": kinds,
        "product_total": kinds.get("policy-products", 0),
        "levels": entrances("level", active),
        "fields": entrances("field", active),
    }


def supermarket_context(request: HttpRequest) -> dict[str, Any]:
    """政策超市: products, open calls, interpretations, compilations, documents (S 7.1.1.2)."""
    now = timezone.now()
    within = scope_q(request, now)
    active = calls(now, *ACTIVE, within=within)
    documents = live("policies", within=within).exclude(pk__in=PublishedFacet.objects.filter(
        name="preferential", value="false").values("item_id"))  # fmt: skip
    return {
        "now": now,
        **shelves(
            now,
            products=live("policy-products", within=within).filter(subtype="product").order_by("title", "id")[:MANY],
            calls=active.order_by(F("spans__closes_at").asc(nulls_last=True), "id")[:SHELF],
            interpretations=live("interpretations", within=within).order_by("-date", "id")[:SHELF],
            compilations=live("compilations", within=within).order_by("-date", "id")[:SHELF],
            documents=documents.order_by("-date", "id")[:SHELF],
        ),
        "open_total": active.count(),
        "totals": totals(within),
        "fields": entrances("field", live("policy-products", within=within)),
        "support_forms": entrances("support_form", live("policy-products", within=within)),
    }


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
    opportunities = purposes.exclude(value="upstream_record").values("item_id")
    records_only = purposes.exclude(item_id__in=opportunities).values("item_id")
    return (
        live("notices", within=within)
        .filter(spans__axis="status", spans__value__in=values, spans__starts_at__lte=now, spans__ends_at__gt=now)
        .exclude(pk__in=records_only)
    )


def shelves(now: dt.datetime, **items: Iterable[PublishedItem]) -> dict[str, list[dict[str, Any]]]:
    """Each shelf as rows (search.results.hits); what one can get is looked up for all of them at once."""
    found = {name: list(shelf) for name, shelf in items.items()}
    rows = iter(rows_of(chain.from_iterable(found.values()), now))
    return {name: list(islice(rows, len(shelf))) for name, shelf in found.items()}


def totals(within: Q | None = None) -> dict[str, int]:
    """How many records of each kind are public."""
    return by_kind(PublishedItem.objects.filter(within or Q(), live=True))


def entrances(scheme: str, items: QuerySet[PublishedItem]) -> list[dict[str, Any]]:
    """`[{value, count}]` in the vocabulary's order, with the count of `items` behind each."""
    rows = PublishedFacet.objects.filter(name=scheme, item__in=items.order_by().values("pk")).values_list("value")
    counts = dict(rows.annotate(Count("item_id", distinct=True)))
    return [{"value": code, "count": counts.get(code, 0)} for code in codes(scheme)]
