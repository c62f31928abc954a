"""`/search`: every kind at once, by the search engine."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.response import Response

from api import parameters
from api.content.forms.search import SearchAnswer
from api.content.queries import parsed
from api.errors import InvalidParameters
from api.links import with_absolute_addresses
from api.openapi import parameters as described
from api.openapi.operations import Operation
from api.views import ReadView, timed
from search.answering.query import Found, countable, search
from search.engine import DEEPEST_HIT, Sort
from search.filters.facets import FACETS, facets_of
from search.filters.parameter_types import Names, OneOf, Parameter
from search.filters.parameters import parameters_of
from search.indexing.documents import text_of
from search.indexing.gathering import details_of
from search.text.highlight import highlight

PAGING = ("page", "page_size")
PASSAGE = 200


def search_parameters() -> tuple[Parameter, ...]:
    """The typed parameters of search besides paging."""
    return (
        *parameters_of(),
        Names("facets", countable(FACETS)),
        OneOf("sort", [order.value for order in Sort]),
        OneOf("highlight", ["true", "false"]),
    )


class SearchView(ReadView):
    """`/search`."""

    def get(self, request: HttpRequest) -> Response:
        """One page of hits with the counts asked for."""
        given = parameters.read(request)
        selection = parsed(given, facets_of(), search_parameters(), PAGING)
        number, size = _page(given)
        sort = selection.values.get("sort")
        now = timezone.now()
        found = search(
            selection,
            now=now,
            facets=selection.values.get("facets", ()),
            sort=Sort(sort) if sort else None,
            offset=(number - 1) * size,
            limit=size,
        )
        wordings = found.wordings if selection.values.get("highlight") == "true" else ()
        body = {
            "data": _hits(found, wordings),
            "page": {"number": number, "total": found.total},
            "facets": found.facets,
            "degraded": found.degraded,
        }
        return timed(body, found.at, now, fixed="as_of" in selection.values)

    def describe(self) -> Operation:
        """For the OpenAPI document."""
        page = {"type": "integer", "minimum": 1, "maximum": DEEPEST_HIT, "default": 1}
        size = {
            "type": "integer", "minimum": 1, "maximum": settings.API_MAX_PAGE_SIZE, "default": settings.API_PAGE_SIZE,
        }  # fmt: skip
        return Operation(
            "search", "Search records of every kind", "search", SearchAnswer,
            lambda: [
                *described.filters(facets_of()),
                *described.typed(search_parameters()),
                described.query("page", page, f"Page; page × page_size goes up to {DEEPEST_HIT}."),
                described.query("page_size", size, "Hits on a page."),
            ],
        )  # fmt: skip


def _page(given: dict[str, str]) -> tuple[int, int]:
    size = parameters.whole_number(
        "page_size", given.get("page_size"), settings.API_PAGE_SIZE, 1, settings.API_MAX_PAGE_SIZE
    )
    number = parameters.whole_number("page", given.get("page"), 1, 1, DEEPEST_HIT)
    if number * size > DEEPEST_HIT:
        raise InvalidParameters([{"param": "page", "reason": f"page × page_size goes up to {DEEPEST_HIT}"}])
    return number, size


def _hits(found: Found, wordings: tuple[str, ...]) -> list[dict[str, Any]]:
    texts = details_of(hit.item for hit in found.hits) if wordings else {}
    return [
        {
            **with_absolute_addresses(hit.listing),
            "score": hit.score,
            "highlight": _marked(hit.item.title, texts.get(hit.item.pk) or hit.listing, wordings) if wordings else None,
        }
        for hit in found.hits
    ]


def _marked(title: str, detail: dict[str, Any], wordings: tuple[str, ...]) -> dict[str, str]:
    return {
        "title": str(highlight(title, *wordings)),
        "text": str(highlight(text_of(detail), *wordings, limit=PASSAGE)),
    }
