"""What an item page's template is given: the stamped representation, the clock, what programs are told."""

import datetime as dt
from typing import Any

from django.db.models import F

from portal.pages.structured_data import breadcrumbs, statement
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem, PublishedVersion
from portal.windows.clock import stamp


def item_context(page: Any, now: dt.datetime, *, preview: bool = False) -> dict[str, Any]:
    """For a page that Wagtail serves; of a public record it is the form that the log keeps. See context_of."""
    current = PublishedVersion.objects.filter(item=page.permanent_id, item__live=True, n=F("item__version"))
    published = None if preview else current.values_list("detail", flat=True).first()
    return context_of(type(page), published or page.representation(), now, page.first_published_at)


def context_of(model: Any, form: dict[str, Any], now: dt.datetime, came_at: dt.datetime | None) -> dict[str, Any]:
    """`item` (a detail form at `now`), `now`, `structured_data` (JSON-LD), `came_at`: when it was first public."""
    detail = stamp(form, now)
    described = [statement(model.structured_data(detail)), statement(way_to(detail))]
    return {"item": detail, "now": now, "came_at": came_at, "structured_data": described}


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
