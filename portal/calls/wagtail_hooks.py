"""The windows' screen and the next call, from the explorer, the editor and the page's header."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from portal.calls.next_call import next_call
from portal.calls.recording import LOGGED
from portal.calls.tasks import tasks
from portal.calls.views import happening, windows
from portal.calls.windows_of import has_windows
from portal.pages.buttons import page_buttons
from portal.pages.desk import HOOK
from portal.windows.models import HappeningKind


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Beside Wagtail's own addresses."""
    return [
        path("calls/<int:page_id>/windows/", windows, name="call_windows"),
        path("calls/<int:page_id>/windows/<slug:kind>/", happening, name="call_happening"),
        path("calls/<int:page_id>/next/", next_call, name="call_next"),
    ]


@page_buttons
def buttons(page: Page, user: Any) -> Iterator[Button]:
    """Of what has windows: the windows, and the next call of a series."""
    found = page.specific
    allowed = found.permissions_for_user(user)
    if not has_windows(found) or not allowed.can_edit():
        return
    if found.live:
        yield Button(_("Windows"), reverse("call_windows", args=[page.pk]), icon_name="date", priority=12)
    if found.kind == "notices" and not found.alias_of_id:
        yield Button(_("Make the next call"), reverse("call_next", args=[page.pk]), icon_name="copy", priority=13)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What happened to windows stands in the page's history, too."""

    @actions.register_action(LOGGED)
    class WindowLogged(LogFormatter):
        """Which happening, of which items."""

        label = _("Record what happened to a period")

        def format_message(self, entry: Any) -> str:
            """In words."""
            kind = HappeningKind(entry.data["kind"]).label
            return f"{kind}: {'、'.join(entry.data['items'])}" if entry.data["items"] else str(kind)


@hooks.register("insert_global_admin_css")
def css() -> SafeString:
    """Bars and notes of these screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("calls/windows.css"))


hooks.register(HOOK, tasks)
