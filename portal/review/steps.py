"""What a step of a review demands: another person each time, every point confirmed, and a record of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.forms import TaskStateCommentForm
from wagtail.log_actions import log
from wagtail.models import Page, TaskState, WorkflowState

from portal.pages.gate import GateRefused
from portal.pages.missing import Missing
from portal.pages.second_person import last_author
from portal.review.choices import POINTS

STEP_ACTION = "portal.review_step"


def barred(page: Page, state: WorkflowState | None, user: Any) -> str:
    """Why this person may not take the next step, in words; "" where they may: a superuser is a person, too."""
    revision = page.get_latest_revision()
    if revision and last_author(page, revision) == user.pk:
        return _("You made the latest change yourself: another person reviews it.")
    earlier = state.task_states.filter(status=TaskState.STATUS_APPROVED, finished_by=user) if state else None
    if earlier is not None and earlier.exists():
        return _("You took an earlier step of this review: each step is another person's.")
    return ""


def approval_form(step: str) -> type[forms.Form]:
    """The form of an approval: the step's points to tick, all of them, and a comment."""
    points = forms.MultipleChoiceField(
        label=gettext_lazy("I have checked"), choices=POINTS[step], widget=forms.CheckboxSelectMultiple
    )

    def clean_checked(self: forms.Form) -> list[str]:
        checked: list[str] = self.cleaned_data["checked"]
        if unchecked(step, checked):
            raise forms.ValidationError(_("Tick every point you have checked; what does not hold is sent back."))
        return checked

    return type("ApprovalForm", (TaskStateCommentForm,), {"checked": points, "clean_checked": clean_checked})


def unchecked(step: str, checked: list[str]) -> list[str]:
    """The points of the step that were not ticked."""
    return [code for code, _text in POINTS[step] if code not in checked]


def require_step(page: Page, state: TaskState, user: Any, step: str, checked: list[str] | None) -> None:
    """Raise GateRefused where this person may not take the step; `checked` is None for sending back."""
    if checked is None:
        return
    if reason := barred(page, state.workflow_state, user):
        raise GateRefused(page, [Missing("", reason)])
    if unchecked(step, checked):
        raise GateRefused(page, [Missing("", _("Every point of the step must be checked before it is approved."))])


def note_step(page: Page, record: Any) -> None:
    """The step in the page's history."""
    data = {
        "step": record.step,
        "outcome": record.outcome,
        "comment": record.comment,
        "points": [str(point["text"]) for point in record.points() if point["checked"]],
    }
    log(instance=page, action=STEP_ACTION, user=record.user, data=data)
