"""Sources in the back-office: the queue, duplicates, the sources themselves, and the editors' home."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.snippets.models import register_snippet

from portal.pages.desk import HOOK
from portal.sources.access import KEEP_SOURCES, sources_of
from portal.sources.back_office import SourceViewSet
from portal.sources.models import DuplicatePair, PairState
from portal.sources.tasks import tasks
from portal.sources.views.duplicates import DuplicatesView, DuplicateView
from portal.sources.views.queue import QueueView
from portal.sources.views.record import RecordView
from portal.sources.views.vanished import VanishedView
from portal.sources.views.visits import VisitsView

register_snippet(SourceViewSet)
hooks.register(HOOK, tasks)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Beside Wagtail's own addresses."""
    return [
        path("sources/queue/", QueueView.as_view(), name="sources_queue"),
        path("sources/records/<int:pk>/", RecordView.as_view(), name="sources_record"),
        path("sources/vanished/<int:pk>/", VanishedView.as_view(), name="sources_vanished"),
        path("sources/<int:pk>/visits/", VisitsView.as_view(), name="sources_visits"),
        path("duplicates/", DuplicatesView.as_view(), name="sources_duplicates"),
        path("duplicates/<int:pk>/", DuplicateView.as_view(), name="sources_duplicate"),
    ]


class QueueItem(MenuItem):
    """For those who decide about some source, and those who keep them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By the sources' owners."""
        return bool(request.user.has_perm(KEEP_SOURCES) or sources_of(request.user).exists())


class SourcesItem(MenuItem):
    """For those who keep the sources."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By permission."""
        return bool(request.user.has_perm(KEEP_SOURCES))


class DuplicatesItem(MenuItem):
    """While anything is proposed; the list shows each person their own."""

    def is_shown(self, request: HttpRequest) -> bool:
        """One look at the table: the menu stands on every page."""
        keeps = request.user.has_perm(KEEP_SOURCES)
        return bool(keeps or DuplicatePair.objects.filter(state=PairState.PROPOSED).exists())


class SourcesMenu(Menu):
    """The three lists."""

    def __init__(self) -> None:
        items = [
            QueueItem(_("What waits"), reverse("sources_queue"), name="sources-queue", icon_name="tasks", order=100),
            DuplicatesItem(
                _("Possible duplicates"), reverse("sources_duplicates"), name="duplicates", icon_name="copy", order=200
            ),
            SourcesItem(
                _("Sources"), reverse("wagtailsnippets_sources_source:list"), name="sources", icon_name="download",
                order=300,
            ),
        ]  # fmt: skip
        super().__init__(items=items)


@hooks.register("register_admin_menu_item")
def menu_item() -> SubmenuMenuItem:
    """In the main menu; shown while one of its entries is."""
    return SubmenuMenuItem(_("Sources"), SourcesMenu(), name="sources-menu", icon_name="download", order=310)
