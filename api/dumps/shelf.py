"""The folder that is served: a finished dump is put there whole, what must not be known any more leaves at once.

Both happen under one short lock, so that a dump begun before a record was taken back is never put there after it.
"""

import datetime as dt
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from api.dumps import manifest as manifests
from api.dumps.manifest import NAME, Manifest
from portal.publication.head import log_head
from portal.publication.models import PublicationEvent
from portal.publication.redaction import REDACTING

PARTS = ".part"
REPLACED = ".replaced"


class Outdated(Exception):
    """While the dump was made something in it was taken back, or the log began anew: it must not be shown."""


class Busy(Exception):
    """Another process is making a dump in this folder."""


@contextmanager
def locked(name: str, *, wait: bool = True) -> Iterator[None]:
    """Hold a lock of the folder, which the system releases when its holder dies; raises Busy where it may not wait."""
    root = manifests.folder()
    root.mkdir(parents=True, exist_ok=True)
    with (root / f".{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise Busy from error
        yield


@contextmanager
def workplace(*, wait: bool) -> Iterator[Path]:
    """A folder for files being written, one dump at a time; what a killed one left is cleared. See `locked`."""
    with locked("export", wait=wait):
        place = manifests.folder() / PARTS
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


def put(made: Manifest, place: Path) -> None:
    """Serve the finished files of `place`; the manifest is replaced last, in one step. Raises Outdated."""
    root = manifests.folder()
    with locked("shelf"):
        head = log_head()
        if head.epoch not in ("", made.epoch) or head.pruned > made.position or taken_back(made.position):
            raise Outdated
        _remember_replaced(root, place)
        for file in made.all_files:
            (place / file.name).replace(root / file.name)
        _sync(root)
        written = place / NAME
        with written.open("wb") as handle:
            handle.write(made.to_bytes())
            handle.flush()
            os.fsync(handle.fileno())
        written.replace(root / NAME)
        _sync(root)
        _clear(root, {file.name for file in made.all_files}, timezone.now())


def take_down(position: int) -> None:
    """A record was taken back at a position: no file that may hold it is served from now on.

    Other records name it too, so all files go that were made before; readers are told to come again until the next
    dump is there. A dump made since then stays, and only what it replaced goes.
    """
    root = manifests.folder()
    with locked("shelf"):
        newest = manifests.current()
        if newest and newest.position >= position and newest.epoch == log_head().epoch:
            kept = {file.name for file in newest.all_files}
        else:
            kept = set()
            (root / NAME).unlink(missing_ok=True)
        shutil.rmtree(root / REPLACED, ignore_errors=True)
        _clear(root, kept, timezone.now())
        _sync(root)


def taken_back(after: int) -> bool:
    """Whether anything of which nothing may remain was taken back behind a position."""
    withdrawn = PublicationEvent.objects.filter(position__gt=after, type__endswith=".withdrawn")
    return any(is_redaction(event) for event in withdrawn.only("position", "type", "body").iterator())


def is_redaction(event: PublicationEvent) -> bool:
    """Whether the event takes back something of which nothing may remain."""
    return event.type.endswith(".withdrawn") and event.data.get("reason") in REDACTING


def _remember_replaced(root: Path, place: Path) -> None:
    """Note which files the present dump has: they can be fetched for some time yet."""
    newest = manifests.current()
    if newest:
        (root / REPLACED).mkdir(exist_ok=True)
        note = place / f"{timezone.now():%Y%m%dT%H%M%S%f}.json"
        note.write_text(json.dumps([file.name for file in newest.all_files]), encoding="utf-8")
        note.replace(root / REPLACED / note.name)


def _clear(root: Path, kept: set[str], now: dt.datetime) -> None:
    """Remove every file that neither the newest dump nor one replaced lately has."""
    for note in sorted((root / REPLACED).glob("*.json")):
        if now.timestamp() - note.stat().st_mtime > settings.DUMPS_KEPT.total_seconds():
            note.unlink()
        else:
            kept = kept | set(json.loads(note.read_text(encoding="utf-8")))
    for path in root.iterdir():
        if path.is_file() and not path.name.startswith(".") and path.name not in kept | {NAME}:
            path.unlink(missing_ok=True)


def _sync(root: Path) -> None:
    """Put the folder's own entries on the disk: a manifest must not outlive a power cut that its files do not."""
    handle = os.open(root, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
