"""What an address of the back-office may carry, so that none is a fault.

A key of the wrong form (no UUID, a number that no table holds) leads nowhere: 404. A NUL, which PostgreSQL keeps in no
text, is left out of what is searched for.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

# SQLite's and PostgreSQL's largest key.
LARGEST_KEY = 2**63 - 1


def keys_of_the_right_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view of the back-office, whose generic views hand every key on to the database field."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if any(isinstance(value, int) and value > LARGEST_KEY for value in (*args, *kwargs.values())):
            raise Http404
        if any("\x00" in value for values in request.GET.lists() for value in values[1]):
            request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        try:
            return view(request, *args, **kwargs)
        except ValidationError as error:
            named = {str(value) for value in [*args, *kwargs.values(), *request.GET.values()]}
            if {str(value) for value in (getattr(error, "params", None) or {}).values()} & named:
                raise Http404 from error
            raise

    return wrapped


def _without_nul(given: QueryDict) -> QueryDict:
    cleaned = given.copy()
    for name, values in given.lists():
        cleaned.setlist(name, [value.replace("\x00", "") for value in values])
    return cleaned
