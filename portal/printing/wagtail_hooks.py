"""Composing and releasing, from the editor's header and the explorer's rows."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from portal.pages.buttons import page_buttons
from portal.policies.models import Compilation
from portal.printing.back_office.compose import ComposeView, found
from portal.printing.back_office.releasing import make_again, release_compilation


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Beside Wagtail's own addresses."""
    return [
        path("printing/found/", found, name="printing_found"),
        path("printing/<int:pk>/", ComposeView.as_view(), name="printing_compose"),
        path("printing/<int:pk>/release/", release_compilation, name="printing_release"),
        path("printing/<int:pk>/release/<int:release_id>/", make_again, name="printing_again"),
    ]


@page_buttons
def buttons(page: Page, user: Any) -> Iterator[Button]:
    """Of a compilation."""
    compilation = page.specific
    if isinstance(compilation, Compilation) and compilation.permissions_for_user(user).can_edit():
        yield Button(
            _("Compose and release"), reverse("printing_compose", args=[page.pk]), icon_name="list-ul", priority=12
        )
