"""Which answers may be kept, and under which key."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from portal.display import COOKIE, display_of, words

# Not pages, or pages that are somebody's own: their middleware and views know better.
ELSEWHERE = (
    "/admin/", "/api/", "/documents/", "/media/", "/static/", "/metrics", "/healthz", "/feeds/", "/data/", "/display/",
    "/site-colours.css",
)  # fmt: skip
# Anything that depends on these is the visitor's own.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")
KEPT_STATUSES = frozenset({200, 301, 308, 410})
LARGEST = 1_000_000
# Longer and richer addresses are seldom asked for twice; keeping them would push out what is.
LONGEST_QUERY = 200
MOST_PARAMETERS = 4


def do_not_keep(request: HttpRequest) -> None:
    """The answer to this request is true for this moment only, or must be made for every reader anew."""
    request.made_for_one = True  # type: ignore[attr-defined]


def may_be_kept(request: HttpRequest) -> bool:
    """Whether the answer could be anybody's: an anonymous read of a page under an address of usual length."""
    query = request.META.get("QUERY_STRING", "")
    return (
        request.method in ("GET", "HEAD")
        and not request.path_info.startswith(ELSEWHERE)
        and len(query) <= LONGEST_QUERY
        and query.count("&") < MOST_PARAMETERS
        and "HTTP_AUTHORIZATION" not in request.META
        and not any(name in request.COOKIES for name in PERSONAL_COOKIES)
    )


def is_keepable(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this answer is everybody's: nothing personal in it, and nobody said how long it may be kept."""
    if not isinstance(response, HttpResponse):
        return False
    varies = {word.strip().lower() for word in response.get("Vary", "").split(",") if word.strip()}
    return (
        response.status_code in KEPT_STATUSES
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response
        and "Content-Encoding" not in response
        and varies <= {"cookie", "accept-encoding"}
        and not ("cookie" in varies and request.COOKIES.keys() - {COOKIE})
        and len(response.content) <= LARGEST
        and not getattr(request, "made_for_one", False)
    )


def key_of(request: HttpRequest) -> str:
    """Scheme, host, path with the query as it was sent, display mode; the path alone decides the language.

    Raises DisallowedHost.
    """
    address = request.build_absolute_uri(request.get_full_path()).encode("utf-8", "surrogatepass")
    shown = words(display_of(request)).encode()
    return f"page:{hashlib.sha256(address + b' ' + shown).hexdigest()}"
