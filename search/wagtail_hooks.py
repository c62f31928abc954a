"""Search in the back-office: what staff tune, and the report of what people searched."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.models import register_snippet

from search.searches.report import SearchesReport
from search.staff.back_office import SearchGroup
from search.staff.record_chooser import record_chooser

register_snippet(SearchGroup)


@hooks.register("register_admin_viewset")
def register_record_chooser() -> ChooserViewSet:
    """Choosing a public record."""
    return record_chooser


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    """The report, and its results alone for filtering without a new page."""
    return [
        path("reports/searches/", SearchesReport.as_view(), name="searches_report"),
        path("reports/searches/results/", SearchesReport.as_view(results_only=True), name="searches_report_results"),
    ]


class ReportMenuItem(MenuItem):
    """Shown to those who may read the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By permission."""
        return request.user.has_perm("search.view_searched")


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    """In the Reports menu."""
    return ReportMenuItem(
        _("What people searched"), reverse("searches_report"), name="searches", icon_name="search", order=1300
    )


@hooks.register("register_permissions")
def report_permission() -> QuerySet[Permission]:
    """Groups can be given the report."""
    return Permission.objects.filter(content_type__app_label="search", codename="view_searched")
