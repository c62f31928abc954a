"""The windows of the calls that a selection finds, as they stand at its instant: calendar and timeline show them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from portal.publication.models import PublishedItem, PublishedSpan
from portal.windows.clock import periods_of
from portal.windows.instants import SHANGHAI
from portal.windows.status import Period, status
from search.answering.orders import default_sort
from search.answering.query import compiled
from search.engine import DEEPEST_HIT, EngineUnavailable, configured_engine
from search.results.asked import Asked
from search.results.summaries import short_title

# More in so few months nobody looks through: the page says so and asks for a filter.
MOST_CALLS = 300


@dataclass(frozen=True)
class Dated:
    """One window of a call: effective instants at the instant asked for, None where not known or without end.

    `name` tells the item of the call where it has several; `status` is the window's own.
    """

    title: str
    name: str
    url: str
    kind: str
    status: str
    level: str
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None

    @property
    def short(self) -> str:
        """The title in few words."""
        return short_title(self.title)

    @property
    def first_day(self) -> dt.date | None:
        """The Shanghai day on which it opens."""
        return self.opens_at.astimezone(SHANGHAI).date() if self.opens_at else None

    @property
    def last_day(self) -> dt.date | None:
        """The last Shanghai day on which one can act: the end is half-open."""
        return (self.closes_at - dt.timedelta(microseconds=1)).astimezone(SHANGHAI).date() if self.closes_at else None


def dated(asked: Asked, at: dt.datetime, start: dt.datetime, end: dt.datetime) -> tuple[list[Dated], bool]:
    """The windows that are open at some time in start ≤ t < end; whether there were more than MOST_CALLS calls."""
    found = list(_calls(asked, at, start, end)[: MOST_CALLS + 1])
    windows = [window for item in found[:MOST_CALLS] for window in windows_of(item, at)]
    return [window for window in windows if _within(window, start, end)], len(found) > MOST_CALLS


def _calls(asked: Asked, at: dt.datetime, start: dt.datetime, end: dt.datetime) -> QuerySet[PublishedItem]:
    """Every window that ever decides has a span; which of a call's windows lie here is looked at afterwards."""
    opens = Q(opens_at__lt=end) | Q(opens_at=None, closes_at__isnull=False)
    spans = PublishedSpan.objects.filter(opens & (Q(closes_at__gte=start) | Q(closes_at=None)), axis="status")
    timed = spans.exclude(opens_at=None, closes_at=None).values("item_id")
    calls = PublishedItem.objects.filter(_matching(asked, at), live=True, kind=asked.kind, pk__in=timed)
    return calls.order_by(F("date").desc(nulls_last=True), "pk")


def _matching(asked: Asked, at: dt.datetime) -> Q:
    """The list's own filter; words are looked for where the list looks for them."""
    selection = asked.selection
    if not selection.text:
        return selection.q(at)
    sort = default_sort(selection, asked.kind)
    query = compiled(selection, at=at, kind=asked.kind, facets=(), sort=sort, offset=0, limit=DEEPEST_HIT)
    try:
        return Q(pk__in=[hit.id for hit in configured_engine().search(query).hits])
    except EngineUnavailable:
        return selection.q(at)


def windows_of(item: PublishedItem, at: dt.datetime) -> Iterator[Dated]:
    """The windows that decide a call's status, in the order of its items."""
    names = _names(item.listing)
    for period in periods_of(item.listing):
        yield _window(item, period, names.get(period.id, ""), at)


def _window(item: PublishedItem, period: Period, name: str, at: dt.datetime) -> Dated:
    now = status([period], at)
    return Dated(
        title=item.title, name=name, url=item.path, kind=item.kind, status=str(now.value),
        level=item.listing.get("level") or "", opens_at=now.opens_at, closes_at=now.closes_at,
    )  # fmt: skip


def _names(listing: dict[str, Any]) -> dict[str, str]:
    """Item names by window id, where a call has several items."""
    items = listing.get("items") or ()
    if len(items) < 2:
        return {}
    return {window["id"]: item["name"] for item in items for window in item.get("windows", ())}


def _within(window: Dated, start: dt.datetime, end: dt.datetime) -> bool:
    """Whether some time of it lies there; what is not known bounds nothing, but one end has to be known."""
    if window.opens_at is None and window.closes_at is None:
        return False
    return (window.opens_at is None or window.opens_at < end) and (
        window.closes_at is None or window.closes_at >= start
    )
