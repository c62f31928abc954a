"""The orders in which lists stand. Rows without the key come last, and the id settles what is level."""

import datetime as dt

from django.db.models import Case, F, FilteredRelation, IntegerField, Q, QuerySet, Value, When

from api.pagination import Key
from portal.publication.models import PublishedItem
from search.filters.amounts import amount_column

URGENCY = "urgency"
ORDERS: dict[str, tuple[Key, ...]] = {
    "date": (Key("date"), Key("id")),
    "-date": (Key("date", True), Key("id")),
    "updated_at": (Key("updated_at"), Key("id")),
    "-updated_at": (Key("updated_at", True), Key("id")),
    "title": (Key("title"), Key("id")),
    "-title": (Key("title", True), Key("id")),
    "closes_at": (Key("closing"), Key("id")),
    "-closes_at": (Key("closing", True), Key("id")),
    "amount": (Key("amount"), Key("id")),
    "-amount": (Key("amount", True), Key("id")),
    # What is open first, narrowest level, nearest deadline; what is over by how lately it closed.
    URGENCY: (Key("standing"), Key("level_rank"), Key("deadline"), Key("over_since", True), Key("id")),
}
UNTIMED = ("-date", "date", "-updated_at", "updated_at", "title", "-title")
PRICED = (*UNTIMED, "-amount", "amount")
TIMED = (*UNTIMED, "closes_at", "-closes_at")

OPEN = ("open", "closing_soon", "open_ended")
_STANDINGS = {**dict.fromkeys(OPEN, 0), "suspended": 1, "upcoming": 2, "unannounced": 3, "closed": 5, "cancelled": 6}
_OTHERWISE = 4


def ordered(
    items: QuerySet[PublishedItem], order: str, at: dt.datetime
) -> tuple[QuerySet[PublishedItem], tuple[Key, ...]]:
    """`items` with whatever the order needs as columns, and its keys; a record has one status span at an instant."""
    keys = ORDERS[order]
    if order in UNTIMED:
        return items, keys
    if order in PRICED:
        return items.annotate(amount=amount_column()), keys
    moment = Q(spans__axis="status", spans__starts_at__lte=at, spans__ends_at__gt=at)
    items = items.annotate(moment=FilteredRelation("spans", condition=moment))
    if order != URGENCY:
        return items.annotate(closing=F("moment__closes_at")), keys
    over = Q(moment__value__in=("closed", "cancelled"))
    return items.annotate(
        standing=Case(
            *(When(moment__value=value, then=Value(rank)) for value, rank in _STANDINGS.items()),
            default=Value(_OTHERWISE),
            output_field=IntegerField(),
        ),
        deadline=Case(When(over, then=None), default=F("moment__closes_at")),
        over_since=Case(When(over, then=F("moment__closes_at")), default=None),
    ), keys
