"""Work that waiting readers cause, a little at a time: news must not take the threads that serve pages."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any

AT_ONCE = 4
Errand = tuple[Callable[[], Any], Callable[[Future], None]]


class Errands:
    """Jobs in a pool of threads, at most AT_ONCE at any time, in order. Used from one thread only.

    `back` brings a call into that thread; there each job's `then` is called with its future.
    """

    def __init__(self, pool: Executor, back: Callable[..., None]) -> None:
        self._pool, self._back = pool, back
        self._waiting: deque[Errand] = deque()
        self._running = 0

    def add(self, job: Callable[[], Any], then: Callable[[Future], None]) -> None:
        """Have a job done."""
        self._waiting.append((job, then))
        self._start()

    def _start(self) -> None:
        while self._waiting and self._running < AT_ONCE:
            job, then = self._waiting.popleft()
            self._running += 1
            future = self._pool.submit(job)
            future.add_done_callback(partial(self._back, self._done, then))

    def _done(self, then: Callable[[Future], None], future: Future) -> None:
        self._running -= 1
        self._start()
        then(future)
