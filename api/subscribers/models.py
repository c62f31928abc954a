"""Organisations that may subscribe, and the keys by which their programs are known."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subscriber(models.Model):
    """Registered by staff. What belongs to it (endpoints, saved filters) is nobody else's to see."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200, help_text=_("The organisation and the system that subscribes."))
    email = models.EmailField(_("e-mail"), help_text=_("Told when an endpoint is switched off."))
    active = models.BooleanField(
        _("active"), default=True, help_text=_("An inactive subscriber's keys open nothing and nothing is sent to it.")
    )
    note = models.CharField(_("note"), max_length=255, blank=True, help_text=_("For colleagues; never shown outside."))
    created_at = models.DateTimeField(_("registered"), auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")

    def __str__(self) -> str:
        return self.name


class ApiKey(models.Model):
    """A key: only its SHA-256 is kept, and the first characters by which people tell keys apart."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="keys", verbose_name=_("subscriber"))
    label = models.CharField(_("label"), max_length=100, blank=True)
    prefix = models.CharField(_("begins with"), max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        ordering = ["-created_at"]
        default_permissions = ()
        verbose_name = _("key")
        verbose_name_plural = _("keys")

    def __str__(self) -> str:
        return f"{self.prefix}…"
