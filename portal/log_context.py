"""What every line of a log says beside its message: which request, or which consumer at which position."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_bound: ContextVar[dict[str, Any]] = ContextVar("log_context", default={})  # noqa: B039 - replaced, never changed


@contextmanager
def bound(**values: Any) -> Iterator[dict[str, Any]]:
    """Lines logged inside the block, by this thread or task, carry these members."""
    token = _bound.set({**_bound.get(), **values})
    try:
        yield values
    finally:
        _bound.reset(token)


class Bound(logging.Filter):
    """Puts the members on each record; what a line gives itself stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a line."""
        for name, value in _bound.get().items():
            record.__dict__.setdefault(name, value)
        return True
