"""One record at the terminal: its key facts, a code to take it along, its leaflet on paper."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.kiosk.asked import read
from portal.kiosk.facts import key_facts, open_calls
from portal.kiosk.screen import screen
from portal.kiosk.shelves import entry, within_scope
from portal.pages.paths import permalink
from portal.printing.codes import item_address, qr
from portal.printing.sheet_views import leaflet
from portal.publication.models import PublishedItem, PublishedVersion
from search.filters.scope import scope_q

GONE = 410
RETRY_SECONDS = 5


@require_safe
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """The facts in the order people ask; a withdrawn record says so, 404 for what never was."""
    now, asked = timezone.now(), read(request)
    found = PublishedItem.objects.filter(pk=item_id).first()
    if found and not found.live:
        return _gone(request, found)
    found, detail = _public(request, item_id)
    context = {
        "item": entry(found, now),
        "summary": detail.get("summary"),
        "example": bool(detail.get("example")),
        "facts": key_facts(detail, now),
        "open_calls": open_calls(found, detail, now, scope_q(request, now)),
        "qr": qr(item_address(item_id)),
        "address": item_address(item_id),
        "printer": settings.KIOSK_PRINTER,
    }
    return screen(request, "item", now, context, back=asked.address(_list_of(found.kind, asked.typed)))


@require_safe
def print_page(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """The leaflet within the terminal's frame: a PDF by itself would have no way back."""
    if not settings.KIOSK_PRINTER:
        raise Http404
    found, _detail = _public(request, item_id)
    return screen(request, "print", timezone.now(), {"item": found}, back=_item_address(request, item_id))


@require_safe
def leaflet_file(request: HttpRequest, item_id: UUID) -> HttpResponseBase:
    """The leaflet; while it cannot be had, a page without links, for it is shown inside a frame."""
    live = PublishedItem.objects.filter(pk=item_id, live=True)
    if live.exists() and not live.filter(scope_q(request)).exists():
        raise Http404
    response = leaflet(request, item_id)
    if response.status_code == 200:
        return response
    answer = TemplateResponse(request, "kiosk/leaflet_later.html", status=response.status_code)
    if response.status_code == 503:
        answer["Refresh"] = str(RETRY_SECONDS)
    elif response.status_code < 400:
        answer.status_code = GONE
    return answer


def _public(request: HttpRequest, item_id: UUID) -> tuple[PublishedItem, dict[str, Any]]:
    """A record and its detail form as they are public now, under the site's fixed filter. Raises Http404."""
    version = PublishedVersion.objects.select_related("item").filter(item_id=item_id, item__live=True).order_by("-n")
    newest = version.first()
    if newest is None or newest.detail is None:
        raise Http404
    if not within_scope(request, newest.item.kind, timezone.now()).filter(pk=item_id).exists():
        raise Http404
    return newest.item, newest.detail


def _gone(request: HttpRequest, item: PublishedItem) -> HttpResponse:
    """Whatever the filter: a withdrawn record has no rows by which to judge, and nothing is told but why and when."""
    now = timezone.now()
    successor = within_scope(request, "", now).filter(pk=item.successor).first() if item.successor else None
    context = {"tombstone": item, "successor": successor, "address": permalink(item.pk)}
    return screen(request, "gone", now, context, back=read(request).bare.address("start"), status=GONE)


def _list_of(kind: str, typed: str) -> str:
    """The screen from which a record of that kind was most likely chosen."""
    if typed:
        return "number" if typed.isdigit() else "letters"
    return "services" if kind == "guides" else "results"


def _item_address(request: HttpRequest, item_id: UUID) -> str:
    query = request.META.get("QUERY_STRING", "")
    path = request.path.removesuffix("print/")
    return f"{path}?{query}" if query else path
