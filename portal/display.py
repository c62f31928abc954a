"""How a reader wants pages shown: large type, high contrast. Kept in a cookie that names nobody."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

COOKIE = "display"
MODES = frozenset({"large", "contrast"})
YEAR_SECONDS = 365 * 24 * 3600


def display_of(request: HttpRequest) -> frozenset[str]:
    """The modes in use; what a cookie says beyond them is nothing."""
    return modes(request.COOKIES.get(COOKIE, ""))


def modes(text: str) -> frozenset[str]:
    """The modes that a text names, in any order and with any signs between them."""
    return MODES.intersection(re.findall(r"[a-z]+", text[:100]))


def words(found: Iterable[str]) -> str:
    """The modes in one fixed order, as the attribute of the page and the key of kept pages have them."""
    return " ".join(sorted(found))


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """`/display/?mode=large,contrast&next=/…`: remember the modes named, none for the usual page, and go back."""
    chosen = words(modes(request.GET.get("mode", ""))).replace(" ", ".")
    response = HttpResponseRedirect(_safe(request))
    if chosen:
        response.set_cookie(
            COOKIE, chosen, max_age=YEAR_SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Cookie"])
    return response


def _safe(request: HttpRequest) -> str:
    """A path of this site; the home page for anything else."""
    path = request.GET.get("next", "")
    local = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if local and path.isprintable() else "/"
