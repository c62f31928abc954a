"""What a job's function is given, and how one job is done: idempotent functions, a lease, three attempts."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.jobs.models import Job, State

logger = logging.getLogger(__name__)

LEASE = dt.timedelta(seconds=30)
ATTEMPTS = 3


class JobRefused(Exception):
    """Raised by a job's function when trying again is of no use; the message is for the person who asked for it."""


class LostLease(Exception):
    """Another worker has taken the job over: this one stops without a trace."""


class Run:
    """One attempt at a job. Functions are called as `function(run, **arguments)` and return the result as JSON."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.user = job.user

    def progress(self, done: int, total: int, stage: str = "") -> None:
        """Tell who waits how far it is; renews the lease, so a long function calls it at least every 10 seconds."""
        self._write(done=done, total=total, stage=stage[:255], leased_until=timezone.now() + LEASE)

    def beat(self) -> None:
        """Renew the lease and say nothing."""
        self._write(leased_until=timezone.now() + LEASE)

    def _write(self, **values: Any) -> None:
        mine = Job.objects.filter(pk=self.job.pk, state=State.RUNNING, attempts=self.job.attempts)
        if not mine.update(**values):
            raise LostLease(self.job.pk)


def take(now: dt.datetime) -> Job | None:
    """Claim the next job that is due, or one whose worker fell silent; None when there is none."""
    due = Q(state=State.WAITING, not_before__lte=now) | Q(state=State.RUNNING, leased_until__lt=now)
    while found := Job.objects.filter(due).order_by("not_before").values("pk", "attempts").first():
        claim = Job.objects.filter(due, pk=found["pk"], attempts=found["attempts"])
        if claim.update(state=State.RUNNING, attempts=F("attempts") + 1, leased_until=now + LEASE):
            return Job.objects.select_related("user").get(pk=found["pk"])
    return None


def do(job: Job) -> None:
    """Run a claimed job and store how it ended. What its function does is its own business with transactions."""
    try:
        if job.attempts > ATTEMPTS:
            raise JobRefused("the worker ended three times while it was at this")
        result = function_of(job.kind)(Run(job), **job.arguments)
    except LostLease:
        logger.warning("job %s was taken over by another worker", job.pk)
    except JobRefused as refusal:
        _finish(job, State.FAILED, error=str(refusal))
    except Exception as error:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        _again(job, f"{type(error).__name__}: {error}")
    else:
        _finish(job, State.DONE, result=result or {})


def function_of(kind: str) -> Callable[..., dict[str, Any] | None]:
    """The function that settings.JOB_KINDS names for a kind."""
    function: Callable[..., dict[str, Any] | None] = import_string(settings.JOB_KINDS[kind])
    return function


def _again(job: Job, error: str) -> None:
    """Another try after a while, three in all."""
    if job.attempts >= ATTEMPTS:
        _finish(job, State.FAILED, error=error)
        return
    later = timezone.now() + dt.timedelta(seconds=2**job.attempts)
    _mine(job).update(state=State.WAITING, not_before=later, error=error)


def _finish(job: Job, state: State, **values: Any) -> None:
    with transaction.atomic():
        _mine(job).update(state=state, finished_at=timezone.now(), leased_until=None, **{"error": "", **values})


def _mine(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)
