"""The editors' home: what waits, reports, and whose records one meets."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from portal.desk.home import DeskPanel
from portal.desk.reports.base import DeskReport
from portal.desk.reports.people import AccountsReport, AuditReport, PublishedByReport, SignInsReport
from portal.desk.reports.records import CountsReport, IncompleteReport, LinksReport, RecordsReport
from portal.desk.reports.spans import CallsReport, ValidityReport
from portal.desk.waiting import own_tasks
from portal.pages.desk import HOOK
from portal.pages.own_records import OwnRecordsPolicy, own_pages, pages_to_refer_to

REPORTS: tuple[type[DeskReport], ...] = (
    RecordsReport, CountsReport, IncompleteReport, LinksReport, CallsReport, ValidityReport, PublishedByReport,
    AccountsReport, SignInsReport, AuditReport,
)  # fmt: skip

# Asked before Wagtail's own: it is the nearest for the base of all pages.
register_permission_policy(Page, OwnRecordsPolicy())
hooks.register(HOOK, own_tasks)


@hooks.register("construct_homepage_panels")
def home(request: HttpRequest, panels: list[Any]) -> None:
    """Ours alone: it tells what Wagtail's own panels tell, and the rest."""
    panels[:] = [DeskPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts(request: HttpRequest, items: list[Any]) -> None:
    """How many pages and pictures the whole site has tells a department nothing, and costs ten queries."""
    items.clear()


@hooks.register("construct_explorer_page_queryset")
def explorer(parent_page: Page, pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Own records."""
    return own_pages(request.user, pages)


@hooks.register("construct_page_chooser_queryset")
def chooser(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Own records, and what is public of others: a scheme rests on another department's document."""
    return pages_to_refer_to(request.user, pages)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Each report, and its results alone for filtering without a new page."""
    found = []
    for report in REPORTS:
        name = report.index_url_name
        slug = name.replace("_", "-")
        found.append(path(f"reports/{slug}/", report.as_view(), name=name))
        found.append(path(f"reports/{slug}/results/", report.as_view(results_only=True), name=f"{name}_results"))
    return found


class ReportItem(MenuItem):
    """Shown to those who may read the report."""

    def __init__(self, report: type[DeskReport], order: int) -> None:
        self.report = report
        name = report.index_url_name
        super().__init__(report.page_title, reverse(name), name=name, icon_name=report.header_icon, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        """As the report itself decides."""
        return self.report().allowed(request.user)


def _register(report: type[DeskReport], order: int) -> None:
    @hooks.register("register_reports_menu_item")
    def item() -> MenuItem:
        return ReportItem(report, order)


for _order, _report in enumerate(REPORTS):
    _register(_report, 100 + _order)
