"""Reports about time: calls and their deadlines, texts whose validity runs out."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.models import Page

from portal.desk.reports.base import DeskReport
from portal.pages.own_records import own_pages, record_models
from portal.publication.models import PublishedSpan

RUNNING_OUT = dt.timedelta(days=90)


class SpanReport(DeskReport):
    """Published records by the boundary that comes next."""

    model = PublishedSpan
    kinds: tuple[str, ...] = ()
    default_ordering = "ends_at"

    def own_items(self) -> set[Any]:
        """Permanent ids of own live records of these kinds."""
        pages = own_pages(self.request.user, Page.objects.filter(live=True)).order_by().values("pk")
        models = [model for model in record_models() if model.kind in self.kinds]
        return {pk for m in models for pk in m.objects.filter(pk__in=pages).values_list("permanent_id", flat=True)}

    def now_in(self, axis: str, *values: str) -> QuerySet[PublishedSpan]:
        """Spans of own records in which we are."""
        now = timezone.now()
        spans = PublishedSpan.objects.filter(axis=axis, value__in=values, starts_at__lte=now, ends_at__gt=now)
        return spans.filter(item__live=True, item__in=self.own_items()).select_related("item")


def copy_address(span: PublishedSpan) -> str:
    """Where the next call is made from this one; "" while there is no such screen."""
    model = next(model for model in record_models() if model.kind == "notices")
    page = model.objects.filter(permanent_id=span.item_id).values_list("pk", flat=True).first()
    try:
        return reverse("call_next", args=[page]) if page else ""
    except NoReverseMatch:
        return ""


class CallsReport(SpanReport):
    """Calls and their deadlines; each can be copied for the next year."""

    kinds = ("notices",)
    page_title = _("Calls and deadlines")
    header_icon = "date"
    index_url_name = "desk_calls"
    index_results_url_name = "desk_calls_results"
    default_ordering = "-closes_at"
    columns = [
        TitleColumn("title", label=_("Title"), accessor="item.title", get_url=lambda row: row.item.path),
        Column("value", label=_("State"), accessor=lambda row: row.value),
        DateColumn("opens_at", label=_("Opens"), sort_key="opens_at"),
        DateColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
        TitleColumn("copy", label=_("Next call"), accessor=lambda _row: _("Copy"), get_url=copy_address),
    ]
    export_filename = "calls"

    def get_base_queryset(self) -> QuerySet[PublishedSpan]:
        """Whatever their state."""
        states = ("unannounced", "upcoming", "open", "closing_soon", "suspended", "closed", "open_ended")
        return self.now_in("status", *states)


class ValidityReport(SpanReport):
    """Documents and schemes whose validity ends within 90 days."""

    kinds = ("policies", "policy-products")
    page_title = _("Validity running out")
    header_icon = "time"
    index_url_name = "desk_validity"
    index_results_url_name = "desk_validity_results"
    columns = [
        TitleColumn("title", label=_("Title"), accessor="item.title", get_url=lambda row: row.item.path),
        Column("number", label=_("Document number"), accessor="item.number"),
        DateColumn("ends_at", label=_("Valid until"), sort_key="ends_at"),
    ]
    export_filename = "validity"

    def get_base_queryset(self) -> QuerySet[PublishedSpan]:
        """The nearest end first."""
        valid = self.now_in("validity", "in_force", "partly", "amended")
        return valid.filter(ends_at__lte=timezone.now() + RUNNING_OUT)
