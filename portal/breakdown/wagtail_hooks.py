"""The break-down in the back-office: addresses, menu, buttons, tasks, banners, the history's words."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from portal.breakdown.confirming import ACTION
from portal.breakdown.flags import Flag, flagged_calls, flagged_schemes, flags_of
from portal.breakdown.views.bases import BasesView, FlagsView
from portal.breakdown.views.breakdown import BreakdownView
from portal.breakdown.views.listing import CoverageList
from portal.breakdown.views.packaging import PackagingView
from portal.breakdown.views.relations import RelationsView
from portal.breakdown.wording import sentence
from portal.pages.buttons import page_buttons
from portal.pages.desk import HOOK, LONGEST, Task
from portal.pages.tree import may_add
from portal.policies.models import ApplicationNotice, PolicyDocument, PolicyProduct, Scheme
from portal.publication.models import PublishedItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Under /admin/breakdown/."""
    return [
        path("breakdown/", CoverageList.as_view(), name="breakdown_list"),
        path("breakdown/<int:pk>/", BreakdownView.as_view(), name="breakdown"),
        path("breakdown/<int:pk>/relations/", RelationsView.as_view(), name="breakdown_relations"),
        path("breakdown/product/", PackagingView.as_view(), name="breakdown_product"),
        path("breakdown/product/<int:pk>/", PackagingView.as_view(), name="breakdown_product_edit"),
        path("breakdown/bases/", FlagsView.as_view(), name="breakdown_flags"),
        path("breakdown/bases/<int:pk>/", BasesView.as_view(), name="breakdown_bases"),
    ]


class BreakdownMenuItem(MenuItem):
    """Shown to those who may add schemes."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By permission; a site without its tree has no break-down either."""
        return may_add(request.user, Scheme.kind)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Beside the pages."""
    return BreakdownMenuItem(
        gettext_lazy("Break-down"), reverse("breakdown_list"), name="breakdown", icon_name="list-ol", order=210
    )


@page_buttons
def buttons(page: Page, user: Any) -> Iterator[Button]:
    """Of a document, for whoever may add schemes; of a product and a scheme."""
    kind = page.specific_class
    if kind is PolicyDocument and may_add(user, Scheme.kind):
        yield Button(
            _("Break down into schemes"), reverse("breakdown", args=[page.pk]), icon_name="list-ol", priority=5
        )
    elif kind is PolicyProduct:
        yield Button(
            _("Choose and order its schemes"),
            reverse("breakdown_product_edit", args=[page.pk]),
            icon_name="folder-open-1",
            priority=5,
        )
    elif kind is Scheme:
        yield Button(
            _("What it rests on, then and now"), reverse("breakdown_bases", args=[page.pk]), icon_name="doc-full",
            priority=5,
        )  # fmt: skip


@hooks.register("before_edit_page")
def banner(request: HttpRequest, page: Page) -> None:
    """Above a scheme or call whose basis no longer holds."""
    record = page.specific
    if request.method != "GET" or not isinstance(record, Scheme | ApplicationNotice):
        return
    flags = dict.fromkeys(flag for flag in _flags(record))
    if flags:
        look = reverse("breakdown_bases", args=[page.pk]) if isinstance(record, Scheme) else reverse("breakdown_flags")
        said = " ".join(dict.fromkeys(sentence(flag) for flag in flags))
        messages.warning(request, said, buttons=[messages.button(look, _("Look at old and new"))])


def _flags(record: Scheme | ApplicationNotice) -> list[Flag]:
    """Of a scheme its own, of a call those of its items' schemes, as far as they are public."""
    ids = [record.permanent_id]
    if isinstance(record, ApplicationNotice):
        ids = [item.scheme.permanent_id for item in record.items.all() if item.scheme]
    items = PublishedItem.objects.filter(pk__in=ids, live=True)
    return [flag for item in items for flag in flags_of(item.listing, timezone.now())]


@hooks.register(HOOK)
def tasks(user: Any) -> list[Task]:
    """Schemes, then running calls, that the user may edit and that rest on what no longer holds."""
    return list(islice(_tasks(user), LONGEST))


def _tasks(user: Any) -> Iterator[Task]:
    now, group = timezone.now(), _("Bases that changed")
    schemes = flagged_schemes(now)
    for kind, flagged, name in (
        (Scheme, schemes, "breakdown_bases"),
        (ApplicationNotice, flagged_calls(schemes, now), "wagtailadmin_pages:edit"),
    ):
        for one in flagged:
            page = kind.objects.filter(permanent_id=one.item.pk).first()
            if page and page.permissions_for_user(user).can_edit():
                yield Task(group, one.item.title, reverse(name, args=[page.pk]), sentence(one.flags[0]))


@hooks.register("register_log_actions")
def history_words(actions: LogActionRegistry) -> None:
    """「仍然适用」 in the history of a scheme."""

    @actions.register_action(ACTION)
    class Confirmed(LogFormatter):
        label = gettext_lazy("Basis confirmed")

        def format_message(self, entry: Any) -> str:
            """Which document, as of which version."""
            return _("Seen and still right: “%(document)s”, version %(version)s") % entry.data
