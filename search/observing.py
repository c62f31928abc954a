"""Tells whoever listens how long each call of the engine took and how it ended."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.dispatch import Signal

# Sent after a call with `call` (the method), `result` ("ok", or the error's class), `seconds`.
called = Signal()
CALLS = frozenset({"search", "totals", "titles", "apply", "filed"})


class Observed:
    """An engine as it is, with its calls told. It stands for an Engine, so it has no methods of its own."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._engine, name)
        return _told(name, member) if name in CALLS else member


def _told(call: str, method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def telling(*args: Any, **given: Any) -> Any:
        began, result = time.perf_counter(), "ok"
        try:
            return method(*args, **given)
        except Exception as error:
            result = type(error).__name__
            raise
        finally:
            called.send(None, call=call, result=result, seconds=time.perf_counter() - began)

    return telling
