"""Reports about records: all, counted, incomplete, broken links."""

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.models import Page

from portal.desk.models import IncompleteRecord, LinkUse
from portal.desk.reports.base import STATES, DeskReport, kind_label, labelled, with_facts
from portal.pages.own_records import own_pages
from portal.publication.kinds import KINDS

# Members of the public form in which addresses stand.
PLACES = {
    "source": _("Source"),
    "apply_url": _("address for applying"),
    "attachments": _("Attachments"),
    "materials": _("Materials"),
    "body_html": _("text"),
    "online_url": _("address online"),
    "relations": _("Relations to other documents"),
}


def edit_address(page_id: int) -> str:
    """Where a record is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page_id])


def own(user: Any) -> QuerySet[Page]:
    """The user's records with the facts that reports show."""
    return with_facts(own_pages(user, Page.objects.all()))


class RecordsFilter(WagtailFilterSet):
    """Kind, owner, state, month of publication."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), field_name="kind_code", choices=[(code, kind.label) for code, kind in KINDS.items()]
    )
    state = django_filters.ChoiceFilter(label=_("State"), field_name="state_code", choices=list(STATES.items()))
    owner = django_filters.CharFilter(label=_("Department"), field_name="owner_name", lookup_expr="icontains")
    since = django_filters.DateFilter(
        label=_("Published since"), field_name="last_published_at", lookup_expr="date__gte"
    )

    class Meta:
        model = Page
        fields: list[str] = []


class RecordsReport(DeskReport):
    """Every record of one's own."""

    model = Page
    page_title = _("Records")
    header_icon = "doc-full"
    index_url_name = "desk_records"
    index_results_url_name = "desk_records_results"
    filterset_class = RecordsFilter
    default_ordering = "-latest_revision_created_at"
    columns = [
        TitleColumn("title", label=_("Title"), accessor="draft_title", get_url=lambda page: edit_address(page.pk)),
        labelled("kind_code", _("Kind"), kind_label, sort_key="kind_code"),
        Column("owner_name", label=_("Department"), sort_key="owner_name"),
        labelled("state_code", _("State"), lambda code: str(STATES[code]), sort_key="state_code"),
        DateColumn("last_published_at", label=_("Published"), sort_key="last_published_at"),
        DateColumn("latest_revision_created_at", label=_("Changed"), sort_key="latest_revision_created_at"),
    ]
    export_filename = "records"

    def get_base_queryset(self) -> QuerySet[Page]:
        """Own ones."""
        return own(self.request.user)


class CountsReport(DeskReport):
    """How many records each department has, by kind, state and month of first publication."""

    model = Page
    page_title = _("Records counted")
    header_icon = "table"
    index_url_name = "desk_counts"
    index_results_url_name = "desk_counts_results"
    default_ordering = "owner_name"
    columns = [
        Column("owner_name", label=_("Department"), sort_key="owner_name"),
        Column("kind_code", label=_("Kind"), accessor=lambda row: kind_label(row["kind_code"])),
        Column("state_code", label=_("State"), accessor=lambda row: str(STATES[row["state_code"]])),
        Column("month", label=_("Month"), accessor=lambda row: f"{row['month']:%Y-%m}" if row["month"] else ""),
        Column("number", label=_("Number"), sort_key="number"),
    ]
    export_filename = "counts"

    def get_base_queryset(self) -> Any:
        """One row a combination."""
        rows = own(self.request.user).annotate(month=TruncMonth("first_published_at")).order_by()
        return rows.values("owner_name", "kind_code", "state_code", "month").annotate(number=Count("pk"))

    def order_queryset(self, queryset: Any) -> Any:
        """Equal ones by kind, state and month, so that pages hold."""
        return queryset.order_by(self.ordering, "kind_code", "state_code", "month")


class IncompleteReport(DeskReport):
    """What last night's look found; a record that is mended leaves with the next one."""

    model = IncompleteRecord
    page_title = _("Incomplete records")
    header_icon = "warning"
    index_url_name = "desk_incomplete"
    index_results_url_name = "desk_incomplete_results"
    default_ordering = "-count"
    columns = [
        TitleColumn(
            "page", label=_("Title"), accessor=lambda row: row.page.title, get_url=lambda row: edit_address(row.page_id)
        ),
        labelled("kind", _("Kind"), kind_label, sort_key="kind"),
        Column("owner", label=_("Department"), accessor=lambda row: str(row.owner or ""), sort_key="owner__name"),
        Column(
            "missing", label=_("What is missing"), accessor=lambda row: " ".join(one["text"] for one in row.missing)
        ),
        DateColumn("looked_at", label=_("Looked at"), sort_key="looked_at"),
    ]
    export_filename = "incomplete"

    def get_base_queryset(self) -> QuerySet[IncompleteRecord]:
        """Of own records."""
        pages = own_pages(self.request.user, Page.objects.filter(live=True)).order_by().values("pk")
        return IncompleteRecord.objects.filter(page__in=pages).select_related("page", "owner")


class LinksFilter(WagtailFilterSet):
    """Where it leads, and how badly it fails."""

    host = django_filters.CharFilter(label=_("Host"), field_name="link__host", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("failing", _("failed lately")), ("all", _("all links"))],
        empty_label=_("broken"),
        method="unchanged",
    )

    class Meta:
        model = LinkUse
        fields: list[str] = []

    def unchanged(self, queryset: QuerySet[LinkUse], name: str, value: str) -> QuerySet[LinkUse]:
        """The view reads it: without a choice there is one, too."""
        return queryset


class LinksReport(DeskReport):
    """Links of live records that readers cannot follow."""

    model = LinkUse
    page_title = _("Broken links")
    header_icon = "link"
    index_url_name = "desk_links"
    index_results_url_name = "desk_links_results"
    filterset_class = LinksFilter
    default_ordering = "link__host"
    columns = [
        TitleColumn(
            "page", label=_("Title"), accessor=lambda row: row.page.title, get_url=lambda row: edit_address(row.page_id)
        ),
        labelled("place", _("Place"), lambda place: str(PLACES.get(place, place))),
        Column("url", label=_("Address"), accessor="link.url"),
        Column("error", label=_("What happened"), accessor="link.error"),
        Column("failed_days", label=_("Days failed"), accessor="link.failed_days", sort_key="link__failed_days"),
        DateColumn("checked_at", label=_("Checked on"), accessor="link.checked_at", sort_key="link__checked_at"),
    ]
    export_filename = "links"

    def get_base_queryset(self) -> QuerySet[LinkUse]:
        """Of own records."""
        pages = own_pages(self.request.user, Page.objects.filter(live=True)).order_by().values("pk")
        wanted = {"all": Q(), "failing": Q(link__failed_days__gt=0) | Q(link__broken=True)}
        chosen = wanted.get(self.request.GET.get("state", ""), Q(link__broken=True))
        return LinkUse.objects.filter(chosen, page__in=pages).select_related("link", "page")
