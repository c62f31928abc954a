"""`/i/{id}/leaflet.pdf` and `/i/{id}/large-print.pdf` of every public record."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

from portal.jobs.running import JobRefused
from portal.printing.press import press
from portal.printing.sheet_store import Busy, sheet
from portal.printing.sheets import INNER_LINES, large_print_html, leaflet_html
from portal.publication.models import PublishedItem, PublishedVersion

logger = logging.getLogger(__name__)

SECONDS = 60
MEGABYTES = 768
RETRY_SECONDS = 5
UNAVAILABLE = 503
LEAFLET_PAGES = 2
Form = dict[str, Any]
Html = Callable[[PublishedItem, Form, dt.datetime], str]


def leaflet(request: HttpRequest, item_id: UUID) -> HttpResponseBase:
    """A4 to be folded twice."""

    def make(item: PublishedItem, detail: Form, now: dt.datetime) -> bytes:
        for attempt in range(len(INNER_LINES)):
            paper = press(leaflet_html(item, detail, now, attempt), seconds=SECONDS, megabytes=MEGABYTES)
            if paper.pages <= LEAFLET_PAGES:
                break
        return paper.pdf

    return _answer(request, item_id, "leaflet", leaflet_html, make)


def large_print(request: HttpRequest, item_id: UUID) -> HttpResponseBase:
    """For readers who see little."""

    def make(item: PublishedItem, detail: Form, now: dt.datetime) -> bytes:
        return press(large_print_html(item, detail, now), seconds=SECONDS, megabytes=MEGABYTES).pdf

    return _answer(request, item_id, "large-print", large_print_html, make)


def _answer(
    request: HttpRequest,
    item_id: UUID,
    form: str,
    html: Html,
    make: Callable[[PublishedItem, Form, dt.datetime], bytes],
) -> HttpResponseBase:
    """The file; who is not public any more is asked for at its permanent address."""
    item = PublishedItem.objects.filter(pk=item_id).first()
    if item is None:
        raise Http404
    detail = PublishedVersion.objects.filter(item=item, n=item.version).values_list("detail", flat=True).first()
    if not item.live or not detail:
        return HttpResponseRedirect(f"/i/{item_id}")
    # Within the day the same words are the same file.
    now = timezone.now()
    try:
        file = sheet(f"{item_id}-{form}", html(item, detail, now), lambda: make(item, detail, now)).open("rb")
    except (Busy, FileNotFoundError):  # another process has put a newer state in its place just now
        return _later(request, busy=True)
    except JobRefused as refusal:
        logger.error("a %s could not be printed: %s", form, refusal)
        return _later(request, busy=False)
    return FileResponse(file, filename=f"{detail['title'][:80]}-{form}.pdf", content_type="application/pdf")


def _later(request: HttpRequest, *, busy: bool) -> HttpResponse:
    """In words; a browser that is told of being busy asks again by itself."""
    response = TemplateResponse(
        request, "printing/later.html", {"busy": busy, "seconds": RETRY_SECONDS}, status=UNAVAILABLE
    )
    response["Retry-After"] = str(RETRY_SECONDS if busy else 3600)
    return response
