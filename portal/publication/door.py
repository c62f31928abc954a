"""The editor's door: one unsafe request is one publication transaction, and a refused request changes nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from portal.publication.transaction import transaction

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class _Refused(Exception):
    """Carries a response ≥ 400 out of the transaction, so that it rolls back."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def all_or_nothing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap an editor's view. Reading is left alone: on SQLite a transaction would take the write lock."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return view(request, *args, **kwargs)
        try:
            with transaction():
                response = view(request, *args, **kwargs)
                if response.status_code >= 400:
                    raise _Refused(response)
        except _Refused as refused:
            return refused.response
        return response

    return wrapped
