"""Which review a section's records go through: none, a second person, or three steps (三审三校)."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from portal.accounts.roles import ensure_roles
from portal.accounts.separation import PUBLISHER, REVIEWER
from portal.pages.tree import NoListing, listing_for
from portal.publication.kinds import KINDS
from portal.review.choices import Step
from portal.review.models import ReviewTask

INHERITED, SECOND, THREE = "inherited", "second", "three"
REVIEWS: dict[str, Promise] = {
    INHERITED: gettext_lazy("As for the whole site"),
    SECOND: gettext_lazy("A second person"),
    THREE: gettext_lazy("Three reviews, three proofs (三审三校)"),
}
# Wagtail's own group of those who publish, where the roles were not made.
MODERATORS = "Moderators"
STEPS: dict[str, tuple[Step, ...]] = {SECOND: (Step.RELEASE,), THREE: (Step.FIRST, Step.SECOND, Step.FINAL)}
GROUPS: dict[Step, tuple[str, ...]] = {
    Step.RELEASE: (PUBLISHER, MODERATORS),
    Step.FIRST: (REVIEWER, PUBLISHER, MODERATORS),
    Step.SECOND: (REVIEWER, PUBLISHER, MODERATORS),
    Step.FINAL: (PUBLISHER, MODERATORS),
}


class UnknownSection(LookupError):
    """No such kind of record, or its list was not made."""


@dataclass(frozen=True)
class Section:
    """A list of records and its review: one of REVIEWS, "" for a workflow that staff composed."""

    kind: str
    label: str
    page: Page
    review: str
    workflow: Workflow | None


def sections() -> list[Section]:
    """Every list that was made, in the order of the kinds."""
    return [_section(kind) for kind in KINDS if Page.objects.filter(slug=kind, depth=3).exists()]


def _section(kind: str) -> Section:
    page = listing_for(kind)
    own = WorkflowPage.objects.filter(page=page).select_related("workflow").first()
    steps = tuple(task.step for task in _tasks(own.workflow)) if own else ()
    review = next((name for name, wanted in STEPS.items() if own and steps == tuple(wanted)), "" if own else INHERITED)
    return Section(kind, str(KINDS[kind].label), page, review, own.workflow if own else None)


def _tasks(workflow: Workflow) -> list[ReviewTask]:
    return [task.specific for task in workflow.tasks if isinstance(task.specific, ReviewTask)]


@transaction.atomic
def set_review(kind: str, review: str) -> bool:
    """Give a section its review; returns whether anything changed. Raises UnknownSection.

    What is under review now goes on as it began.
    """
    try:
        page = listing_for(kind)
    except NoListing as error:
        raise UnknownSection(str(error)) from error
    current = WorkflowPage.objects.filter(page=page).first()
    if review == INHERITED:
        return bool(WorkflowPage.objects.filter(page=page).delete()[0])
    workflow = ensure_workflow(review)
    if current and current.workflow_id == workflow.pk:
        return False
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
    return True


def ensure_default() -> bool:
    """Calls go through a second person unless staff chose otherwise; returns whether that had to be set."""
    try:
        page = listing_for("notices")
    except NoListing:
        return False
    return not WorkflowPage.objects.filter(page=page).exists() and set_review("notices", SECOND)


def ensure_workflow(review: str) -> Workflow:
    """The workflow of SECOND or THREE, made when there is none; steps and groups are staff's to change afterwards."""
    for found in Workflow.objects.active():
        if tuple(task.step for task in _tasks(found)) == STEPS[review]:
            return found
    workflow = Workflow.objects.create(name=str(REVIEWS[review]))
    for order, step in enumerate(STEPS[review]):
        WorkflowTask.objects.create(workflow=workflow, task=_ensure_task(step), sort_order=order)
    return workflow


def _ensure_task(step: Step) -> ReviewTask:
    task: ReviewTask | None = ReviewTask.objects.filter(step=step, active=True).first()
    if task is None:
        ensure_roles()
        task = ReviewTask.objects.create(name=_("Review: %(step)s") % {"step": step.label}, step=step)
        task.groups.set(Group.objects.filter(name__in=GROUPS[step]))
    return task
