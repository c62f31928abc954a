"""What the night's jobs found: links that readers cannot follow, live records that lack something."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Link(models.Model):
    """An address that records point at. `digest` is its SHA-256; `status` the last HTTP status, null for none.

    `failed_days` counts the different Shanghai days in a row on which it could not be reached; `broken` follows from
    it, or, for an `internal` address, from the page tree. Instants are UTC.
    """

    digest = models.CharField(max_length=64, unique=True)
    url = models.TextField(_("address"))
    host = models.CharField(_("host"), max_length=255, db_index=True)
    internal = models.BooleanField(_("on this site"), default=False)
    broken = models.BooleanField(_("broken"), default=False, db_index=True)
    status = models.PositiveSmallIntegerField(_("status code"), null=True)
    error = models.CharField(_("what happened"), max_length=255, blank=True)
    failed_days = models.PositiveSmallIntegerField(_("days failed"), default=0)
    last_failed_on = models.DateField(_("last failed on"), null=True)
    checked_at = models.DateTimeField(_("checked"), null=True)
    next_at = models.DateTimeField(_("next check"), null=True, db_index=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.url


class LinkUse(models.Model):
    """Where a live record shows a link; `place` is a field's name."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="uses")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, verbose_name=_("record"), related_name="+")
    place = models.CharField(_("place"), max_length=64)

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        constraints = [models.UniqueConstraint(fields=["link", "page", "place"], name="link_use_once")]

    def __str__(self) -> str:
        return f"{self.place}: {self.link}"


class IncompleteRecord(models.Model):
    """A live record that lacks what the gate asks of its kind; `missing` is `[{field, text, anchor}]`."""

    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, verbose_name=_("record"), related_name="+")
    kind = models.CharField(_("kind"), max_length=32)
    owner = models.ForeignKey(
        "taxonomy.Organisation", models.CASCADE, verbose_name=_("owner of the record"), null=True, related_name="+"
    )
    missing = models.JSONField(_("what is missing"), default=list)
    count = models.PositiveSmallIntegerField(_("number missing"), default=0)
    looked_at = models.DateTimeField(_("looked at"))

    class Meta:
        verbose_name = _("incomplete record")
        verbose_name_plural = _("incomplete records")
        ordering = ["-count", "page_id"]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.count}"
