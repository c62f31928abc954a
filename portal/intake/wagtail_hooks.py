"""The intake in the back-office: menu entry, buttons at the listings, addresses, what waits for a person."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from portal.intake.kinds import kinds_for
from portal.intake.models import UploadState
from portal.intake.views import lists, review, runs, uploads
from portal.intake.views.uploads import address_of, waiting_for
from portal.pages.desk import HOOK, LONGEST, Task


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Beside Wagtail's own."""
    return [
        path("intake/", uploads.FilesView.as_view(), name="intake"),
        path("intake/<uuid:upload_id>/", review.ReviewView.as_view(), name="intake_review"),
        path("intake/<uuid:upload_id>/kind/", uploads.change_kind, name="intake_kind"),
        path("intake/<uuid:upload_id>/drop/", uploads.drop, name="intake_drop"),
        path("intake/<uuid:upload_id>/take-back/", uploads.take_back, name="intake_take_back"),
        path("intake/<uuid:upload_id>/file/", uploads.original, name="intake_file"),
        path("intake/<uuid:upload_id>/picture/", review.picture, name="intake_picture"),
        path("intake/<uuid:upload_id>/list/", lists.ListView.as_view(), name="intake_list"),
        path("intake/runs/<uuid:run_id>/", runs.RunView.as_view(), name="intake_run"),
        path("intake/runs/<uuid:run_id>/report.xlsx", runs.run_report, name="intake_report"),
    ]


class IntakeMenuItem(MenuItem):
    """Shown to those who may begin a record."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By page permission."""
        return bool(kinds_for(request.user))


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """First of all: it is what most people come for."""
    return IntakeMenuItem(
        gettext_lazy("New from a file"), reverse("intake"), name="intake", icon_name="upload", order=90
    )


@hooks.register("register_page_header_buttons")
def listing_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """At a listing, beside Wagtail's own way to add a page."""
    kind = getattr(page.specific, "kind", "")
    if view_name == "index" and kinds_for(user).get(kind) == page:
        yield Button(
            _("New from a file"), url=f"{reverse('intake')}?kind={kind}", icon_name="upload", priority=5,
        )  # fmt: skip


@hooks.register(HOOK)
def tasks(user: Any) -> list[Task]:
    """Files that were read and wait to be looked at."""
    ready = waiting_for(user).filter(state=UploadState.READY).order_by("created_at")[:LONGEST]
    group = _("Files to look at")
    return [Task(group=group, title=upload.name, url=address_of(upload)) for upload in ready]
