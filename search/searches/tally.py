"""Searches gathered in memory and written from time to time by a thread: a reader's request never writes."""

import atexit
import datetime as dt
import logging
import os
import threading
from dataclasses import dataclass

from django.conf import settings
from django.db import connections
from django.utils import timezone

from search.searches import store
from search.searches.countable import countable

logger = logging.getLogger(__name__)
# At FULL different texts they are written at once; beyond MOST, while writing fails, new texts are lost.
FULL, MOST = 500, 2000


@dataclass
class Count:
    """How often a text was asked for, how often nothing was found, and how many records the last time."""

    asked: int = 0
    nothing: int = 0
    total: int = 0

    def add(self, later: "Count") -> None:
        """Take up what was counted after this."""
        self.asked += later.asked
        self.nothing += later.nothing
        self.total = later.total


Counts = dict[tuple[dt.date, str], Count]


class Tally:
    """The counts of this process that are not yet written."""

    def __init__(self) -> None:
        self._begin()
        self._writes_at_exit = False
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        """Empty, without a thread and with a lock that nobody holds: what a forked process needs."""
        self._lock, self._full = threading.Lock(), threading.Event()
        self._counts: Counts = {}
        self._writer: threading.Thread | None = None

    def add(self, text: str, total: int) -> None:
        """Count one search of this Shanghai day."""
        one = Count(1, int(not total), total)
        with self._lock:
            _merge(self._counts, {(timezone.localdate(), text): one})
            if len(self._counts) >= FULL:
                self._full.set()
            if self._writer is None and settings.SEARCHES_FLUSH_SECONDS:
                self._start_writer()

    def flush(self) -> None:
        """Write what was gathered. Where that fails it is logged and kept for the next time."""
        with self._lock:
            counts, self._counts = self._counts, {}
            self._full.clear()
        if not counts:
            return
        try:
            store.write(counts)
            store.forget_old_days()
        except Exception:
            # No reader may suffer from this, whatever the database says.
            logger.exception("searches could not be counted")
            with self._lock:
                later, self._counts = self._counts, counts
                _merge(self._counts, later)

    def _start_writer(self) -> None:
        if not self._writes_at_exit:
            atexit.register(self.flush)
            self._writes_at_exit = True
        self._writer = threading.Thread(target=self._write_later, name="searches", daemon=True)
        self._writer.start()

    def _write_later(self) -> None:
        """One writing; the next search starts the next thread, so an idle process has none."""
        self._full.wait(settings.SEARCHES_FLUSH_SECONDS)
        with self._lock:
            self._writer = None
        try:
            self.flush()
        finally:
            connections.close_all()


def _merge(counts: Counts, later: Counts) -> None:
    for key, count in later.items():
        if key in counts or len(counts) < MOST:
            counts.setdefault(key, Count()).add(count)


tally = Tally()


def note(text: str, total: int) -> None:
    """Count one search that found `total` records, unless it may name a person. Writes nothing, never fails."""
    if plain := countable(text):
        tally.add(plain, total)
