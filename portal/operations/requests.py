"""Every request: an id that its lines carry, one line about it, and its place in the figures."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.log_context import bound
from portal.operations.metrics.counters import PAGE_CACHE, REQUEST_SECONDS, REQUESTS, safely

logger = logging.getLogger(__name__)

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[0-9A-Za-z_.:-]{8,64}")
# Asked every few seconds by machines.
UNTOLD = frozenset({"/healthz", "/metrics"})
# Parts of addresses that let somebody in.
SECRETS = frozenset({"token", "uidb64", "key", "secret", "receipt"})
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
AREAS = (("/api/v1/changes", "changes"), ("/api/", "api"), ("/admin/", "back_office"), ("/data/", "data"),
         ("/static/", "files"), ("/media/", "files"), ("/documents/", "files"))  # fmt: skip


class RequestMiddleware:
    """Stands outside all others. Neither addresses nor accounts nor query strings are written down."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        with bound(request_id=request_id(request)) as members:
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            if settings.LOG_REQUESTS and request.path_info not in UNTOLD:
                _tell(request, response, seconds)
        response.headers.setdefault(HEADER, members["request_id"])
        _count(request, response, seconds)
        return response


def request_id(request: HttpRequest) -> str:
    """The proxy's, where one of ours stands in front and gave a plausible one; else a new one."""
    given = request.headers.get(HEADER, "")
    if settings.TRUSTED_PROXY_COUNT and GIVEN.fullmatch(given):
        return given
    return secrets.token_hex(8)


def path_told(request: HttpRequest) -> str:
    """The path without what lets somebody in, and without the query."""
    path = request.path_info
    match = request.resolver_match
    for name, value in (match.kwargs if match else {}).items():
        if name in SECRETS:
            path = path.replace(str(value), "…")
    return path


def area(path: str) -> str:
    """Which part of the portal answers."""
    return next((name for start, name in AREAS if path.startswith(start)), "pages")


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    level = logging.WARNING if response.status_code >= 500 else logging.INFO
    members = {
        "method": request.method, "path": path_told(request), "status": response.status_code,
        "duration_ms": round(seconds * 1000, 1),
    }  # fmt: skip
    logger.log(level, "%(method)s %(path)s %(status)d", members, extra=members)


def _count(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    where, method = area(request.path_info), request.method if request.method in METHODS else "other"

    def count() -> None:
        REQUESTS.labels(where, method, f"{response.status_code // 100}xx").inc()
        REQUEST_SECONDS.labels(where).observe(seconds)
        if said := response.headers.get("Cache-Status"):
            PAGE_CACHE.labels("hit" if said.endswith("; hit") else "miss").inc()

    safely(count)
