"""What the review adds to the back-office: screens, permissions, menus, words for histories, what waits."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from portal.pages.desk import HOOK
from portal.pages.models import PortalPage
from portal.review.choices import Outcome, Step
from portal.review.steps import STEP_ACTION
from portal.review.views.bulk import GatedPublishBulkAction
from portal.review.views.forcing import force_view
from portal.review.views.merging import merge_view
from portal.review.views.records import record_view
from portal.review.views.sections import PERMISSION, sections_view
from portal.review.views.withdrawing import ReasonedDeleteBulkAction, ReasonedUnpublishBulkAction
from portal.review.viewsets import RecordViewSet, TreeViewSet
from portal.review.waiting import cancelled_schedules, parked_texts

# Wagtail's own hooks come first, ours replace what they registered.
AFTER_WAGTAIL = 10


@hooks.register("register_admin_viewset", order=AFTER_WAGTAIL)
def viewsets() -> list[PageViewSet]:
    """Our screens of pages."""
    return [TreeViewSet(), RecordViewSet()]


for action in (GatedPublishBulkAction, ReasonedUnpublishBulkAction, ReasonedDeleteBulkAction):
    hooks.register("register_bulk_action", action, order=AFTER_WAGTAIL)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Beside Wagtail's own addresses."""
    return [
        path("review/merge/<uuid:parked_id>/", merge_view, name="review_merge"),
        path("review/force/<int:page_id>/", force_view, name="review_force"),
        path("review/record/<int:page_id>/", record_view, name="review_record"),
        path("review/sections/", sections_view, name="review_sections"),
    ]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Answering for what is incomplete, to be given to groups."""
    return Permission.objects.filter(content_type__app_label="review", codename="publish_incomplete")


class SectionsMenuItem(MenuItem):
    """Shown to who may change workflows."""

    def is_shown(self, request: Any) -> bool:
        """By Wagtail's permission."""
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_settings_menu_item")
def sections_menu_item() -> MenuItem:
    """Beside Wagtail's workflows."""
    return SectionsMenuItem(
        gettext_lazy("Reviews by section"), reverse("review_sections"), icon_name="clipboard-list", order=105
    )


@hooks.register("register_page_header_buttons")
def record_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """To the printable record of reviews."""
    if isinstance(page.specific_deferred, PortalPage):
        yield Button(
            gettext_lazy("Record of reviews"),
            reverse("review_record", args=[page.pk]),
            icon_name="clipboard-list",
            priority=65,
        )


class StepFormatter(LogFormatter):
    """Which step ended how, and what was checked."""

    label = gettext_lazy("Review step")

    def format_message(self, log_entry: Any) -> str:
        """The step and its outcome."""
        entry = log_entry.data
        names = {"step": Step(entry["step"]).label, "outcome": Outcome(entry["outcome"]).label}
        return _("%(step)s: %(outcome)s") % names

    def format_comment(self, log_entry: Any) -> str:
        """The points checked, then the comment."""
        return " ".join([*log_entry.data.get("points", ()), log_entry.data.get("comment") or ""]).strip()


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Words for the history pages."""
    actions.register_action(STEP_ACTION)(StepFormatter)


for tell in (parked_texts, cancelled_schedules):
    hooks.register(HOOK, tell)
