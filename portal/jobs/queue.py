"""Ask for a job; the worker takes it once the asking transaction is committed."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone

from portal.jobs.models import Job, State

# Jobs that are over are kept this long for who comes back to look.
KEPT = dt.timedelta(days=30)


def enqueue(kind: str, *, user: Any = None, not_before: dt.datetime | None = None, **arguments: Any) -> Job:
    """Put a job into the queue. `arguments` must be JSON. Raises KeyError for a kind that no setting names."""
    if kind not in settings.JOB_KINDS:
        raise KeyError(kind)
    return Job.objects.create(
        kind=kind, arguments=arguments, user=user, not_before=not_before or timezone.now(),
    )  # fmt: skip


def enqueue_once(kind: str, *, user: Any = None, **arguments: Any) -> Job:
    """The job of this kind and these arguments that still waits, else a new one."""
    waiting = Job.objects.filter(kind=kind, arguments=arguments, state=State.WAITING).first()
    return waiting or enqueue(kind, user=user, **arguments)


def forget_old(now: dt.datetime) -> int:
    """Delete jobs that were over long ago; returns how many."""
    old = Job.objects.filter(state__in=(State.DONE, State.FAILED), finished_at__lt=now - KEPT)
    return old.delete()[0]
