"""The result of the filters in an address, as listing pages and the search page show it."""

from typing import Any

from django.http import HttpRequest


def listing_result(kind: str, request: HttpRequest) -> dict[str, Any]:
    """`result`, `q`, `sort`, `sorts` for the listing of one kind."""
    return {"result": None, "q": "", "sort": "", "sorts": []}
