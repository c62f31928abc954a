"""What a reader without a network is shown: one page, kept by a service worker that keeps nothing else."""

import hashlib
import json
import re
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.http_cache.keeping import do_not_keep
from portal.themed import themed

LANGUAGES = ("zh-hans", "en")
_LINKED = re.compile(rf"""(?:href|src)=["']({re.escape(settings.STATIC_URL)}[^"']+)["']""")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page itself: it says the same whoever asks."""
    return themed(request, "offline.html")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker with what it keeps: the page in both languages, what that links. Switched off, it removes itself."""
    do_not_keep(request)
    kept = []
    for language in LANGUAGES:
        with override(language):
            kept += [reverse("offline"), *_LINKED.findall(themed(request, "offline.html").content.decode())]
    addresses = json.dumps(list(dict.fromkeys(kept)))
    context = {"on": settings.OFFLINE_PAGE, "addresses": addresses, "version": _version(addresses)}
    source = get_template("service_worker.js").render(context)
    response = HttpResponse(source, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@cache
def _version(addresses: str) -> str:
    """Changes when the page or what it links does: names of stylesheets have a digest of their content."""
    page = get_template("offline.html").template.source
    return hashlib.sha256((addresses + page).encode()).hexdigest()[:12]
