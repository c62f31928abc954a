"""The way through the terminal: who am I, what is it about, what there is; services by subject, two pads."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.http_cache.keeping import do_not_keep
from portal.kiosk import pads, shelves
from portal.kiosk.asked import WHO, Asked, read
from portal.kiosk.screen import safe_back, screen
from portal.kiosk.shelves import counts, page_of
from portal.printing.codes import qr
from portal.taxonomy import vocabulary


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The ways in."""
    now, asked = timezone.now(), read(request).bare
    found = {
        "calls": shelves.calls(request, asked, now).count(),
        "services": shelves.services(request, asked, now).count(),
        "qr": qr(f"{settings.PORTAL_BASE_URL}/"),
        "address": f"{settings.PORTAL_BASE_URL}/",
    }
    return screen(request, "start", now, found)


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Who am I: by size, by stage, or nothing of the kind."""
    groups = [{"scheme": scheme, "codes": vocabulary.codes(scheme)} for scheme in WHO]
    return screen(request, "who", timezone.now(), {"groups": groups}, back=read(request).bare.address("start"))


@require_safe
def matter(request: HttpRequest) -> HttpResponse:
    """What it is about: fields and levels, with what there is of each for this person."""
    now, asked = timezone.now(), read(request)
    found = shelves.calls(request, asked, now), shelves.products(request, asked, now)
    context = {
        "groups": [{"scheme": name, "rows": counts(name, *found)} for name in ("field", "level")],
        "total": sum(items.count() for items in found),
    }
    return screen(request, "matter", now, context, back=asked.bare.address("who"))


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Open calls, or products."""
    now, asked = timezone.now(), read(request)
    found = {"notices": shelves.calls(request, asked, now), "policy-products": shelves.products(request, asked, now)}
    totals = {kind: items.count() for kind, items in found.items()}
    shown = asked.kind or next((kind for kind, total in totals.items() if total), "notices")
    context = {
        "shelves": [{"kind": kind, "total": total, "shown": kind == shown} for kind, total in totals.items()],
        "shown": shown,
        **page_of(found[shown], asked, now),
    }
    return screen(request, "results", now, context, back=_before_results(asked))


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Services by subject: first the subjects, then one subject's services."""
    now, asked = timezone.now(), read(request)
    found = shelves.services(request, asked, now)
    if not asked.field:
        subjects: dict[str, Any] = {"subjects": counts("field", found)}
        return screen(request, "services", now, subjects, back=asked.bare.address("start"))
    return screen(request, "services", now, page_of(found, asked, now), back=asked.bare.address("services"))


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """A pad of letters: the initials of a title, as they are typed on a phone."""
    now, asked = timezone.now(), read(request)
    found = pads.by_letters(request, asked.typed, now)
    if found is None:
        do_not_keep(request)
    context = {
        "keys": pads.keys(pads.LETTERS, asked.typed), "least": pads.LEAST_LETTERS, "away": found is None,
        "links": [shelves.entry(item, now) for item in found or ()],
    }  # fmt: skip
    return screen(request, "letters", now, context, back=asked.bare.address("start"))


@require_safe
def number(request: HttpRequest) -> HttpResponse:
    """A pad of digits: those of a document's number."""
    now, asked = timezone.now(), read(request)
    found = pads.by_digits(request, asked.typed, now)
    context = {
        "keys": pads.keys(pads.DIGITS[1:], asked.typed),
        "last_key": pads.keys(pads.DIGITS[:1], asked.typed)[0],
        "least": pads.LEAST_DIGITS,
        "away": False,
        "links": [shelves.entry(item, now) for item in found],
    }
    return screen(request, "number", now, context, back=asked.bare.address("start"))


@require_safe
def still_here(request: HttpRequest) -> HttpResponse:
    """Where there is no script: asks before it goes back to the start (WCAG 2.2.1)."""
    return screen(request, "still_here", timezone.now(), {"on": safe_back(request.GET.get("back", ""))})


def _before_results(asked: Asked) -> str:
    """Who came by the way's first step goes back to its second."""
    chosen = asked.audience or asked.field or asked.level
    return Asked(audience=asked.audience, display=asked.display).address("matter" if chosen else "who")
