"""Lists compiled to the database over PublishedItem: exact to the last commit, one page by keyset."""

from typing import Any

from django.http import HttpRequest

from api.content.orders import ordered
from api.content.queries import ListQuery
from api.links import absolute, with_absolute_addresses
from api.pagination import Cursor, encode, page
from portal.publication.models import PublishedItem
from portal.windows.calm import calm
from portal.windows.clock import stamp
from search.filters.grammar import Selection


def answer(query: ListQuery, kind: str) -> dict[str, Any]:
    """`{data, page: {next_cursor, total}, facets}` of one kind; call it inside `snapshot()`."""
    base = PublishedItem.objects.filter(kind=kind, live=True)
    found = base.filter(query.selection.q(query.at))
    items, keys = ordered(found, query.order, query.at)
    rows, last = page(items, keys, query.size, query.cursor)
    return {
        "data": [with_absolute_addresses(stamp(row.listing, query.at)) for row in rows],
        "page": {"next_cursor": _next(query, last), "total": found.count()},
        "facets": query.selection.facet_counts(query.facets, base, query.at),
    }


def next_link(request: HttpRequest, selection: Selection, cursor: str, size: str | None) -> str:
    """The Link header's value that leads to the next page."""
    changes = {"cursor": cursor} | ({"page_size": size} if size else {})
    return f'<{absolute(request.path)}?{selection.query_string(**changes)}>; rel="next"'


def _next(query: ListQuery, last: tuple[Any, ...] | None) -> str | None:
    if last is None:
        return None
    # Not `now`: with the same instant for all readers between two changes, equal pages are equal byte for byte.
    at = query.at if query.fixed else calm(query.now).since
    return encode(Cursor(at, last), query.belongs_to)
