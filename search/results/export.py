"""A whole result as CSV: every match in the page's order, streamed; from the database while the engine is away."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext, override

from portal.client_address import client_address
from portal.pages.amounts import stated_amount
from portal.pages.spreadsheets import harmless
from portal.publication.models import PublishedItem
from portal.taxonomy.vocabulary import label
from portal.windows.clock import stamp
from portal.windows.instants import SHANGHAI, parse_instant
from search.answering import degraded
from search.answering.orders import default_sort
from search.answering.query import compiled
from search.engine import EngineUnavailable, Query, configured_engine
from search.filters.facets import FACETS
from search.finding.memory import times
from search.results.asked import Asked, read
from search.results.hits import ROLES

FORMAT = "csv"
CHUNK = 500
BYTE_ORDER_MARK = "\ufeff"
# A download reads the whole result: one address may ask for so many in so many seconds.
MOST_DOWNLOADS, SECONDS = 10, 60


def wanted(request: HttpRequest) -> bool:
    """Whether the address asks for the result as a file."""
    return request.GET.get("format") == FORMAT


def download(request: HttpRequest, kind: str = "") -> HttpResponseBase:
    """The file for the selection in the address; 429 to who asked for too many."""
    if times(f"download:{client_address(request)}", SECONDS) > MOST_DOWNLOADS:
        words = gettext("Too many downloads from your address; please wait a minute.")
        headers = {"Retry-After": str(SECONDS)}
        return HttpResponse(words, status=429, content_type="text/plain; charset=utf-8", headers=headers)
    asked, now = read(request, kind), timezone.now()
    name = f"{kind or 'search'}-{timezone.localtime(now):%Y-%m-%d}.csv"
    rows = _lines(asked, now, get_language() or settings.LANGUAGE_CODE)
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Robots-Tag"] = "noindex"
    return response


def _lines(asked: Asked, now: dt.datetime, language: str) -> Iterator[str]:
    """The file, CHUNK records at a time. The language is set for each: the response is read after the request."""
    at, ids = asked.selection.instant(now), _ids(asked, now)
    with override(language):
        head = line([*columns()])
    yield BYTE_ORDER_MARK + head
    while chunk := list(islice(ids, CHUNK)):
        with override(language):
            lines = "".join(line(cells(item, at)) for item in _live(chunk))
        yield lines


def _ids(asked: Asked, now: dt.datetime) -> Iterator[str]:
    """Every match in the page's order. An engine that goes away half-way breaks the download off, or it would lie."""
    query = _query(asked, now)
    try:
        found = configured_engine().ids(query)
        first = list(islice(found, 1))
    except EngineUnavailable:
        return map(str, degraded.every(asked.selection, query, asked.kind))
    return chain(first, found)


def _query(asked: Asked, now: dt.datetime) -> Query:
    sort = asked.sort or default_sort(asked.selection, asked.kind)
    at = asked.selection.instant(now)
    return compiled(asked.selection, at=at, kind=asked.kind, facets=(), sort=sort, offset=0, limit=0)


def _live(ids: list[str]) -> Iterator[PublishedItem]:
    """The records that are public now, in the given order."""
    items = {str(pk): item for pk, item in PublishedItem.objects.filter(live=True).in_bulk(ids).items()}
    return (items[found] for found in ids if found in items)


def columns() -> Iterable[str]:
    """The first line, in the active language."""
    return (
        gettext("Title"), gettext("Kind"), gettext("Document number"), gettext("Level"), gettext("Region"),
        gettext("Field"), gettext("Status"), gettext("Opens at"), gettext("Closes at"),
        # Translators: 支持额度（元）
        gettext("Amount in yuan"),
        gettext("Organisation"), gettext("Date"), gettext("Address"),
    )  # fmt: skip


def cells(item: PublishedItem, at: dt.datetime) -> list[str]:
    """One record as at an instant; times are Shanghai's."""
    listing = stamp(item.listing, at)
    amount = stated_amount(listing)
    return [
        item.title,
        FACETS["kind"].labels([item.kind])[item.kind],
        listing.get("doc_number") or "",
        label("level", listing["level"]) if listing.get("level") else "",
        _joined(label("region", code) for code in listing.get("region") or ()),
        _joined(label("field", code) for code in listing.get("field") or ()),
        _status(listing.get("status")),
        _local(listing.get("opens_at")),
        _end(listing.get("closes_at")),
        str(amount) if amount else "",
        _joined(dict.fromkeys(body["name"] for body in _bodies(listing))),
        item.date.isoformat() if item.date else "",
        settings.PORTAL_BASE_URL + reverse("search").removesuffix("/search/") + item.path,
    ]


def _status(value: str | None) -> str:
    return FACETS["status"].labels([value])[value] if value and value != "none" else ""


def _bodies(listing: dict[str, Any]) -> Iterator[dict[str, Any]]:
    roles = listing.get("roles") or {}
    return (body for role in ROLES for body in roles.get(role) or ())


def _joined(words: Iterable[str]) -> str:
    return gettext(", ").join(words)


def _local(text: str | None) -> str:
    return parse_instant(text).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if text else ""


def _end(text: str | None) -> str:
    """Midnight is told as 24:00 of the day before, as on the pages: the end is half-open."""
    found = parse_instant(text).astimezone(SHANGHAI) if text else None
    if found is None or found.time() != dt.time():
        return _local(text)
    return f"{found.date() - dt.timedelta(days=1)} 24:00"


class _Line:
    """What the csv module writes to: one line at a time."""

    written = ""

    def write(self, text: str) -> None:
        """Keep the line."""
        self.written = text


def line(values: Iterable[str]) -> str:
    """One line of the file; what a spreadsheet would take for a formula is told to be text."""
    kept = _Line()
    csv.writer(kept).writerow(map(harmless, values))
    return kept.written
