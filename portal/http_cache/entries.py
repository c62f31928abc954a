"""A kept page: the answer as it was made, with what it was made from."""

import datetime as dt
import gzip
import hashlib
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from portal.conditional import COMPRESSION_LEVEL, SMALLEST_COMPRESSED, accepts_gzip, holds
from portal.http_cache.truth import Marks

# Headers that belong to one representation; they are made anew for each reader.
OWN = frozenset({"content-length", "content-encoding", "etag", "vary", "cache-control", "date"})


@dataclass(frozen=True)
class Entry:
    """One answer: its body compressed where that pays, and until when the clock leaves it true."""

    marks: Marks
    until: dt.datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    compressed: bool
    digest: str

    def holds(self, marks: Marks, now: dt.datetime) -> bool:
        """Whether it is still what would be made now."""
        return self.marks == marks and now < self.until


def entry_of(response: HttpResponse, marks: Marks, until: dt.datetime) -> Entry:
    """What to keep of a response."""
    body = response.content
    compressed = len(body) >= SMALLEST_COMPRESSED
    return Entry(
        marks=marks,
        until=until,
        status=response.status_code,
        headers=tuple((name, value) for name, value in response.items() if name.lower() not in OWN),
        body=gzip.compress(body, COMPRESSION_LEVEL, mtime=0) if compressed else body,
        compressed=compressed,
        digest=hashlib.sha256(body).hexdigest()[:32],
    )


def answer(entry: Entry, request: HttpRequest, cache_control: str) -> HttpResponse:
    """The entry for this reader: gzip if it takes that, 304 if it has this representation already."""
    zipped = entry.compressed and accepts_gzip(request.headers.get("Accept-Encoding", ""))
    tag = f'"{entry.digest}-gzip"' if zipped else f'"{entry.digest}"'
    known = entry.status == 200 and holds(request.headers.get("If-None-Match", ""), tag)
    response = HttpResponse(status=304) if known else HttpResponse(_body(entry, zipped), status=entry.status)
    del response["Content-Type"]
    for name, value in entry.headers:
        if not (known and name.lower() == "content-type"):
            response[name] = value
    # Of the cookies only the display mode counts here, but there is no way to say so.
    response["Vary"] = "Accept-Encoding, Cookie"
    response["Cache-Control"] = cache_control
    if entry.status == 200:
        response["ETag"] = tag
    if known:
        return response
    if zipped:
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))
    return response


def _body(entry: Entry, zipped: bool) -> bytes:
    return gzip.decompress(entry.body) if entry.compressed and not zipped else entry.body
