"""One screen of the terminal: what every template needs, and the headers that keep robots out."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from portal.http_cache.truth import true_until
from portal.kiosk.asked import Asked, read

ROOTS = ("/kiosk/", "/en/kiosk/")
LONGEST_ADDRESS = 500


def screen(
    request: HttpRequest, template: str, now: dt.datetime, context: dict[str, Any], *, back: str = "", status: int = 200
) -> TemplateResponse:
    """`back` is the screen before this one, "" for the start itself, which has no time limit but keeps itself true."""
    asked = read(request)
    shared = {
        "asked": asked,
        "now": now,
        "back": back,
        "true_until": true_until(now),
        "start_url": asked.bare.address("start"),
        # The next person finds it as it always is: in Chinese, in usual type.
        "fresh_url": ROOTS[0],
        "still_here_url": reverse("kiosk:still_here") + "?" + urlencode({"back": request.get_full_path()}),
        "idle_seconds": settings.KIOSK_IDLE_SECONDS,
        "answer_seconds": settings.KIOSK_ANSWER_SECONDS,
        "switches": switches(request, asked),
    }
    response = TemplateResponse(request, f"kiosk/{template}.html", {**shared, **context}, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def switches(request: HttpRequest, asked: Asked) -> list[dict[str, Any]]:
    """Large type and high contrast: `[{mode, on, url}]`, each address being this screen with it switched."""
    found = []
    for mode in ("large", "contrast"):
        query = request.GET.copy()
        query["display"] = ",".join(asked.toggled(mode))
        if not query["display"]:
            del query["display"]
        url = request.path + (f"?{query.urlencode(safe=',')}" if query else "")
        found.append({"mode": mode, "on": mode in asked.display, "url": url})
    return found


def safe_back(address: str) -> str:
    """An address of the terminal's own, else its start: the page that asks leads nowhere else."""
    plain = len(address) <= LONGEST_ADDRESS and address.isprintable() and "\\" not in address and ".." not in address
    return address if plain and address.startswith(ROOTS) and "still-here" not in address else ROOTS[0]
