"""A piece of work that waits for the worker, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Job(models.Model):
    """`kind` is a key of settings.JOB_KINDS; `arguments` and `result` are JSON. Instants are UTC.

    While it runs, `leased_until` says how long its worker may be silent before another one takes it over.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=64)
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=255, blank=True)
    result = models.JSONField(default=dict)
    error = models.TextField(_("error"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("user"), null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["created_at"]
        indexes = [models.Index(fields=["state", "not_before"], name="jobs_next")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in (State.DONE, State.FAILED)

    @property
    def share(self) -> int:
        """Progress in percent, 0 while the total is unknown."""
        return 100 if self.state == State.DONE else min(99, 100 * self.done // self.total) if self.total else 0
