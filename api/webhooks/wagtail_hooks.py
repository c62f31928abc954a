"""Webhook endpoints in the back-office."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from api.webhooks.back_office import EndpointScreen, EndpointsReport


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The list, its results alone for filtering without a new page, and one endpoint."""
    return [
        path("reports/webhooks/", EndpointsReport.as_view(), name="webhook_endpoints"),
        path("reports/webhooks/results/", EndpointsReport.as_view(results_only=True), name="webhook_endpoints_results"),
        path("reports/webhooks/<uuid:pk>/", EndpointScreen.as_view(), name="webhook_endpoint"),
    ]


class EndpointsMenuItem(MenuItem):
    """Shown to those who may see endpoints."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By permission."""
        return request.user.has_perm("webhooks.view_endpoint")


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """In the Reports menu."""
    return EndpointsMenuItem(
        _("Webhook endpoints"), reverse("webhook_endpoints"), name="webhooks", icon_name="link-external", order=1310
    )


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Groups can be given both."""
    return Permission.objects.filter(
        content_type__app_label="webhooks", codename__in=("view_endpoint", "change_endpoint")
    )
