"""What was asked of the hub and is not verified yet, and who is told of what."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _


def key_of(topic: str, callback: str) -> str:
    """Who is told of what, short enough for an index: one subscriber has one callback for a topic (WebSub §5.1)."""
    return hashlib.sha256(f"{topic}\n{callback}".encode("utf-8", "replace")).hexdigest()


class HubRequest(models.Model):
    """To be verified with the callback; a later request for the same replaces it. Secrets are sealed."""

    key = models.CharField(max_length=64, primary_key=True)
    mode = models.CharField(max_length=16)
    topic = models.TextField()
    callback = models.TextField()
    host = models.CharField(max_length=255, db_index=True)
    lease_seconds = models.PositiveIntegerField()
    secret = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.mode} {self.topic}"


class HubSubscription(models.Model):
    """`news` is the last event that changed the topic, `position` the one up to which the subscriber was told.

    `failures` counts the failed attempts with the news in hand, `next_attempt_at` is when it is tried again.
    """

    key = models.CharField(max_length=64, primary_key=True)
    topic = models.TextField(_("feed"))
    callback = models.TextField(_("address"))
    host = models.CharField(max_length=255, db_index=True)
    secret = models.TextField(blank=True)
    expires_at = models.DateTimeField(_("until"))
    position = models.BigIntegerField()
    news = models.BigIntegerField()
    failures = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True)
    last_error = models.CharField(_("last error"), max_length=32, blank=True)

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("WebSub subscription")
        verbose_name_plural = _("WebSub subscriptions")

    def __str__(self) -> str:
        return f"{self.topic} → {self.host}"
