"""Saved filters, and where what matches them is told."""

import secrets
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from api.subscribers.models import Subscriber
from api.webhooks.models import Endpoint


def new_token() -> str:
    """Nobody guesses the address of somebody else's feed."""
    return secrets.token_urlsafe(24)


class Subscription(models.Model):
    """A filter of the log that a subscriber saved. `filter` is as sent; `canonical` is what counts.

    The filter names terms by their codes, so a renamed or replaced term goes on matching. `token` is not hashed as
    keys are: its holder reads what everybody may read, and its subscriber is shown it again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, related_name="subscriptions", verbose_name=_("subscriber")
    )  # fmt: skip
    filter = models.JSONField(_("filter"), default=str)
    canonical = models.TextField(_("filter in canonical form"), blank=True)
    channels = models.JSONField(_("channels"), default=list)
    endpoint = models.OneToOneField(
        Endpoint, models.SET_NULL, related_name="subscription", verbose_name=_("webhook endpoint"), null=True
    )
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    description = models.CharField(_("description"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["-created_at"]
        default_permissions = ("view",)
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")

    def __str__(self) -> str:
        return self.description or self.canonical or str(self.pk)
