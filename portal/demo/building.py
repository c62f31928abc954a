"""Puts made-up records into the portal: each once, under an id that a second run finds again, always marked 示例."""

import datetime as dt
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from portal.importers.blocks import stable_id
from portal.pages.models import PortalPage
from portal.pages.tree import listing_for
from portal.pages.verbs import publish_new
from portal.policies.models import Scheme
from portal.publication.models import PublishedItem
from portal.windows.instants import SHANGHAI, end_of_day
from portal.windows.models import Window, WindowEvent

DATA = Path(__file__).parent / "data"
NOTE = "示例"


def demo_id(kind: str, key: str) -> UUID:
    """The permanent id of a made-up record."""
    return stable_id("demo", kind, key)


def publish_example(page: PortalPage, key: str) -> PortalPage:
    """Publish a made-up page unless it is or was there; returns the page that is there."""
    page_id = demo_id(page.kind, key)
    if PublishedItem.objects.filter(pk=page_id).exists():
        return type(page).objects.filter(permanent_id=page_id).first() or page
    page.permanent_id, page.source_id, page.example = page_id, f"demo-{key}", True
    return publish_new(parent=listing_for(page.kind), page=page, note=NOTE)


def scheme_of(source_id: str) -> Scheme:
    """The scheme imported from a card (bjcard-…) or made here (demo-…). Raises Scheme.DoesNotExist."""
    return Scheme.objects.get(source_id=source_id)


def place_like(page: PortalPage, other: PortalPage) -> None:
    """Level, regions and fields of the record that a made-up one is about."""
    page.level = other.level
    page.regions = list(other.regions.all())
    page.policy_fields = list(other.policy_fields.all())


def days_from_now(days: float, *, hour: int = 9) -> dt.datetime:
    """That many Shanghai days from today, at a full hour."""
    day = timezone.now().astimezone(SHANGHAI).date() + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(hour), SHANGHAI)


def last_of_day(days: int) -> dt.datetime:
    """The end of the Shanghai day that many days from today."""
    return end_of_day(timezone.now().astimezone(SHANGHAI).date() + dt.timedelta(days=days))


def window(
    model: type[Window], key: str, *, opens: int | None = None, closes: int | None = None, **facts: Any
) -> Window:
    """A window from `opens` 9:00 to the end of `closes`, both in days from today; `facts` are further fields."""
    return model(
        permanent_id=demo_id("window", key),
        opens_at=None if opens is None else days_from_now(opens),
        closes_at=None if closes is None else last_of_day(closes),
        **facts,
    )


def happened(key: str, kind: str, *, days: int, closes: int | None = None, reason: str = "") -> None:
    """Something that happened to the window of that key, recorded once and before the window is published."""
    event_id = demo_id("happening", f"{key}-{kind}")
    if not WindowEvent.objects.filter(pk=event_id).exists():
        WindowEvent(
            id=event_id,
            window_id=demo_id("window", key),
            kind=kind,
            at=days_from_now(days, hour=10),
            closes_at=None if closes is None else last_of_day(closes),
            reason=reason,
        ).save()
