"""What every open-data address has in common: reading only, no parameters, open to all origins, problems for errors."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from api import cors, errors, parameters
from api.problems import PROBLEMS
from portal import conditional

Answer = Callable[..., HttpResponseBase]
READING = ("GET", "HEAD", "OPTIONS")


def open_data(view: Answer) -> Answer:
    """Wrap a view; it may raise Refusal. Whole answers get entity tag, gzip and 304, files have their own."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _answer(view, request, *args, **kwargs)
        if isinstance(response, HttpResponse):
            if response.status_code == 200 and "ETag" not in response and request.method in ("GET", "HEAD"):
                response = conditional.represent(request, response)
            cors.open_to_all(request, response)
        else:
            response["Access-Control-Allow-Origin"] = "*"
        return response

    return wrapped


def _answer(view: Answer, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method not in READING:
        allowed = {"Allow": ", ".join(READING)}
        return errors.problem_response(request, PROBLEMS["method-not-allowed"], headers=allowed)
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    try:
        parameters.refuse_unknown(parameters.read(request), ())
        return view(request, *args, **kwargs)
    except errors.Refusal as refusal:
        return errors.problem_response(
            request, refusal.problem, detail=refusal.detail, members=refusal.members, headers=refusal.headers
        )
