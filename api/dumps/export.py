"""Makes a dump: every kind in list form (JSON Lines, CSV) and in detail form, as at one position of the log."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from api.content.collections import COLLECTIONS
from api.dumps import columns, records, shelf
from api.dumps.files import File, Lines, Table
from api.dumps.manifest import Manifest
from api.positions import latest
from api.snapshot import snapshot
from portal.windows.instants import rfc3339

# Told after every batch: kind, how many of its records are written, how many there are.
Progress = Callable[[str, int, int], None]


def quietly(kind: str, done: int, total: int) -> None:
    """Tell nobody."""


def export(progress: Progress = quietly, *, wait: bool = True) -> Manifest:
    """Make a dump and serve it; until then the one before stays as it is, wherever this is killed.

    Begins again where something was taken back meanwhile. While another process makes one, waits for its turn or
    raises shelf.Busy.
    """
    with shelf.workplace(wait=wait) as place:
        while True:
            made = _written(place, progress)
            try:
                shelf.put(made, place)
            except shelf.Outdated:
                continue
            return made


def _written(place: Path, progress: Progress) -> Manifest:
    """The dump's files in `place`, all from one consistent view of the database."""
    with snapshot():
        now, cursor = timezone.now(), latest()
        files: list[File] = []
        texts: list[File] = []
        for kind in COLLECTIONS:
            listed, table, whole = _kind(place, kind, now, progress)
            files += [listed, table]
            texts.append(whole)
    return Manifest(cursor, rfc3339(now), settings.API_LICENCE["url"], tuple(files), tuple(texts))


def _kind(place: Path, kind: str, now: dt.datetime, progress: Progress) -> tuple[File, File, File]:
    headed = columns.columns(kind)
    listed, table = Lines(place, kind, kind), Table(place, kind, headed)
    whole = Lines(place, kind, f"{kind}.texts")
    total = records.count(kind)
    progress(kind, 0, total)
    for batch in records.records(kind, now):
        for short, long in batch:
            listed.add(short)
            table.add(columns.row(headed, short))
            whole.add(long)
        progress(kind, listed.part.records, total)
    return listed.finish(), table.finish(), whole.finish()
