"""What the pages for people are composed of at one moment; the facts come from the log, exact to the last commit."""

import datetime as dt
from typing import Any

from django.db.models import Count, F, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from portal.pages.context import link
from portal.publication.models import PublishedFacet, PublishedItem
from portal.taxonomy.vocabulary import codes
from search.results.presentation import listing_result

SHELF = 6
# What lies in the supermarket, in the order of its page.
SHELVES = ("products", "calls", "interpretations", "compilations", "documents")
ACTIVE = ("open", "closing_soon", "open_ended")


def home_context() -> dict[str, Any]:
    """What closes soon, opened newly, was announced; levels and fields as entrances with counts of open calls."""
    now = timezone.now()
    active = calls(now, *ACTIVE)
    return {
        "now": now,
        "closing_soon": links(calls(now, "closing_soon").order_by("spans__closes_at", "id"), now),
        "newly_opened": links(active.order_by(F("spans__opens_at").desc(nulls_last=True), "id"), now),
        "announced": links(live("policies", "interpretations", "disclosures").order_by("-published_at", "id"), now),
        "activities": links(live("activities").order_by("-date", "id"), now),
        "open_total": active.count(),
        "totals": totals(),
        "levels": entrances("level", active),
        "fields": entrances("field", active),
    }


def supermarket_context() -> dict[str, Any]:
    """政策超市: products, open calls, interpretations, compilations, documents (S 7.1.1.2)."""
    now = timezone.now()
    documents = live("policies").exclude(pk__in=PublishedFacet.objects.filter(
        name="preferential", value="false").values("item_id"))  # fmt: skip
    return {
        "now": now,
        "products": links(live("policy-products").filter(subtype="product").order_by("title"), now, 12),
        "calls": links(calls(now, *ACTIVE).order_by(F("spans__closes_at").asc(nulls_last=True), "id"), now),
        "interpretations": links(live("interpretations").order_by("-date", "id"), now),
        "compilations": links(live("compilations").order_by("-date", "id"), now),
        "documents": links(documents.order_by("-date", "id"), now),
        "totals": totals(),
        "fields": entrances("field", live("policy-products")),
        "support_forms": entrances("support_form", live("policy-products")),
    }


def listing_context(kind: str, request: HttpRequest) -> dict[str, Any]:
    """The filtered list of one kind; see search.results.presentation."""
    return listing_result(kind, request)


def live(*kinds: str) -> QuerySet[PublishedItem]:
    """Public records of some kinds."""
    return PublishedItem.objects.filter(live=True, kind__in=kinds)


def calls(now: dt.datetime, *values: str) -> QuerySet[PublishedItem]:
    """Public calls whose status at `now` is one of `values`; each has one span at any instant.

    A call that only records applications made elsewhere (数据留存) is no opportunity and is left out.
    """
    purposes = PublishedFacet.objects.filter(name="purpose")
    opportunities = purposes.exclude(value="upstream_record").values("item_id")
    records_only = purposes.exclude(item_id__in=opportunities).values("item_id")
    return (
        live("notices")
        .filter(spans__axis="status", spans__value__in=values, spans__starts_at__lte=now, spans__ends_at__gt=now)
        .exclude(pk__in=records_only)
    )


def links(items: QuerySet[PublishedItem], now: dt.datetime, count: int = SHELF) -> list[dict[str, Any]]:
    """The first `count` records as links."""
    return [link(item, now) for item in items[:count]]


def totals() -> dict[str, int]:
    """How many records of each kind are public."""
    rows = PublishedItem.objects.filter(live=True).values_list("kind").annotate(Count("id"))
    return dict(rows)


def entrances(scheme: str, items: QuerySet[PublishedItem]) -> list[dict[str, Any]]:
    """`[{value, count}]` in the vocabulary's order, with the count of `items` behind each."""
    rows = PublishedFacet.objects.filter(name=scheme, item__in=items.order_by().values("pk")).values_list("value")
    counts = dict(rows.annotate(Count("item_id", distinct=True)))
    return [{"value": code, "count": counts.get(code, 0)} for code in codes(scheme)]
