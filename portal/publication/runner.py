"""The worker: consumers follow the log, the sweeper follows the clock. Killed anywhere, it loses nothing."""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.log_context import bound
from portal.publication.consumers import AWAY, Consumer, advance, configured_consumers, note_error
from portal.publication.election import Candidate, candidate
from portal.publication.models import DueBoundary
from portal.publication.wake import watch

logger = logging.getLogger(__name__)

# Consumers look after what they keep (`tend`) this often while nothing is published.
TURN_SECONDS = 0.5
SWEEP_SECONDS = 1.0
STAND_SECONDS = 1.0
# An index must be whole again within a minute after its engine came back.
LONGEST_PAUSE_SECONDS = 10.0
# What is in hand may end; the supervisor kills after six seconds.
STOP_SECONDS = 4.0
SWEEPER = "sweeper"


class Worker:
    """Runs every consumer and the sweeper: `run` each in a thread of its own, `run_once` and `drain` in turn."""

    def __init__(self, consumers: Iterable[Consumer] | None = None, sweep: Callable[[dt.datetime], int] | None = None):
        self.consumers = list(consumers if consumers is not None else configured_consumers())
        self.sweep = sweep or import_string(settings.PUBLICATION_SWEEPER)
        self.failures: dict[str, int] = {}
        self.resume_at: dict[str, dt.datetime] = {}
        self.swept_at: dt.datetime | None = None

    def run(self, stop: threading.Event) -> None:
        """Work whenever this worker is the one elected, until stopped. Raises RuntimeError when a thread ended."""
        with candidate() as lock:
            while not stop.is_set():
                if self._elected(lock, stop):
                    logger.info("this worker leads")
                    self._lead(lock, stop)
                else:
                    stop.wait(STAND_SECONDS)

    def _elected(self, lock: Candidate, stop: threading.Event) -> bool:
        try:
            return lock.stand(stop)
        except Exception:
            logger.warning("no worker can be elected now; trying again", exc_info=True)
            return False

    def _lead(self, lock: Candidate, stop: threading.Event) -> None:
        """One thread each, so that a slow or hanging consumer holds nobody else up; until stopped or deposed."""
        halt = threading.Event()
        turns = [partial(self._follow, consumer) for consumer in self.consumers] + [self._sweep_when_due]
        threads = [threading.Thread(target=self._loop, args=(turn, lock, halt), daemon=True) for turn in turns]
        for thread in threads:
            thread.start()
        try:
            while not (stop.wait(TURN_SECONDS) or halt.is_set()):
                if not lock.leads():
                    logger.warning("this worker leads no longer")
                    return
                if not all(thread.is_alive() for thread in threads) and not halt.is_set():
                    raise RuntimeError("a part of the worker ended by itself")
        finally:
            halt.set()
            _join(threads, stop)

    def _loop(self, turn: Callable[[threading.Event], None], lock: Candidate, halt: threading.Event) -> None:
        try:
            while not halt.is_set():
                if not lock.leads():
                    halt.set()
                    return
                close_old_connections()
                self._guarded_turn(turn, halt)
        finally:
            connections.close_all()

    def _guarded_turn(self, turn: Callable[[threading.Event], None], halt: threading.Event) -> None:
        """What fails beside the consumer's own work (its pause, its sleep) must not end the thread."""
        try:
            turn(halt)
        except Exception:
            logger.exception("a turn of the worker failed")
            halt.wait(STAND_SECONDS)

    def _follow(self, consumer: Consumer, halt: threading.Event) -> None:
        """A turn of a consumer. It sleeps from the head it saw before, so nothing published meanwhile waits."""
        head = watch().position
        if self._guarded(consumer.name, partial(advance, consumer)):
            return
        pause = self._pause_left(consumer.name)
        if pause:
            halt.wait(pause)
        else:
            watch().wait(head, TURN_SECONDS)

    def _sweep_when_due(self, halt: threading.Event) -> None:
        now = timezone.now()
        if not self._guarded(SWEEPER, partial(self.sweep, now)):
            halt.wait(self._pause_left(SWEEPER) or _until_next_boundary(now))

    def run_once(self) -> int:
        """One turn of everything, in this thread; returns how many events and boundaries were handled."""
        handled = 0
        for consumer in self.consumers:
            handled += self._guarded(consumer.name, partial(advance, consumer))
        now = timezone.now()
        if self.swept_at is None or (now - self.swept_at).total_seconds() >= SWEEP_SECONDS:
            self.swept_at = now
            handled += self._guarded(SWEEPER, partial(self.sweep, now))
        return handled

    def drain(self) -> int:
        """Run until nothing is left to do; returns how much was done. For tests and one-off commands."""
        total = 0
        self.swept_at = None
        while handled := self.run_once():
            total += handled
        return total

    def _guarded(self, name: str, step: Callable[[], int]) -> int:
        if self._pause_left(name):
            return 0
        with bound(consumer=name):
            try:
                handled = step()
            except Exception as error:
                self._pause(name, error)
                return 0
        self.failures.pop(name, None)
        return handled

    def _pause_left(self, name: str) -> float:
        """Seconds for which the part is left alone after a failure."""
        resume_at = self.resume_at.get(name)
        return max(0.0, (resume_at - timezone.now()).total_seconds()) if resume_at else 0.0

    def _pause(self, name: str, error: Exception) -> None:
        """Wait twice as long after every failure, and leave the reason where an operator looks for it."""
        if isinstance(error, AWAY):
            logger.warning("%s has to wait: %s: %s", name, type(error).__name__, error)
        else:
            logger.error("%s failed; it will be tried again", name, exc_info=error)
        self.failures[name] = self.failures.get(name, 0) + 1
        seconds = min(LONGEST_PAUSE_SECONDS, 2.0 ** self.failures[name])
        self.resume_at[name] = timezone.now() + dt.timedelta(seconds=seconds)
        if name != SWEEPER:
            _note_error(name, error)


def _note_error(name: str, error: Exception) -> None:
    try:
        note_error(name, error)
    except AWAY:
        logger.warning("the reason why %s waits could not be stored", name)


def _until_next_boundary(now: dt.datetime) -> float:
    coming = DueBoundary.objects.filter(position=None, due_at__gt=now).order_by("due_at")
    due_at = coming.values_list("due_at", flat=True).first()
    wait = (due_at - timezone.now()).total_seconds() if due_at else SWEEP_SECONDS
    return min(SWEEP_SECONDS, max(0.0, wait))


def _join(threads: list[threading.Thread], stop: threading.Event) -> None:
    """Wait for what is in hand: to its end before this worker may stand again, only a little when it is to stop.

    What hangs then ends with the process, and is done again.
    """
    while any(thread.is_alive() for thread in threads) and not stop.wait(0.1):
        pass
    deadline = time.monotonic() + STOP_SECONDS
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
