"""Real records for specimens: one call in every status, and the fullest record of every kind."""

import datetime as dt
from typing import Any

from django.db.models import Count, TextField
from django.db.models.functions import Cast, Length

from portal.pages.amounts import in_words
from portal.pages.context import link
from portal.publication.models import PublishedItem, PublishedVersion
from portal.windows.clock import stamp
from portal.windows.status import StatusValue
from search.results.amounts import amounts_of


def calls(now: dt.datetime) -> list[dict[str, Any]]:
    """A call in each status that some call has at `now`, as links with summary, number and amount."""
    firsts = (_call(status, now) for status in StatusValue if status is not StatusValue.NONE)
    return [described(item, now) for item in firsts if item]


def _call(status: StatusValue, now: dt.datetime) -> PublishedItem | None:
    """The latest call with that status at `now`."""
    found = PublishedItem.objects.filter(
        live=True, kind="notices", spans__axis="status", spans__value=status.value, spans__starts_at__lte=now,
        spans__ends_at__gt=now,
    )  # fmt: skip
    return found.order_by("-date", "id").first()


def described(item: PublishedItem, now: dt.datetime) -> dict[str, Any]:
    """A link and what a card says beside it."""
    listing = stamp(item.listing, now)
    named = {name: listing.get(name) for name in ("summary", "doc_number", "validity", "example")}
    amount = amounts_of([item])[item.pk]
    return {**link(item, now), **named, "amount": in_words({"max": amount["value"] or None, "rate": amount["rate"]})}


def of_kind(kind: str, now: dt.datetime) -> list[dict[str, Any]]:
    """The record of a kind that was published last, as a list of one or none."""
    found = PublishedItem.objects.filter(live=True, kind=kind).order_by("-published_at", "id").first()
    return [described(found, now)] if found else []


def totals() -> dict[str, int]:
    """How many records of each kind are public."""
    return dict(PublishedItem.objects.filter(live=True).order_by().values_list("kind").annotate(Count("id")))


def types() -> list[tuple[str, str]]:
    """Kinds with their subtypes, of which there are records."""
    rows = PublishedItem.objects.filter(live=True).order_by("kind", "subtype")
    return list(rows.values_list("kind", "subtype").distinct())


def fullest(kind: str, subtype: str) -> PublishedItem | None:
    """The record of a page type that says most: what such a page can look like."""
    versions = PublishedVersion.objects.filter(item__live=True, item__kind=kind, item__subtype=subtype)
    sized = versions.annotate(size=Length(Cast("detail", TextField()))).order_by("-size", "pk")
    found = sized.select_related("item").first()
    return found.item if found else None
