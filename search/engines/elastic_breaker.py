"""The circuit breaker: after a few failures in a row nobody waits for the server; one request at a time probes it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from elastic_transport import ConnectionError, ConnectionTimeout, SerializationError, TlsError, TransportError
from elasticsearch import ApiError, UnsupportedProductError

from search.engine import EngineUnavailable

# The question's or the index's fault: the server answers, so others may ask.
HARMLESS = frozenset({400, 404, 409, 413})


class Breaker:
    """Closed while all is well; open for `pause` seconds after `failures` in a row; then one probe decides."""

    def __init__(self, failures: int = 3, pause: float = 3.0, clock: Callable[[], float] = time.monotonic):
        self._most, self._pause, self._clock = failures, pause, clock
        self._lock = threading.Lock()
        self._failed = 0
        self._next_probe = 0.0

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Whatever goes wrong inside is EngineUnavailable with a short reason; while open, at once."""
        self._enter()
        try:
            yield
        except Exception as error:
            reason, harmless = judged(error)
            self._answered() if harmless else self._missed()
            raise EngineUnavailable(reason) from error
        self._answered()

    def _enter(self) -> None:
        with self._lock:
            if self._failed < self._most:
                return
            now = self._clock()
            if now < self._next_probe:
                raise EngineUnavailable("Elasticsearch failed a moment ago and is left alone")
            # Whoever comes next waits for the outcome of this probe, or for another pause when it never ends.
            self._next_probe = now + self._pause

    def _answered(self) -> None:
        with self._lock:
            self._failed = 0

    def _missed(self) -> None:
        with self._lock:
            self._failed += 1
            self._next_probe = self._clock() + self._pause


def judged(error: Exception) -> tuple[str, bool]:
    """(reason in a few words, whether the server is well). Reasons hold no addresses with passwords, no documents."""
    if isinstance(error, EngineUnavailable):
        return str(error), False
    if isinstance(error, UnsupportedProductError):
        return "what answers is not Elasticsearch", False
    if isinstance(error, ApiError):
        status = error.meta.status
        return f"Elasticsearch says {status} {kind_of(error)}"[:200], status in HARMLESS
    if isinstance(error, ConnectionTimeout):
        return "Elasticsearch did not answer in time", False
    if isinstance(error, SerializationError):
        return "Elasticsearch answered with something that is not JSON", False
    if isinstance(error, TlsError):
        return f"no secure connection to Elasticsearch: {error.message}"[:200], False
    if isinstance(error, (ConnectionError, TransportError)):
        return f"no connection to Elasticsearch: {error.message}"[:200], False
    return f"Elasticsearch answered with something else than asked for ({type(error).__name__})", False


def kind_of(error: ApiError) -> str:
    """The server's word for the error, and its cause where it gives one."""
    body = error.body.get("error") if isinstance(error.body, dict) else None
    if not isinstance(body, dict):
        return ""
    causes = [cause for cause in body.get("root_cause") or [body] if isinstance(cause, dict)]
    return "; ".join(f"{cause.get('type')}: {str(cause.get('reason'))[:120]}" for cause in causes[:1])
