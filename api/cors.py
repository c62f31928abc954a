"""Reads are open to scripts of every origin, without credentials (Fetch standard, CORS protocol)."""

from django.http import HttpRequest, HttpResponse

EXPOSED = "ETag, Link, X-Data-As-Of, RateLimit, RateLimit-Policy, Retry-After, Content-Language"
METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT_SECONDS = 86_400


def open_to_all(request: HttpRequest, response: HttpResponse) -> None:
    """Allow reading from anywhere; a preflight is told which methods and headers, never that writes are allowed."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        response["Access-Control-Allow-Methods"] = METHODS
        response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        response["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
