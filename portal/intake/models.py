"""A file on its way to a record, what a list's columns meant last time, and one run over a list."""

import uuid
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.jobs.models import Job


def stored_name(upload: "Upload", name: str) -> str:
    """Under the uploads, which nobody but the back-office serves; the person's own name is kept beside it."""
    return f"intake/{upload.pk}{PurePath(name).suffix.lower()[:10]}"


class UploadState(models.TextChoices):
    """Where a file stands."""

    READING = "reading", _("being read")
    READY = "ready", _("waits for you")
    REFUSED = "refused", _("could not be read")
    MADE = "made", _("became a record")
    DROPPED = "dropped", _("put aside")


class Upload(models.Model):
    """One file that one person gave. `reading` is Reading.to_json(); `chosen` what was typed but not yet saved.

    `kind` is a record kind, empty until it is known. Instants are UTC.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(upload_to=stored_name, max_length=255)
    name = models.CharField(_("file name"), max_length=255)
    bytes = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(_("kind"), max_length=32, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=UploadState.choices, default=UploadState.READING)
    error = models.TextField(_("error"), blank=True)
    reading = models.JSONField(default=dict)
    chosen = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="uploads")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    page = models.ForeignKey(Page, models.SET_NULL, verbose_name=_("record"), null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["user", "state"], name="intake_by_user")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_list(self) -> bool:
        """Whether it holds rows, which become records by a mapping of columns."""
        return PurePath(self.name).suffix.lower() in {".xlsx", ".csv"}

    def earlier(self) -> Any:
        """The record that was made from the same bytes before, by whomever; None when there is none."""
        same = Upload.objects.filter(sha256=self.sha256, page__isnull=False).exclude(pk=self.pk)
        return same.select_related("page").first()


class ColumnMapping(models.Model):
    """What the columns of a list meant the last time: `columns` is {field: column}, for the same header line."""

    kind = models.CharField(max_length=32)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "signature"], name="intake_one_mapping")]

    def __str__(self) -> str:
        return f"{self.kind} {self.signature[:8]}"


class ListRun(models.Model):
    """One go over a list, dry or real. `report` is {counts, rows: [[row, outcome, title, reason]]}."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="runs")
    kind = models.CharField(max_length=32)
    columns = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    dry = models.BooleanField(default=True)
    publish = models.BooleanField(default=False)
    report = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.upload} {self.created_at:%F %T}"
