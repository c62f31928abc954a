"""What a review leaves behind: steps with their records, and texts that were written on top of a newer draft."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

from portal.review.choices import POINTS, Outcome, Step
from portal.review.steps import approval_form, barred, note_step, require_step


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

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Sending back with a comment, approving with the points; only the former for whom the step is barred."""
        if not super().get_actions(obj, user):
            return []
        back = ("reject", gettext("Send back …"), True)
        if barred(obj, obj.current_workflow_state, user):
            return [back]
        return [back, ("approve", gettext("Approve …"), True)]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """The points to tick, for an approval."""
        if action == "approve":
            return approval_form(self.step)
        form: type[forms.Form] = super().get_form_for_action(action)
        return form

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **given: Any) -> Any:
        """Take the step and keep its record. What a browser sends is not taken on trust: raises GateRefused."""
        page = task_state.workflow_state.content_object
        checked = list(given.get("checked") or ()) if action_name == "approve" else None
        require_step(page, task_state, user, self.step, checked)
        comment = str(given.get("comment") or "")
        record = ReviewRecord.objects.create(
            permanent_id=page.specific.permanent_id,
            title=page.title,
            revision_id=task_state.revision_id,
            task_state_id=task_state.pk,
            round=task_state.workflow_state_id,
            step=self.step,
            outcome=Outcome.APPROVED if checked is not None else Outcome.REJECTED,
            checked=checked or [],
            comment=comment,
            user=user,
            user_name=user.get_full_name() or user.get_username(),
        )
        note_step(page, record)
        return super().on_action(task_state, user, action_name, comment=comment)


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
