"""Threads for requests: each lane runs at most so many at a time, and what waits in one holds up no other."""

import logging
import threading
from collections import deque
from collections.abc import Callable

from django.db import connection

logger = logging.getLogger(__name__)

# A thread that had nothing to do for so long ends.
IDLE_SECONDS = 10.0


class Lane:
    """Starts threads as they are needed. They are daemons: a worker that is told to stop does not wait for receivers,
    and what they were at is repeated.
    """

    def __init__(self, name: str, size: int) -> None:
        self.name, self.size = name, size
        self._waiting: deque[Callable[[], None]] = deque()
        self._news = threading.Condition()
        self._running = self._idle = 0

    def submit(self, job: Callable[[], None]) -> None:
        """Run it as soon as there is room; what it raises is logged."""
        with self._news:
            self._waiting.append(job)
            if self._idle >= len(self._waiting):
                self._news.notify()
            elif self._running < self.size:
                self._running += 1
                threading.Thread(target=self._run, daemon=True, name=self.name).start()

    def _run(self) -> None:
        try:
            while job := self._next():
                try:
                    job()
                except Exception:
                    # A thread that died here would be missing from the lane for ever.
                    logger.exception("a job of lane %s failed", self.name)
                finally:
                    _give_back()
        finally:
            connection.close()

    def _next(self) -> Callable[[], None] | None:
        with self._news:
            self._idle += 1
            self._news.wait_for(lambda: self._waiting, IDLE_SECONDS)
            self._idle -= 1
            if self._waiting:
                return self._waiting.popleft()
            self._running -= 1
            return None


def _give_back() -> None:
    """A pooled connection goes to those who wait for one; opening SQLite's file anew would cost more than it saves."""
    if connection.vendor != "sqlite":
        connection.close()
