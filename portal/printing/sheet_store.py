"""Leaflets and large print as files: made when somebody asks, one at a time, kept while they are true."""

import fcntl
import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

# How long who asks waits for another sheet to be finished, and how many of a process may wait.
WAIT_SECONDS = 8.0
LOOK_SECONDS = 0.1
MOST_WAITING = 4
# Files kept; those that nobody asked for longest go first.
MOST_FILES = 4_000
_waiting = threading.BoundedSemaphore(MOST_WAITING)


class Busy(Exception):
    """Too many sheets are being made; ask again in a moment."""


def sheet(name: str, html: str, make: Callable[[], bytes]) -> Path:
    """The PDF of this HTML under `name` (a record and a form); `make` is called where it is not there yet.

    Another HTML for the same name replaces the file. Raises Busy, and what `make` raises.
    """
    folder = Path(settings.DATA_DIR) / "sheets"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{hashlib.sha256(html.encode()).hexdigest()[:16]}.pdf"
    if not _used(path):
        with _turn(folder):
            if not _used(path):
                _write(path, make())
                _tidy(folder, name, path)
    return path


def _used(path: Path) -> bool:
    """Whether it is there, and from now on the one asked for last; another process may take it away meanwhile."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """One sheet at a time on this machine, whatever number of processes and threads there are."""
    if not _waiting.acquire(blocking=False):
        raise Busy
    try:
        with (folder / ".turn").open("w") as lock:
            _lock(lock)
            yield
    finally:
        _waiting.release()


def _lock(lock) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise Busy from None
            time.sleep(LOOK_SECONDS)
        else:
            return


def _write(path: Path, pdf: bytes) -> None:
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(pdf)
    unfinished.replace(path)


def _tidy(folder: Path, name: str, current: Path) -> None:
    """Earlier states of the same sheet, what is beyond the number kept, what a killed process left unfinished."""
    for left in folder.glob("*.part"):
        left.unlink(missing_ok=True)
    for other in folder.glob(f"{name}-*.pdf"):
        if other != current:
            other.unlink(missing_ok=True)
    files = sorted(folder.glob("*.pdf"), key=lambda file: file.stat().st_mtime)
    for old in files[:-MOST_FILES]:
        old.unlink(missing_ok=True)
