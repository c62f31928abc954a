"""What a reader without a network is shown: one page, kept by a service worker that keeps nothing else."""

import hashlib
import json
import re

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
    pages, kept = [], []
    for language in LANGUAGES:
        with override(language):
            pages.append(themed(request, "offline.html").content)
            kept += [reverse("offline"), *_LINKED.findall(pages[-1].decode())]
    addresses = json.dumps(list(dict.fromkeys(kept)))
    context = {"on": settings.OFFLINE_PAGE, "addresses": addresses, "version": _version(*pages)}
    source = get_template("service_worker.js").render(context)
    response = HttpResponse(source, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _version(*pages: bytes) -> str:
    """Changes when the page or what it links does: names of stylesheets have a digest of their content."""
    return hashlib.sha256(b"".join(pages)).hexdigest()[:12]
