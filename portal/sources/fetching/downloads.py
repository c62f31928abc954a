"""Files from outside and from the server, within limits; every failure is a sentence for staff."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from portal import outgoing
from portal.outgoing import Answer
from portal.sources.incoming import VisitFailed
from portal.sources.models import Source

# What may come, and what a compressed file may become.
MOST_BYTES = 64 * 1024 * 1024
MOST_EXPANDED = 512 * 1024 * 1024
SECONDS = 120.0
PIECE = 1024 * 1024
GZIP = b"\x1f\x8b"


@contextmanager
def downloaded(source: Source, url: str, *, seconds: float = SECONDS) -> Iterator[Path]:
    """The file at an address, expanded, until the block ends. Raises VisitFailed."""
    with TemporaryDirectory(prefix="huiqi-source-") as folder:
        path = Path(folder) / "fetched"
        fetched(source, url, path, seconds=seconds)
        yield expanded(path, Path(folder) / "expanded")


def fetched(source: Source, url: str, path: Path, *, seconds: float = SECONDS) -> Answer:
    """Write what an address answers with 200 to `path`. Raises VisitFailed for everything else."""
    with path.open("wb") as stream:
        answer = outgoing.download(url, stream, most=MOST_BYTES, timeout=seconds, headers=headers(source, url))
    if not answer.ok or answer.status != 200:
        raise VisitFailed(sentence(url, answer))
    return answer


def headers(source: Source, url: str) -> dict[str, str]:
    """The key as a bearer token, where the source has one. Raises VisitFailed where none is for this host."""
    if not source.key_name:
        return {}
    if source.key_name not in settings.SOURCE_KEYS:
        raise VisitFailed(_("The variable SOURCE_KEY_%(name)s is not set on the server.") % {"name": source.key_name})
    host, key = settings.SOURCE_KEYS[source.key_name]
    if urlsplit(url).netloc.lower() != host:
        said = {"name": source.key_name, "host": host}
        raise VisitFailed(_("The key %(name)s is meant for %(host)s and is sent to no other host.") % said)
    return {"authorization": f"Bearer {key}"}


def sentence(url: str, answer: Answer) -> str:
    """Why a request brought nothing, in words."""
    said: dict[str, Any] = {"url": url[:200], "status": answer.status, "detail": answer.detail}
    words = {
        "refused": _("%(url)s may not be called: %(detail)s"),
        "unresolvable": _("The host of %(url)s was not found."),
        "unreachable": _("%(url)s cannot be reached."),
        "tls": _("%(url)s has no valid certificate."),
        "timeout": _("%(url)s did not answer in time."),
        "protocol": _("%(url)s broke off, or does not speak HTTP."),
        "too_long": _("%(url)s sends more than the size that is read."),
    }
    return words.get(answer.error, _("%(url)s answered with %(status)s.")) % said


def expanded(path: Path, target: Path) -> Path:
    """The file itself, or what its gzip holds. Raises VisitFailed for a broken one and for one that grows too large."""
    with path.open("rb") as stream:
        if stream.read(2) != GZIP:
            return path
    size = 0
    try:
        with gzip.open(path, "rb") as packed, target.open("wb") as unpacked:
            while piece := packed.read(PIECE):
                size += len(piece)
                if size > MOST_EXPANDED:
                    raise VisitFailed(_("The compressed file becomes larger than the size that is read."))
                unpacked.write(piece)
    except (EOFError, gzip.BadGzipFile, zlib.error, io.UnsupportedOperation) as error:
        raise VisitFailed(_("The compressed file is damaged: %(error)s") % {"error": error}) from None
    return target


def local_path(address: str) -> Path:
    """A file or folder among those that the operator opened (settings.SOURCE_FOLDERS). Raises VisitFailed."""
    try:
        path = Path(address).expanduser().resolve()
    except (RuntimeError, OSError, ValueError):
        # ~nobody, a loop of links, a name that no file can have.
        raise VisitFailed(_("There is no such folder or file: %(path)s") % {"path": address[:200]}) from None
    if not any(path == folder or folder in path.parents for folder in settings.SOURCE_FOLDERS):
        opened = "、".join(map(str, settings.SOURCE_FOLDERS))
        raise VisitFailed(_("%(path)s lies in no folder that is open to sources (%(opened)s).")
                          % {"path": path, "opened": opened})  # fmt: skip
    return path
