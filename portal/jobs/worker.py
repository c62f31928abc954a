"""The part of every worker that does jobs: unlike the log's consumers it needs no election, a lease is enough."""

import logging
import threading

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.jobs.queue import forget_old
from portal.jobs.running import Run, do, take

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
BEAT_SECONDS = 10
TIDY_SECONDS = 60


def work(stop: threading.Event) -> None:
    """Do jobs until stopped, settings.JOBS_AT_ONCE at a time."""
    threads = [threading.Thread(target=_loop, args=(stop,), daemon=True) for _ in range(settings.JOBS_AT_ONCE)]
    threads.append(threading.Thread(target=_tidy, args=(stop,), daemon=True))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def drain() -> int:
    """Do every job that is due, in this thread; returns how many. For tests and `run_worker --once`."""
    done = 0
    while job := take(timezone.now()):
        do(job)
        done += 1
    return done


def _loop(stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                job = take(timezone.now())
                if job:
                    with _Beating(job):
                        do(job)
                    continue
            except Exception:
                logger.exception("a turn of the job worker failed")
            stop.wait(LOOK_SECONDS)
    finally:
        connections.close_all()


def _tidy(stop: threading.Event) -> None:
    """Ask for the jobs that come by themselves, and forget old ones."""
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                for path in settings.JOB_SCHEDULES:
                    import_string(path)(timezone.now())
                forget_old(timezone.now())
            except Exception:
                logger.exception("jobs that come by themselves could not be asked for")
            stop.wait(TIDY_SECONDS)
    finally:
        connections.close_all()


class _Beating:
    """Renews the lease while a function works in silence."""

    def __init__(self, job) -> None:
        self.run = Run(job)
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_) -> None:
        self.over.set()

    def _beat(self) -> None:
        try:
            while not self.over.wait(BEAT_SECONDS):
                self.run.beat()
        except Exception:
            logger.warning("the lease of job %s could not be renewed", self.run.job.pk)
        finally:
            connections.close_all()
