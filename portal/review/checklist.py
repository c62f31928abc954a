"""The list of what is still missing, beside the editor, in messages, and before somebody answers for it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page

from portal.pages.gate import FORCING_PERMISSION, GateRefused, forced_entries, refusals

PANEL = "gate"


class ChecklistSidePanel(BaseSidePanel):
    """What keeps the page from being published, with links to the fields; renewed with every save."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle the list of what is missing")
        icon_name = "list-ul"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """The counter beside the icon."""
            return {**super().get_context_data(parent_context), "count": len(self.panel.found)}

    name = PANEL
    title = _("Before publishing")
    template_name = "review_admin/checklist.html"
    order = 150

    def __init__(self, page: Page, request: HttpRequest) -> None:
        self.found = refusals(page, page.latest_revision, request.user) if page.pk else refusals_of_new(page)
        super().__init__(page, request)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """`missing`, and when somebody last answered for an incomplete publication."""
        context = super().get_context_data(parent_context)
        forced = forced_entries(self.object).first() if self.object.pk else None
        return {**context, "missing": self.found, "forced": forced}

    class Media:
        js = ["review/checklist.js", "review/saving.js"]


def refusals_of_new(page: Page) -> list[Any]:
    """What a page that was never saved lacks; nobody could have looked at it yet."""
    return [row for row in refusals(page, None, None) if row.field]


def tell(request: HttpRequest, refused: GateRefused, *, kept: bool) -> None:
    """Say what is missing, with links to the fields; `kept` says that what was typed is a draft now."""
    page = refused.page
    context = {
        "title": page.title,
        "missing": refused.missing,
        "kept": kept,
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.pk and not kept else "",
        "force_url": force_url(page) if request.user.has_perm(FORCING_PERMISSION) else "",
    }
    messages.error(request, render_to_string("review_admin/refused.html", context, request))


def force_url(page: Page) -> str:
    """Where somebody answers for publishing the page as it is; "" for one that was not saved."""
    stored = Page.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True).first()
    return reverse("review_force", args=[stored]) if stored else ""
