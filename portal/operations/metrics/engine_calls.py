"""Counts what search tells of its engine."""

from typing import Any

from portal.operations.metrics.counters import ENGINE_CALLS, ENGINE_SECONDS, safely
from search.observing import called


def count(sender: Any, call: str, result: str, seconds: float, **given: Any) -> None:
    """One call that ended."""

    def note() -> None:
        ENGINE_CALLS.labels(call, result).inc()
        ENGINE_SECONDS.labels(call).observe(seconds)

    safely(note)


called.connect(count, dispatch_uid="portal.operations.metrics")
