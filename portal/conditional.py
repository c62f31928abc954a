"""Representations: a strong entity tag for each, gzip one of its own, 304 for who has it (RFC 9110 §8.8, §13)."""

import gzip
import hashlib
import re

from django.http import HttpRequest, HttpResponse

SMALLEST_COMPRESSED = 500
COMPRESSION_LEVEL = 5
KEPT_ON_304 = (
    "Cache-Control",
    "Content-Language",
    "Content-Location",
    "ETag",
    "Expires",
    "Link",
    "Vary",
    "X-Data-As-Of",
)
_TAG = re.compile(r'(?:W/)?("[^"]*")')
_GZIP = re.compile(r"(?:^|,)\s*(gzip|x-gzip|\*)\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*(?=,|$)", re.IGNORECASE)


def represent(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Tag a successful read, compress it if the reader takes gzip, answer 304 if it has it already."""
    _vary(response, "Accept-Encoding")
    if request.method not in ("GET", "HEAD") or response.status_code != 200 or response.streaming:
        return response
    accepted = request.headers.get("Accept-Encoding", "")
    compressed = len(response.content) >= SMALLEST_COMPRESSED and accepts_gzip(accepted)
    # What nobody may keep needs no tag, and a page of the change feed is long.
    if "no-store" not in response.get("Cache-Control", ""):
        digest = hashlib.sha256(response.content).hexdigest()[:32]
        response["ETag"] = f'"{digest}-gzip"' if compressed else f'"{digest}"'
        if holds(request.headers.get("If-None-Match", ""), response["ETag"]):
            return _not_modified(response)
    if compressed:
        response.content = gzip.compress(response.content, COMPRESSION_LEVEL, mtime=0)
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))
    return response


def holds(if_none_match: str, tag: str) -> bool:
    """Whether the condition names the tag: `*`, or a list compared weakly, as RFC 9110 §13.1.2 asks."""
    return if_none_match.strip() == "*" or tag in _TAG.findall(if_none_match)


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether Accept-Encoding allows gzip; a zero weight refuses it, gzip by name goes before `*`."""
    weights = {name.lower(): weight for name, weight in _GZIP.findall(accept_encoding)}
    weight = next((weights[name] for name in ("gzip", "x-gzip", "*") if name in weights), "0")
    return weight == "" or bool(re.search(r"[1-9]", weight))


def _not_modified(response: HttpResponse) -> HttpResponse:
    answer = HttpResponse(status=304)
    del answer["Content-Type"]
    for name in KEPT_ON_304:
        if name in response:
            answer[name] = response[name]
    return answer


def _vary(response: HttpResponse, name: str) -> None:
    given = [word.strip() for word in response.get("Vary", "").split(",") if word.strip()]
    # Reads depend on neither cookies nor the reader's language: what other layers add would only split caches.
    kept = [word for word in given if word.lower() not in ("cookie", "accept-language", name.lower())]
    response["Vary"] = ", ".join([name, *kept])
