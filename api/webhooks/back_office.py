"""Staff's view of webhook endpoints: how each stands, what was sent, and switching them off and on."""

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from api.errors import Refusal
from api.webhooks import verbs
from api.webhooks.models import Endpoint
from portal.publication.head import log_head

SHOWN_DELIVERIES = 50
VERBS = {"pause": verbs.pause, "resume": lambda one: verbs.resume(one, by_staff=True), "disable": verbs.disable}


def lag(endpoint: Endpoint) -> int | None:
    """Events behind the endpoint's cursor, whether it wants them or not."""
    return max(0, log_head().position - endpoint.position) if endpoint.position is not None else None


class EndpointFilter(WagtailFilterSet):
    """By state."""

    status = django_filters.ChoiceFilter(label=_("State"), choices=Endpoint.Status.choices)

    class Meta:
        model = Endpoint
        fields: list[str] = []


class EndpointsReport(ReportView):
    """Every endpoint, the failing ones first."""

    model = Endpoint
    permission_required = "view"
    page_title = _("Webhook endpoints")
    header_icon = "link-external"
    index_url_name = "webhook_endpoints"
    index_results_url_name = "webhook_endpoints_results"
    filterset_class = EndpointFilter
    default_ordering = "-failures"
    is_searchable = True
    search_fields = ["url", "subscriber__name", "description"]
    columns = [
        TitleColumn("url", label=_("Address"), get_url=lambda one: reverse("webhook_endpoint", args=(one.pk,))),
        Column("subscriber", label=_("Subscriber"), sort_key="subscriber__name"),
        StatusTagColumn(
            "status", label=_("State"), accessor="get_status_display",
            primary=lambda one: one.status == Endpoint.Status.ACTIVE, sort_key="status",
        ),
        Column("lag", label=_("Events behind"), accessor=lag),
        Column("failures", label=_("Failed attempts"), sort_key="failures"),
        Column("last_error", label=_("Last error"), sort_key="last_error"),
        Column("last_success_at", label=_("Last success"), sort_key="last_success_at"),
    ]  # fmt: skip

    def get_base_queryset(self) -> QuerySet[Endpoint]:
        """With their subscribers."""
        return Endpoint.objects.select_related("subscriber")


class EndpointScreen(WagtailAdminTemplateMixin, TemplateView):
    """One endpoint, its last deliveries with their attempts, and what may be done."""

    template_name = "webhooks_admin/endpoint.html"
    page_title = _("Webhook endpoint")
    header_icon = "link-external"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may see endpoints."""
        if not request.user.has_perm("webhooks.view_endpoint"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def endpoint(self) -> Endpoint:
        """The endpoint; raises Http404."""
        return get_object_or_404(Endpoint.objects.select_related("subscriber"), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Its address."""
        return self.endpoint.url

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Below the list."""
        above = {"url": reverse("webhook_endpoints"), "label": _now("Webhook endpoints")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.endpoint.url}]

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """`endpoint`, `lag`, `deliveries`, `may_change`."""
        return {
            **super().get_context_data(**given),
            "endpoint": self.endpoint,
            "lag": lag(self.endpoint),
            "deliveries": self.endpoint.deliveries.order_by("-created_at", "-id")[:SHOWN_DELIVERIES],
            "may_change": self.request.user.has_perm("webhooks.change_endpoint"),
        }

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Pause, resume or disable."""
        verb = VERBS.get(request.POST.get("verb", ""))
        if verb is None or not request.user.has_perm("webhooks.change_endpoint"):
            raise PermissionDenied
        try:
            verb(self.endpoint)
        except Refusal:
            messages.error(request, _now("That cannot be done in its present state."))
        return redirect("webhook_endpoint", pk=pk)
