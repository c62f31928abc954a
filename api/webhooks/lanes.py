"""Threads for requests: each lane runs at most so many at a time, and what waits in one holds up no other."""

import threading
from collections import deque
from collections.abc import Callable

from django.db import connection


class Lane:
    """Starts threads as they are needed. They are daemons: a worker that is told to stop does not wait for receivers,
    and what they were at is repeated.
    """

    def __init__(self, name: str, size: int) -> None:
        self.name, self.size = name, size
        self._waiting: deque[Callable[[], None]] = deque()
        self._running = 0
        self._lock = threading.Lock()

    def submit(self, job: Callable[[], None]) -> None:
        """Run it as soon as there is room. It must not raise."""
        with self._lock:
            self._waiting.append(job)
            if self._running >= self.size:
                return
            self._running += 1
        threading.Thread(target=self._run, daemon=True, name=self.name).start()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._running -= 1
                    return
                job = self._waiting.popleft()
            try:
                job()
            finally:
                # Of a pool it goes back at once; a thread that ends would keep it from the others.
                connection.close()
