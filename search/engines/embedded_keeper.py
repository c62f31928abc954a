"""The writer of the serving index, kept for a while: opening one and waiting for its merges outlasts most batches."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakValueDictionary

from search.engine import EngineUnavailable
from search.engines.embedded_reader import guarded
from search.engines.embedded_writer import Writer

# Merges go on meanwhile; after it another process can have the writer.
KEPT_SECONDS = 5.0


class Keeper:
    """Given back when nothing was written for KEPT_SECONDS, when another index serves, and before a fork."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._writer: Writer | None = None
        self._timer: threading.Timer | None = None

    @contextmanager
    def writer(self, path: Path) -> Iterator[Writer]:
        """The writer of this index for one batch. What a failed batch left uncommitted goes with its writer."""
        with self._lock:
            if self._writer and self._writer.path != path:
                self.release()
            writer = self._writer = self._writer or Writer(path)
            try:
                yield writer
            except BaseException:
                self.release()
                raise
            self._release_later()

    def release(self) -> None:
        """Give the writer back, if there is one."""
        with self._lock:
            writer, self._writer = self._writer, None
            if self._timer:
                self._timer.cancel()
            if writer:
                with suppress(EngineUnavailable):
                    guarded(writer.close)

    def _release_later(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = threading.Timer(KEPT_SECONDS, self.release)
        self._timer.daemon = True
        self._timer.start()

    def before_fork(self) -> None:
        """A child has none of the writer's threads, but would hold its lock for as long as it lives."""
        self._lock.acquire()
        self.release()

    def after_fork(self) -> None:
        """In both processes."""
        self._lock.release()


def keeper(folder: Path) -> Keeper:
    """The one of this process for a folder of indexes."""
    with _keepers_lock:
        return _keepers.setdefault(folder.absolute(), Keeper())


_keepers: WeakValueDictionary[Path, Keeper] = WeakValueDictionary()
_keepers_lock = threading.Lock()
_forking: list[Keeper] = []


def _before_fork() -> None:
    _forking[:] = _keepers.values()
    for keeper in _forking:
        keeper.before_fork()


def _after_fork() -> None:
    while _forking:
        _forking.pop().after_fork()


os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork)
