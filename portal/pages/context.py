"""What an item page's template is given: the stamped representation and the chain around the record."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from portal.pages.structured_data import breadcrumbs, statement
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem
from portal.publication.relations import chain
from portal.windows.clock import stamp

LONGEST_GROUP = 50


def item_context(page: Any, now: dt.datetime) -> dict[str, Any]:
    """`item` (the detail form at `now`), `chain` {up, down} in groups by kind, `now`, `structured_data` (JSON-LD)."""
    detail = stamp(page.representation(), now)
    members = [member["id"] for member in detail.get("members", ())]
    upward, downward = chain(str(page.permanent_id), members=members)
    return {
        "item": detail,
        "chain": {"up": groups(upward, now), "down": groups(downward, now)},
        "now": now,
        "structured_data": [statement(page.structured_data(detail)), statement(way_to(detail))],
    }


def way_to(detail: dict[str, Any]) -> dict[str, Any]:
    """The breadcrumbs of an item page."""
    kind = detail["kind"]
    return breadcrumbs((KINDS[kind].label, f"/{kind}/"), (detail["title"], detail["url"]))


def groups(items: Iterable[PublishedItem], now: dt.datetime) -> list[dict[str, Any]]:
    """Records by kind in the order of KINDS: `[{label, kind, links: [{title, url, kind, status, closes_at}]}]`."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        found.setdefault(item.kind, []).append(link(item, now))
    return [
        {"kind": kind, "label": KINDS[kind].label, "links": found[kind][:LONGEST_GROUP]}
        for kind in KINDS
        if kind in found
    ]


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
