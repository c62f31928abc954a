"""One thread a process that watches the log's head, so that everybody who waits for news is woken at once."""

import logging
import os
import threading
from collections.abc import Callable

from django.db import connection

from portal.publication.head_sources import CHANNEL, HeadSource, open_source

logger = logging.getLogger(__name__)

RETRY_SECONDS = 0.5
Callback = Callable[[int], None]


class HeadWatch:
    """Follows epoch and position from the first `wait` or `subscribe` on. A database that is away only delays it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._callbacks: set[Callback] = set()
        self._thread: threading.Thread | None = None
        self._epoch, self._position = "", -1

    @property
    def position(self) -> int:
        """The last position seen; -1 before the first look. It may lag behind the database by a moment."""
        return self._position

    def wait(self, position: int, timeout: float) -> bool:
        """Sleep until the log goes beyond `position` or begins a new epoch; False after `timeout` seconds or `stop`.

        True may come without anything new for the caller: read again, from where you are.
        """
        self._start()
        with self._changed:
            epoch = self._epoch
            self._changed.wait_for(lambda: self._beyond(position, epoch) or self._stopping.is_set(), timeout)
            return self._beyond(position, epoch)

    def subscribe(self, callback: Callback) -> None:
        """Call `callback(position)` from the watch's thread whenever the head moved. It must return at once."""
        with self._changed:
            self._callbacks.add(callback)
        self._start()

    def unsubscribe(self, callback: Callback) -> None:
        """No more calls, one that is under way apart; unknown callbacks are ignored."""
        with self._changed:
            self._callbacks.discard(callback)

    def stop(self) -> None:
        """End the thread and let go who waits. For tests: a process's own watch lives as long as the process."""
        self._stopping.set()
        with self._changed:
            self._changed.notify_all()
        if self._thread and self._thread is not threading.current_thread():
            self._thread.join()

    def _beyond(self, position: int, epoch: str) -> bool:
        return self._position > position or bool(epoch and epoch != self._epoch)

    def _start(self) -> None:
        with self._changed:
            if self._thread is None and not self._stopping.is_set():
                self._thread = threading.Thread(target=self._run, name="head-watch", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with open_source() as source:
                    self._follow(source)
            except Exception:
                logger.warning("the log's head cannot be watched; trying again", exc_info=True)
                self._stopping.wait(RETRY_SECONDS)

    def _follow(self, source: HeadSource) -> None:
        while not self._stopping.is_set():
            self._see(*source.head())
            source.rest(self._stopping)

    def _see(self, epoch: str, position: int) -> None:
        with self._changed:
            if (epoch, position) == (self._epoch, self._position):
                return
            self._epoch, self._position = epoch, position
            self._changed.notify_all()
            callbacks = list(self._callbacks)
        for callback in callbacks:
            try:
                callback(position)
            except Exception:
                logger.exception("a subscriber of the log's head failed")


_lock = threading.Lock()
_watch: HeadWatch | None = None


def watch() -> HeadWatch:
    """The process's one watch."""
    global _watch
    with _lock:
        if _watch is None:
            _watch = HeadWatch()
        return _watch


def stop_watching() -> None:
    """End the process's watch; the next `watch()` is a new one."""
    global _watch
    with _lock:
        ended, _watch = _watch, None
    if ended:
        ended.stop()


def announce() -> None:
    """Inside the transaction that moves the head: wake every watch when it commits. SQLite's watches poll."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")


def _forget() -> None:
    """A forked child has none of the parent's threads; its first use begins a watch of its own."""
    global _lock, _watch
    _lock, _watch = threading.Lock(), None


os.register_at_fork(after_in_child=_forget)
