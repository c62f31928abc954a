"""An address with a key of the wrong form (no UUID, a number that no table holds) leads nowhere: 404, not a fault."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse

# SQLite's and PostgreSQL's largest key.
LARGEST_KEY = 2**63 - 1


def keys_of_the_right_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view of the back-office, whose generic views hand every key on to the database field."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if any(isinstance(value, int) and value > LARGEST_KEY for value in (*args, *kwargs.values())):
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except ValidationError as error:
            named = {str(value) for value in [*args, *kwargs.values(), *request.GET.values()]}
            if {str(value) for value in (getattr(error, "params", None) or {}).values()} & named:
                raise Http404 from error
            raise

    return wrapped
