"""`/i/{id}` survives every change of slug and tree; former addresses lead on; withdrawn records answer 410."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect

from portal.publication.models import PublishedItem, PublishedPath
from portal.themed import themed

GONE = 410
PERMANENT_KEEPING_METHOD = 308
# Records know their Chinese address; the English one is the same behind this.
ENGLISH = "/en"


def permalink(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """302 to where the record stands now, 308 to the successor of a merged one, 410 for a withdrawn one."""
    item = PublishedItem.objects.filter(id=item_id).first()
    if item is None:
        raise Http404
    return HttpResponseRedirect(_in_language(request, item.path)) if item.live else gone(request, item)


def gone(request: HttpRequest, item: PublishedItem) -> HttpResponse:
    """The tombstone as a page: reason and successor; a merged record leads on."""
    successor = PublishedItem.objects.filter(id=item.successor).first() if item.successor else None
    if item.reason == "merged" and successor and successor.live:
        return lead_on(_in_language(request, successor.path))
    context: dict[str, Any] = {"tombstone": item, "successor": successor if successor and successor.live else None}
    return themed(request, "410.html", context, status=GONE)


def _in_language(request: HttpRequest, path: str) -> str:
    """A record's path in the language of the address that was asked for."""
    return f"{ENGLISH}{path}" if request.path.startswith(f"{ENGLISH}/") else path


def lead_on(path: str) -> HttpResponse:
    """A permanent redirect that keeps the method."""
    response = HttpResponsePermanentRedirect(path)
    response.status_code = PERMANENT_KEEPING_METHOD
    return response


class FormerPathsMiddleware:
    """Asks the log before a 404 is given: the address may be a former one, or that of a withdrawn record."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or "\x00" in request.path:
            return response
        path = quote(request.path.removeprefix(ENGLISH))
        known = PublishedPath.objects.filter(path=path).select_related("item").first()
        if known is None:
            return response
        if not known.item.live:
            return gone(request, known.item)
        return lead_on(_in_language(request, known.item.path)) if known.item.path != path else response
