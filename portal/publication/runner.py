"""The worker's loop: consumers follow the log, the sweeper follows the clock. Killed anywhere, it loses nothing."""

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterable
from functools import partial

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.publication.consumers import Consumer, advance, beat, configured_consumers, cursor_of

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.3
SWEEP_SECONDS = 1.0
# An index must be whole again within a minute after its engine came back.
LONGEST_PAUSE_SECONDS = 10.0


class Worker:
    """Runs every consumer and the sweeper in turn until `stop` is set."""

    def __init__(self, consumers: Iterable[Consumer] | None = None, sweep: Callable[[dt.datetime], int] | None = None):
        self.consumers = list(consumers if consumers is not None else configured_consumers())
        self.sweep = sweep or import_string(settings.PUBLICATION_SWEEPER)
        self.failures: dict[str, int] = {}
        self.resume_at: dict[str, dt.datetime] = {}
        self.swept_at: dt.datetime | None = None

    def run(self, stop: threading.Event) -> None:
        """Loop until stopped; a failing part pauses longer and longer, the others go on."""
        while not stop.is_set():
            close_old_connections()
            if not self.run_once():
                stop.wait(POLL_SECONDS)

    def run_once(self) -> int:
        """One turn of everything; returns how many events and boundaries were handled."""
        handled = 0
        for consumer in self.consumers:
            handled += self._guarded(consumer.name, partial(advance, consumer))
        now = timezone.now()
        if self.swept_at is None or (now - self.swept_at).total_seconds() >= SWEEP_SECONDS:
            self.swept_at = now
            handled += self._guarded("sweeper", partial(self.sweep, now))
        return handled

    def drain(self) -> int:
        """Run until nothing is left to do; returns how much was done. For tests and one-off commands."""
        total = 0
        self.swept_at = None
        while handled := self.run_once():
            total += handled
        return total

    def _guarded(self, name: str, step: Callable[[], int]) -> int:
        if timezone.now() < self.resume_at.get(name, dt.datetime.min.replace(tzinfo=dt.UTC)):
            return 0
        try:
            handled = step()
        except Exception as error:
            logger.exception("%s failed; it will be tried again", name)
            self._pause(name, error)
            return 0
        self.failures.pop(name, None)
        return handled

    def _pause(self, name: str, error: Exception) -> None:
        """Wait twice as long after every failure, and leave the reason where an operator looks for it."""
        self.failures[name] = self.failures.get(name, 0) + 1
        seconds = min(LONGEST_PAUSE_SECONDS, 2.0 ** self.failures[name])
        self.resume_at[name] = timezone.now() + dt.timedelta(seconds=seconds)
        if name != "sweeper":
            beat(name, position=cursor_of(name).position, error=f"{type(error).__name__}: {error}"[:1000])
