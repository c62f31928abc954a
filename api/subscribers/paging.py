"""Pages of what belongs to a subscriber, newest first."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from api import pagination, parameters

NEWEST = (pagination.Key("created_at", descending=True), pagination.Key("id", descending=True))


def owned_page(
    request: HttpRequest, rows: QuerySet[Any], name: str, form: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """`{data, page: {next_cursor, total}}` of rows with `created_at`; `name` is what their cursors belong to."""
    given = parameters.read(request)
    parameters.refuse_unknown(given, ("page_size", "cursor"))
    most = settings.API_MAX_PAGE_SIZE
    size = parameters.whole_number("page_size", given.get("page_size"), settings.API_PAGE_SIZE, 1, most)
    belongs_to = pagination.digest(name)
    cursor = pagination.decode(given["cursor"], belongs_to) if "cursor" in given else None
    found, behind = pagination.page(rows, NEWEST, size, cursor)
    after = pagination.encode(pagination.Cursor(timezone.now(), behind), belongs_to) if behind else None
    return {"data": [form(row) for row in found], "page": {"next_cursor": after, "total": rows.count()}}
