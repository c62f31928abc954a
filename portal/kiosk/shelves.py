"""What lies ready for somebody at the terminal: calls that take applications now, products in force, services."""

import datetime as dt
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest

from portal.kiosk.asked import WHO, Asked
from portal.pages.context import link
from portal.publication.models import PublishedFacet, PublishedItem, PublishedSpan
from portal.taxonomy import vocabulary
from search.filters.facets import ACTIVE
from search.filters.scope import scope_q

PAGE_SIZE = 6
OVER = ("repealed", "expired")
Items = QuerySet[PublishedItem]


def within_scope(request: HttpRequest, kind: str, at: dt.datetime) -> Items:
    """Public records of one kind ("" for all) under the fixed filter of the site."""
    return PublishedItem.objects.filter(scope_q(request, at), live=True, **({"kind": kind} if kind else {}))


def calls(request: HttpRequest, asked: Asked, at: dt.datetime) -> Items:
    """Calls one can apply to at `at`, the nearest deadline first; records of other applications are none."""
    purposes = PublishedFacet.objects.filter(name="purpose")
    opportunities = purposes.exclude(value="upstream_record").values("item_id")
    found = _chosen(within_scope(request, "notices", at), asked).filter(
        spans__axis="status", spans__value__in=ACTIVE, spans__starts_at__lte=at, spans__ends_at__gt=at
    )
    found = found.exclude(pk__in=purposes.exclude(item_id__in=opportunities).values("item_id"))
    if asked.audience:
        others = [str(pk) for pk in _for_others(asked.audience).distinct()]
        found = found.exclude(pk__in=PublishedFacet.objects.filter(name="scheme", value__in=others).values("item_id"))
    return found.order_by(F("spans__closes_at").asc(nulls_last=True), "level_rank", "id")


def products(request: HttpRequest, asked: Asked, at: dt.datetime) -> Items:
    """Products and schemes that are in force at `at`, packages first, the narrowest level first."""
    over = PublishedSpan.objects.filter(axis="validity", value__in=OVER, starts_at__lte=at, ends_at__gt=at)
    found = _chosen(within_scope(request, "policy-products", at), asked).exclude(pk__in=over.values("item_id"))
    if asked.audience:
        found = found.exclude(pk__in=_for_others(asked.audience))
    return found.order_by("subtype", "level_rank", "title", "id")


def services(request: HttpRequest, asked: Asked, at: dt.datetime) -> Items:
    """办事指南 in the order of their titles."""
    return _chosen(within_scope(request, "guides", at), asked).order_by("title", "id")


def counts(name: str, *found: Items) -> list[dict[str, Any]]:
    """`[{value, count}]` of a vocabulary over all the records of `found`, in its order."""
    among = Q()
    for items in found:
        among |= Q(item__in=items.order_by().values("pk"))
    rows = PublishedFacet.objects.filter(among, name=name).values_list("value")
    counted = dict(rows.annotate(Count("item_id", distinct=True)))
    return [{"value": code, "count": counted[code]} for code in vocabulary.codes(name) if code in counted]


def page_of(items: Items, asked: Asked, at: dt.datetime) -> dict[str, Any]:
    """One page of a shelf: `{links, total, page, pages}`; a page that is not there any more is the last one."""
    total = items.count()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(asked.page, pages)
    shown = items[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return {"links": [entry(item, at) for item in shown], "total": total, "page": page, "pages": pages}


def entry(item: PublishedItem, at: dt.datetime) -> dict[str, Any]:
    """A record as a link, with the amount it states and who is competent."""
    amount = item.listing.get("amount") or {}
    roles = item.listing.get("roles") or {}
    bodies = roles.get("receiving") or roles.get("competent") or roles.get("issuing") or []
    return {**link(item, at), "most": amount.get("max"), "body": bodies[0]["name"] if bodies else ""}


def _chosen(items: Items, asked: Asked) -> Items:
    for name, code in (("field", asked.field), ("level", asked.level)):
        if code:
            items = items.filter(pk__in=PublishedFacet.objects.filter(name=name, value=code).values("item_id"))
    return items


def _for_others(audience: str) -> QuerySet[PublishedFacet, Any]:
    """Ids of the records that name other sizes (or stages) than this one: who names none is for all."""
    scheme = next(name for name in WHO if vocabulary.knows(name, audience))
    rows = PublishedFacet.objects.filter(name="audience")
    same = rows.filter(value=audience).values("item_id")
    return rows.filter(value__in=vocabulary.codes(scheme)).exclude(item_id__in=same).values_list("item_id", flat=True)
