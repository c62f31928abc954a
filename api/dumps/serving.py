"""A finished file as an HTTP answer: immutable, whole or one range of it (RFC 9110 §14), with its validators."""

import io
import re
from pathlib import Path
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

MEDIA_TYPES = {".gz": "application/gzip", ".csv": "text/csv; charset=utf-8; header=present"}
# Not longer than a replaced file can be fetched: what was taken back must leave shared caches too.
CACHE_CONTROL = "public, max-age=86400, immutable"
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


class Window(io.RawIOBase):
    """The bytes first … last of an open file."""

    def __init__(self, handle: BinaryIO, first: int, last: int):
        super().__init__()
        self.handle, self.left = handle, last - first + 1
        handle.seek(first)

    def read(self, size: int = -1) -> bytes:
        """At most `size` of what is left."""
        wanted = self.left if size < 0 else min(size, self.left)
        found = self.handle.read(wanted)
        self.left -= len(found)
        return found

    def close(self) -> None:
        """The file, too."""
        self.handle.close()
        super().close()


def serve(request: HttpRequest, path: Path) -> HttpResponseBase:
    """The answer for a file; raises FileNotFoundError. Its name holds its hash, so the name is its tag."""
    status = path.stat()
    tag, changed = f'"{path.name}"', int(status.st_mtime)
    headers = {
        "ETag": tag,
        "Last-Modified": http_date(changed),
        "Cache-Control": CACHE_CONTROL,
        "Accept-Ranges": "bytes",
        "Content-Type": MEDIA_TYPES[path.suffix],
        "Content-Disposition": f'attachment; filename="{path.name}"',
    }
    unchanged = get_conditional_response(request, tag, changed, HttpResponse(headers=headers))
    if unchanged is not None and unchanged.status_code != 200:
        return unchanged
    return _whole_or_part(request, path, status.st_size, headers)


def _whole_or_part(request: HttpRequest, path: Path, size: int, headers: dict[str, str]) -> HttpResponseBase:
    # RFC 9110 §14.2: only GET has ranges; with another If-Range the whole file is meant.
    wanted = request.headers.get("Range", "") if request.method == "GET" else ""
    if request.headers.get("If-Range", headers["ETag"]) not in (headers["ETag"], headers["Last-Modified"]):
        wanted = ""
    first, last = _bounds(wanted, size)
    if first > last and size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "ETag": headers["ETag"]})
    headers["Content-Length"] = str(last - first + 1)
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    if (first, last) == (0, size - 1):
        return FileResponse(path.open("rb"), headers=headers)
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return FileResponse(Window(path.open("rb"), first, last), status=206, headers=headers)


def _bounds(wanted: str, size: int) -> tuple[int, int]:
    """First and last byte; the whole file for what is no single range, first > last for one outside the file."""
    found = _RANGE.fullmatch(wanted)
    if not found or not (found[1] or found[2]):
        return 0, size - 1
    if not found[1]:
        length = min(int(found[2]), size)
        return (size - length, size - 1) if length else (size, size - 1)
    first, last = int(found[1]), int(found[2]) if found[2] else size - 1
    if found[2] and last < first:
        return 0, size - 1
    return first, min(last, size - 1)
