"""Corrections in the back-office: menu, addresses, tasks, audit, mailboxes."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.corrections.models import DepartmentMailbox, State
from portal.corrections.reach import EVERYTHING
from portal.corrections.staff import LOGGED, correction, corrections
from portal.corrections.tasks import tasks
from portal.pages.desk import HOOK


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Beside Wagtail's own addresses."""
    return [
        path("corrections/", corrections, name="corrections_staff"),
        path("corrections/<uuid:correction_id>/", correction, name="correction_staff"),
    ]


class CorrectionsMenuItem(MenuItem):
    """Shown to people of a department, and to those who keep the whole."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By membership or permission."""
        user: Any = request.user
        return user.has_perm(EVERYTHING) or user.memberships.current().exists()


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """In the main menu."""
    return CorrectionsMenuItem(
        _("Corrections"), reverse("corrections_staff"), name="corrections", icon_name="comment", order=250
    )


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Who keeps the whole can be given it."""
    return Permission.objects.filter(content_type__app_label="corrections", codename="change_correction")


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Who answered what, when."""

    @actions.register_action(LOGGED)
    class CorrectionLogged(LogFormatter):
        """The state it was brought into."""

        label = _("Handle a correction")

        def format_message(self, entry: Any) -> str:
            """In words."""
            state = str(State(entry.data["state"]).label)
            return f"{state} · {_('shown to everybody')}" if entry.data.get("shown") else state


@hooks.register("insert_global_admin_css")
def css() -> SafeString:
    """Passages and tabs of these screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("corrections/staff.css"))


class MailboxViewSet(SnippetViewSet):
    """Where departments are told by mail."""

    model = DepartmentMailbox
    icon = "mail"
    menu_label = _("Departments' mailboxes")
    add_to_settings_menu = True
    list_display = ["organisation", "email"]
    search_fields = ["organisation__name", "email"]


register_snippet(MailboxViewSet)
hooks.register(HOOK, tasks)
