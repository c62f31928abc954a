"""Endpoints, each with its own cursor in the log, and what was sent to them."""

import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from api.subscribers.models import Subscriber


class Endpoint(models.Model):
    """Where a subscriber wants events. Everything after `position` is still to be sent, in order, one at a time.

    `failures` counts the failed attempts of the event in hand, `next_attempt_at` is when it is tried again. `claim` is
    the worker process that sends now; what it finds out counts only while the claim is its own and the position is the
    one it began with. Secrets are sealed (api.webhooks.secrets).
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("waits for its challenge")
        ACTIVE = "active", _("receives events")
        PAUSED = "paused", _("paused: events are held")
        DISABLED = "disabled", _("switched off")

    class Reason(models.TextChoices):
        NONE = "", ""
        NOT_VERIFIED = "not_verified", _("no challenge was answered yet")
        URL_CHANGED = "url_changed", _("its address changed")
        CHALLENGE_FAILED = "challenge_failed", _("the challenge was not answered")
        GONE = "gone", _("it answered 410 Gone")
        ATTEMPTS_EXHAUSTED = "attempts_exhausted", _("every attempt failed")
        POSITION_EXPIRED = "position_expired", _("what it waits for is no longer kept")
        FILTER_INVALID = "filter_invalid", _("its filter names what no longer exists")
        SECRET_UNREADABLE = "secret_unreadable", _("its secret cannot be read with this portal's key")
        BY_STAFF = "by_staff", _("by the portal's staff")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="endpoints", verbose_name=_("subscriber"))
    url = models.CharField(_("address"), max_length=2000)
    event_types = models.JSONField(_("event types"), default=list)
    filter = models.TextField(_("filter"), blank=True)
    description = models.CharField(_("description"), max_length=500, blank=True)
    status = models.CharField(_("state"), max_length=16, choices=Status.choices, default=Status.PENDING)
    reason = models.CharField(
        _("reason"), max_length=32, choices=Reason.choices, default=Reason.NOT_VERIFIED, blank=True
    )
    secret = models.TextField()
    previous_secret = models.TextField(blank=True)
    previous_until = models.DateTimeField(null=True)
    position = models.BigIntegerField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True)
    last_attempt_at = models.DateTimeField(_("last attempt"), null=True)
    last_success_at = models.DateTimeField(_("last success"), null=True)
    last_error = models.CharField(_("last error"), max_length=32, blank=True)
    last_seconds = models.FloatField(default=0.0)
    claim = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True)
    told = models.BooleanField(default=True)
    verified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["-created_at"]
        default_permissions = ("view", "change")
        indexes = [models.Index(fields=["status", "position"], name="endpoint_due")]
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")

    def __str__(self) -> str:
        return self.url

    @property
    def verified(self) -> bool:
        """Whether its present address has answered a challenge."""
        return self.verified_at is not None


class Delivery(models.Model):
    """A message to an endpoint: `message_id` is its `webhook-id`, the same on every attempt.

    `attempts` is `[{at, status_code, duration_ms, error}]`, the newest last; `position` is null for test messages.
    """

    class State(models.TextChoices):
        SENDING = "sending", _("under way")
        WAITING = "waiting", _("tried again later")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="deliveries")
    message_id = models.CharField(max_length=64)
    type = models.CharField(max_length=64)
    position = models.BigIntegerField(null=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.SENDING)
    attempts = models.JSONField(default=list)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["endpoint", "message_id"], name="delivery_once")]
        indexes = [models.Index(fields=["endpoint", "-created_at", "-id"], name="delivery_newest")]

    def __str__(self) -> str:
        return f"{self.type} {self.message_id}"

    def tried(self) -> list[dict[str, Any]]:
        """The attempts with `at` as an instant."""
        return [{**attempt, "at": dt.datetime.fromisoformat(attempt["at"])} for attempt in self.attempts]

    def begin(self, at: dt.datetime) -> None:
        """Note an attempt before it is made: one that is never finished was interrupted."""
        opened = {"at": at.isoformat(), "status_code": None, "duration_ms": None, "error": "interrupted"}
        self.attempts = [*self.attempts[-(MOST_ATTEMPTS - 1) :], opened]
        self.state = self.State.SENDING


MOST_ATTEMPTS = 20
