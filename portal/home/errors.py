"""Error pages in the reader's words; under the API's root the API answers in its own form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.functional import LazyObject, empty

from portal.home.lost import near_address, words_of
from portal.themed import themed

TERMINAL = ("/kiosk/", "/en/kiosk/")
# A terminal that met a fault tries again by itself: nobody there has a keyboard.
TERMINAL_RETRY_SECONDS = 30
_TERMINAL_START = {"start_url": TERMINAL[0], "fresh_url": TERMINAL[0]}


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with ways on: a search with the address's own words, the records nearest to it, the sections."""
    if request.path.startswith(TERMINAL):
        return _at_terminal(themed(request, "kiosk/error.html", {**_TERMINAL_START, "missing": True}, status=404))
    return themed(request, "404.html", {"words": words_of(request.path), "near": near_address(request)}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 for what is not open to this reader."""
    if request.path.startswith(TERMINAL):
        return _at_terminal(themed(request, "kiosk/error.html", _TERMINAL_START, status=403))
    return themed(request, "403.html", status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token does not fit: it lay open for too long, or cookies are refused."""
    return themed(request, "403.html", {"form_expired": True}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what Django itself refuses before a view sees it: too many files or fields, a made-up host."""
    return _static_page(request, "400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 from a template that needs neither database nor context."""
    return _static_page(request, "500.html", 500)


def _static_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """In both languages, the address's own first; the theme where it was known before the fault."""
    # Of a lazy theme that nobody asked for, the database would have to be asked now.
    theme = request.__dict__.get("theme")
    known = None if theme is None or (isinstance(theme, LazyObject) and theme._wrapped is empty) else theme
    english, terminal = request.path.startswith("/en/"), request.path.startswith(TERMINAL)
    context = {
        "english": english,
        "home": ("/en" if english else "") + ("/kiosk/" if terminal else "/"),
        "stylesheets": _addresses(known.stylesheets if known else ("css/bundle-base.css",)),
    }
    page = get_template(template, using=known.engine if known else None)
    response = HttpResponse(page.render(context), status=status)
    return _at_terminal(response) if terminal else response


def _addresses(names: Any) -> list[str]:
    """Of stylesheets; none where the list of static files itself is what is broken."""
    try:
        return [static(name) for name in names]
    except ValueError:
        return []


def _at_terminal(response: HttpResponse) -> HttpResponse:
    response["Refresh"] = f"{TERMINAL_RETRY_SECONDS}; url={TERMINAL[0]}"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
