"""The editors' report: what people searched for, and what found nothing."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import django_filters  # type: ignore[import-untyped]
from django.db.models import F, Max, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from portal.pages.reports import SpreadsheetReport
from search.models import BestBet, Searched, SynonymGroup
from search.searches.store import K, first_day
from search.staff.back_office import search_address

USUAL_DAYS = 30


def asked_since(day: dt.date) -> QuerySet[Searched]:
    """Texts asked for K times or more since a Shanghai day: `times`, `nothing`, `last_day`, `last_nothing`."""
    since = Q(days__day__gte=day)
    return (
        Searched.objects.exclude(text="")
        .annotate(
            times=Sum("days__asked", filter=since),
            nothing=Sum("days__nothing", filter=since),
            last_day=Max("days__day", filter=since),
            last_nothing=Max("days__day", filter=since & Q(days__nothing__gt=0)),
        )
        .filter(times__gte=K)
    )


class SearchesFilter(WagtailFilterSet):
    """The period is read by the view: it decides what is added up."""

    days = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=[("7", _("the last 7 days")), ("90", _("the last 90 days"))],
        empty_label=_("the last 30 days"),
        method="unchanged",
    )
    found = django_filters.ChoiceFilter(
        label=_("Found"),
        choices=[("nothing", _("searches that found nothing"))],
        empty_label=_("all searches"),
        method="without_results",
    )

    class Meta:
        model = Searched
        fields: list[str] = []

    def unchanged(self, queryset: QuerySet[Searched], name: str, value: str) -> QuerySet[Searched]:
        """Nothing to narrow."""
        return queryset

    def without_results(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those that found nothing at least once."""
        return queryset.filter(last_nothing__isnull=False)


class SearchedColumn(TitleColumn):
    """The text as a link to the search, and what may be done about it."""

    cell_template_name = "search_admin/searched_cell.html"

    def get_cell_context_data(self, instance: Searched, parent_context: Any) -> dict[str, Any]:
        """`offers`: `{label, url}` of what the user may do."""
        user = parent_context["request"].user
        forms: list[tuple[type[SynonymGroup] | type[BestBet], str, Any]] = [
            (SynonymGroup, "wordings", _("Add synonym")),
            (BestBet, "queries", _("Add best bet")),
        ]
        offers = [
            {"label": label, "url": _add_url(model, field, instance.text)}
            for model, field, label in forms
            if user.has_perm(f"search.add_{model._meta.model_name}")
        ]
        return {**super().get_cell_context_data(instance, parent_context), "offers": offers}


class BarColumn(Column):
    """A count with a bar beside it, as long as the count's share of the largest of the list."""

    cell_template_name = "search_admin/bar_cell.html"
    longest = 64

    def get_cell_context_data(self, instance: Searched, parent_context: Any) -> dict[str, Any]:
        """`bar`: its width in pixels."""
        context = super().get_cell_context_data(instance, parent_context)
        largest = max((row.times for row in parent_context["table"].data), default=1)
        return {**context, "bar": round(self.longest * self.get_value(instance) / largest)}


class SearchesReport(SpreadsheetReport):
    """Only texts asked for K times or more; there is no more to show of the others than a hash."""

    model = Searched
    permission_required = "view"
    page_title = _("What people searched")
    header_icon = "search"
    index_url_name = "searches_report"
    index_results_url_name = "searches_report_results"
    filterset_class = SearchesFilter
    is_searchable = True
    search_fields = ["text"]
    columns = [
        SearchedColumn("text", label=_("Search"), get_url=lambda row: search_address(row.text), sort_key="text"),
        BarColumn("times", label=_("Times"), sort_key="times"),
        BarColumn("nothing", label=_("Found nothing"), sort_key="nothing"),
        Column("total", label=_("Results last time"), sort_key="total"),
        Column("last_day", label=_("Last searched"), sort_key="last_day"),
        Column("last_nothing", label=_("Last found nothing"), sort_key="last_nothing"),
    ]
    list_export = ["text", "times", "nothing", "total", "last_day", "last_nothing"]
    export_headings = {column.name: column.label for column in columns}
    export_filename = "searches"

    @cached_property
    def days(self) -> int:
        """How many days are added up."""
        chosen = self.request.GET.get("days", "")
        return int(chosen) if chosen in {"7", "90"} else USUAL_DAYS

    @property
    def default_ordering(self) -> str:
        """The most frequent first, of what the list is about."""
        return "-nothing" if self.request.GET.get("found") == "nothing" else "-times"

    def get_base_queryset(self) -> QuerySet[Searched]:
        """Added up over the period."""
        return asked_since(first_day(self.days))

    def order_queryset(self, queryset: QuerySet[Searched]) -> QuerySet[Searched]:
        """Days that never were come last; equal ones by their text."""
        field = self.ordering.removeprefix("-")
        by = F(field).desc(nulls_last=True) if self.ordering.startswith("-") else F(field).asc(nulls_last=True)
        return queryset.order_by(by, "text")


def _add_url(model: type[SynonymGroup] | type[BestBet], field: str, text: str) -> str:
    return f"{reverse(model.snippet_viewset.get_url_name('add'))}?{urlencode({field: text})}"  # type: ignore[union-attr]
