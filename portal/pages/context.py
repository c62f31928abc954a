"""What an item page's template is given: the stamped representation, the clock, what programs are told."""

import datetime as dt
from typing import Any

from django.db.models import F

from portal.pages.structured_data import breadcrumbs, statement
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem, PublishedVersion
from portal.windows.clock import stamp


def item_context(page: Any, now: dt.datetime, *, preview: bool = False) -> dict[str, Any]:
    """`item` (the detail form at `now`), `now`, `structured_data` (JSON-LD).

    Of a public record it is the form that the log keeps: the same words as in the API, read as one row.
    """
    detail = stamp((None if preview else _published(page)) or page.representation(), now)
    return {
        "item": detail,
        "now": now,
        "structured_data": [statement(page.structured_data(detail)), statement(way_to(detail))],
    }


def _published(page: Any) -> dict[str, Any] | None:
    """What the public reads of the page; None for one that the log does not have."""
    current = PublishedVersion.objects.filter(item=page.permanent_id, item__live=True, n=F("item__version"))
    detail: dict[str, Any] | None = current.values_list("detail", flat=True).first()
    return detail


def way_to(detail: dict[str, Any]) -> dict[str, Any]:
    """The breadcrumbs of an item page."""
    kind = detail["kind"]
    return breadcrumbs((KINDS[kind].label, f"/{kind}/"), (detail["title"], detail["url"]))


def link(item: PublishedItem, now: dt.datetime) -> dict[str, Any]:
    """One record as a link, its status as at `now`."""
    listing = stamp(item.listing, now)
    return {
        "id": str(item.id),
        "kind": item.kind,
        "subtype": item.subtype,
        "title": item.title,
        "url": item.path,
        "level": listing.get("level"),
        "status": listing.get("status"),
        "opens_at": listing.get("opens_at"),
        "closes_at": listing.get("closes_at"),
        "date": item.date,
    }
