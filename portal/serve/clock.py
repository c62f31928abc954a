"""Who is due next, without looking at everybody."""

import heapq
import itertools
import time
from collections.abc import Iterator
from typing import Any


class Clock:
    """Things due at instants of time.monotonic(). What has left meanwhile is the caller's to leave out."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Any]] = []
        self._order = itertools.count()

    def set(self, due: float, thing: Any) -> None:
        """Once for each call."""
        heapq.heappush(self._heap, (due, next(self._order), thing))

    def left(self) -> float:
        """Seconds until something is due, infinite when nothing is."""
        return max(0.0, self._heap[0][0] - time.monotonic()) if self._heap else float("inf")

    def due(self) -> Iterator[Any]:
        """What is due now, each once."""
        now = time.monotonic()
        while self._heap and self._heap[0][0] <= now:
            yield heapq.heappop(self._heap)[2]
