"""What every answer under /api has in common: limits, CORS, problems, representations, no cookies."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from api import cors, errors, throttling
from api.links import absolute
from api.problems import PROBLEMS, for_status
from portal import conditional
from portal.waiting import RESUMED, WAITS, LongPoll

LONGEST_ADDRESS = 8000
DESCRIPTIONS = (("/api/openapi.json", "service-desc", "application/vnd.oai.openapi+json;version=3.1"),
                ("/api/docs/", "describedby", "text/html"))  # fmt: skip


class ApiMiddleware:
    """Stands outside the other layers, so that their errors too become problems and their cookies go no further."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not belongs_to_api(request.path_info):
            return self.get_response(request)
        allowance = _allowance(request)
        response = self._answer(request, allowance)
        if isinstance(poll := getattr(response, WAITS, None), LongPoll):
            setattr(response, WAITS, replace(poll, allowance=allowance))
        response = conditional.represent(request, response)
        cors.open_to_all(request, response)
        if allowance:
            throttling.announce(response, allowance)
        return _finished(request, response)

    def _answer(self, request: HttpRequest, allowance: throttling.Allowance | None) -> HttpResponse:
        if allowance and allowance.spent:
            headers = {"Retry-After": str(allowance.reset)}
            return errors.problem_response(request, PROBLEMS["too-many-requests"], headers=headers)
        if len(request.path_info) + len(request.META.get("QUERY_STRING", "")) > LONGEST_ADDRESS:
            return errors.problem_response(request, PROBLEMS["uri-too-long"])
        return _as_problem(request, self.get_response(request))


def _allowance(request: HttpRequest) -> throttling.Allowance | None:
    """A request that is asked again after it has waited was counted when it came."""
    resumed: LongPoll | None = request.META.get(RESUMED)
    return resumed.allowance if resumed else throttling.take(request)


def belongs_to_api(path: str) -> bool:
    """Whether an address is the API's own; feeds are read by programs, too."""
    return path in ("/api", "/hub") or path.startswith(("/api/", "/feeds/"))


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Errors of other layers (a bad Host header, a fault) in the API's own form."""
    status = response.status_code
    if status < 400 or response.get("Content-Type", "").startswith(errors.MEDIA_TYPE):
        return response
    headers = {name: response[name] for name in ("Allow", "Retry-After") if name in response}
    return errors.problem_response(request, for_status(status), status=status, headers=headers)


def _finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response.cookies.clear()
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Language"] = "zh-CN"
    links = [f'<{absolute(path)}>; rel="{relation}"; type="{media}"' for path, relation, media in DESCRIPTIONS]
    response["Link"] = ", ".join([*filter(None, [response.get("Link", "")]), *links])
    if request.method == "HEAD" and response.content:
        length = response["Content-Length"] if "Content-Length" in response else str(len(response.content))
        response.content = b""
        response["Content-Length"] = length
    return response
