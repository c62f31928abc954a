"""What a review leaves behind: steps with their records, and texts that were written on top of a newer draft."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

from portal.review.choices import POINTS, Outcome, Step


class ParkedText(models.Model):
    """What somebody typed while another person saved: the whole page as typed, kept until they have chosen.

    `base` is the revision from which both began, None where it is no longer known. `unread` is `[{label, text}]`:
    what was typed into fields that could not be read, a date for instance.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    base = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    unread = models.JSONField(default=list)
    parked_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-parked_at"]

    def __str__(self) -> str:
        return f"{self.page} – {self.user}"


class ReviewTask(AbstractGroupApprovalTask):
    """One step of a review by members of groups. What it demands of a person is in portal.review.steps."""

    step = models.CharField(_("step"), max_length=16, choices=Step.choices, default=Step.RELEASE)

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "step"]

    class Meta:
        verbose_name = _("review step")
        verbose_name_plural = _("review steps")

    @classmethod
    def get_description(cls) -> Promise:
        """What the back-office says where one chooses a kind of task."""
        return _("Members of the chosen groups check it point by point; who wrote it or took an earlier step cannot.")


class ReviewRecord(models.Model):
    """Who took a step, when, what was checked and said. It outlives the page and the account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    permanent_id = models.UUIDField(db_index=True)
    title = models.CharField(max_length=255)
    revision_id = models.PositiveBigIntegerField(null=True)
    task_state = models.ForeignKey(TaskState, models.SET_NULL, null=True, related_name="+")
    round = models.PositiveBigIntegerField(default=0, db_index=True)
    step = models.CharField(max_length=16, choices=Step.choices)
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    checked = models.JSONField(default=list)
    comment = models.TextField(blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    user_name = models.CharField(max_length=255)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        permissions = [("publish_incomplete", "Can publish what is incomplete or unseen by a second person")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.title}"

    def points(self) -> Iterable[dict[str, Any]]:
        """The points of the step in order: `{text, checked}`."""
        return [{"text": text, "checked": code in self.checked} for code, text in POINTS[self.step]]
