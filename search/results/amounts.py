"""What one can get by each record of a list: its own amount, else the highest of the schemes it rests on or holds."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from portal.pages.amounts import stated_amount
from portal.publication.models import PublishedItem

Amount = dict[str, Any]
NOTHING: Amount = {"value": 0, "rate": None}


def amounts_of(items: Iterable[PublishedItem]) -> dict[UUID, Amount]:
    """`{id: {value: whole yuan, 0 for none, rate: share of 1 or None}}`, in at most one query."""
    rests = {item.pk: set(_schemes(item)) for item in items}
    stated = _stated(set().union(*rests.values())) if any(rests.values()) else {}
    found = {}
    for item in items:
        ways = [_amount(item.listing.get("amount")), *(stated.get(scheme, NOTHING) for scheme in rests[item.pk])]
        found[item.pk] = max(ways, key=lambda way: (way["value"], way["rate"] or 0))
    return found


def _schemes(item: PublishedItem) -> Iterator[str]:
    """Of what one applies for, or what a product holds; a record of applications made elsewhere promises nothing."""
    yield from (member["id"] for member in item.listing.get("members") or () if item.kind == "policy-products")
    for row in item.listing.get("items") or ():
        if row.get("scheme") and row.get("purpose") != "upstream_record":
            yield row["scheme"]["id"]


def _stated(ids: Iterable[str]) -> dict[str, Amount]:
    rows = PublishedItem.objects.filter(live=True, pk__in=ids).values_list("pk", "listing__amount")
    return {str(pk): _amount(amount) for pk, amount in rows}


def _amount(stated: dict[str, Any] | None) -> Amount:
    return {"value": stated_amount({"amount": stated}), "rate": stated.get("rate")} if stated else NOTHING
