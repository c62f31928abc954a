"""A part of a file: Safari plays no video whose server cannot answer for a range of its bytes (RFC 9110)."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse

VIDEO_TYPES = frozenset({"video/mp4", "video/webm"})
# An answer may hold less than was asked for; players come back for the rest.
MOST_BYTES = 4 * 1024 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def part_of(document: Any, request: HttpRequest) -> HttpResponse | None:
    """206 with the one range a player asks for, 416 for one beyond the end; None where the whole is wanted."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if document.content_type not in VIDEO_TYPES or not found or not any(found.groups()):
        return None
    size = document.file.size
    first, last = _bounds(found[1], found[2], size)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with document.file.storage.open(document.file.name, "rb") as stream:
        stream.seek(first)
        response = HttpResponse(stream.read(last - first + 1), status=206, content_type=document.content_type)
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """First and last byte of the answer, both included; `-500` asks for the last 500 bytes."""
    begin = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    return begin, min(end, begin + MOST_BYTES - 1)
