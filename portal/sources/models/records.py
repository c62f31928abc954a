"""One record of a source with its two memories, last accepted and newest pending, and what was decided about it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.publication.kinds import KINDS
from portal.sources.models.sources import Source


class RecordState(models.TextChoices):
    """Where a record stands; what vanished upstream is told by dates beside it."""

    WAITING = "waiting", _("waits for a decision")
    SETTLED = "settled", _("accepted")
    REJECTED = "rejected", _("rejected")


class SourceRecord(models.Model):
    """`accepted` and `pending` are JSON as the source gave it; a digest ignores what does not matter (spaces, when).

    A pending one that changes again is replaced. `rejected_digest` keeps a rejected one from coming back unchanged.
    `applied` are the fields of the pending one that applied by themselves, with their values in words.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="records")
    upstream_id = models.CharField(_("id at the source"), max_length=255)
    kind = models.CharField(_("kind"), max_length=32)
    title = models.CharField(_("title"), max_length=255)
    state = models.CharField(_("state"), max_length=16, choices=RecordState.choices, default=RecordState.WAITING)
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, verbose_name=_("record here"), null=True, related_name="source_records"
    )
    accepted = models.JSONField(null=True)
    accepted_digest = models.CharField(max_length=64, blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    pending = models.JSONField(null=True)
    pending_digest = models.CharField(max_length=64, blank=True)
    pending_at = models.DateTimeField(null=True)
    applied = models.JSONField(default=dict)
    rejected_digest = models.CharField(max_length=64, blank=True)
    seen_at = models.DateTimeField(default=timezone.now)
    vanished_since = models.DateTimeField(null=True)
    upstream_reason = models.CharField(max_length=32, blank=True)
    asked_at = models.DateTimeField(null=True)
    quiet = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("record of a source")
        verbose_name_plural = _("records of sources")
        ordering = ["-pending_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "upstream_id"], name="record_of_source"),
            models.CheckConstraint(
                condition=models.Q(state="waiting", pending__isnull=False)
                | (~models.Q(state="waiting") & models.Q(pending__isnull=True)),
                name="waiting_has_pending",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "kind"], name="source_record_queue"),
            models.Index(fields=["asked_at"], name="source_record_asked"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(KINDS[self.kind].label) if self.kind in KINDS else self.kind


class Deed(models.TextChoices):
    """What happened to a record of a source."""

    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    APPLIED = "applied", _("applied by itself")
    JOINED = "joined", _("joined to a record that was here")
    VANISHED = "vanished", _("vanished at the source")
    RETURNED = "returned", _("came back at the source")
    ASKED = "asked", _("asked what to do")
    WITHDRAWN = "withdrawn", _("withdrawn here")
    KEPT = "kept", _("kept here")
    QUIET = "quiet", _("kept here, no more questions")


class Decision(models.Model):
    """One step in a record's history; `by` is null for what came by itself, `fields` are labels in words."""

    record = models.ForeignKey(SourceRecord, models.CASCADE, related_name="decisions")
    deed = models.CharField(_("what happened"), max_length=16, choices=Deed.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    fields = models.JSONField(default=list)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_deed_display()} {self.at:%Y-%m-%d %H:%M}"
