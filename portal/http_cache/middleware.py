"""Answers anonymous readers with the page kept for the last one, for as long as it is still true."""

import datetime as dt
import math
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from portal.http_cache.entries import Entry, answer, entry_of
from portal.http_cache.keeping import is_keepable, key_of, may_be_kept
from portal.http_cache.truth import Marks, marks, true_until
from portal.publication.page_cache import keep, recall

# What processes keep of vocabularies and settings is never older than a second: so long after staff changed
# something, pages may still show what was before, and are not kept.
SETTLE_SECONDS = 2.0
# As long as the API allows: a proxy is told of changed records, not of the lists that show them.
LONGEST_AGE = 60


class PageCacheMiddleware:
    """Stands outside everything that makes a page, inside what limits, logs and redirects requests.

    A hit costs one query. Without the cache, and with one that fails, every page is made anew.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.edition_seen: tuple[int, float] = (-1, 0.0)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = self._marks(request)
        if found is None:
            return _by_mode(self.get_response(request))
        key, current = found
        kept = recall(key)
        if isinstance(kept, Entry) and kept.holds(current, timezone.now()):
            return _said(answer(kept, request, _cache_control(kept.until)), "hit")
        return self._made(request, key, current)

    def _made(self, request: HttpRequest, key: str, current: Marks) -> HttpResponseBase:
        """Make it; marks and clock were read before, so what changes meanwhile ends what is kept."""
        until = true_until(timezone.now())
        response = self.get_response(request)
        if not is_keepable(request, response):
            return _by_mode(response)
        assert isinstance(response, HttpResponse)  # noqa: S101 - is_keepable says so
        entry = entry_of(response, current, until)
        # What HEAD is answered with may lack the body.
        if request.method == "GET" and self._settled(current.edition):
            keep(key, entry, math.ceil((entry.until - timezone.now()).total_seconds()))
        return _said(answer(entry, request, _cache_control(until)), "fwd=miss")

    def _settled(self, edition: int) -> bool:
        """Whether this process has known the site's edition for a while."""
        known, since = self.edition_seen
        if known != edition:
            since = time.monotonic()
            self.edition_seen = (edition, since)
        return time.monotonic() - since >= SETTLE_SECONDS

    def _marks(self, request: HttpRequest) -> tuple[str, Marks] | None:
        if not may_be_kept(request):
            return None
        try:
            key, current = key_of(request), marks()
        except (DisallowedHost, DatabaseError):
            return None
        return (key, current) if current else None


def _by_mode(response: HttpResponseBase) -> HttpResponseBase:
    """Pages say which display mode they are in; said here and not sooner, or other cookies would seem to count."""
    if response.headers.get("Content-Type", "").startswith("text/html"):
        patch_vary_headers(response, ["Cookie"])
    return response


def _cache_control(until: dt.datetime) -> str:
    """Browsers ask every time and are answered with 304; a proxy that is told of changes may keep it for a moment."""
    if not settings.PROXY_PURGE_URLS:
        return "no-cache"
    left = math.floor((until - timezone.now()).total_seconds()) - 1
    return f"public, max-age=0, s-maxage={max(0, min(LONGEST_AGE, left))}"


def _said(response: HttpResponse, how: str) -> HttpResponse:
    """RFC 9211, for operators and tests."""
    response["Cache-Status"] = f"Huiqi; {how}"
    return response
