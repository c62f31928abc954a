"""Back-office screens of the subscribers: registering them, giving out keys, taking keys back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.snippets.views.snippets import CreateView, InspectView, SnippetViewSet

from api.subscribers.keys import issue, revoke
from api.subscribers.models import Subscriber


class RegisterView(CreateView):
    """Leads on to the keys: without one a subscriber can do nothing."""

    def get_success_url(self) -> str:
        """The subscriber's own screen."""
        return _screen(self.object)


class SubscriberView(InspectView):
    """One subscriber with its keys. A new key is in the answer to the request that made it, and nowhere else."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """`keys`, and whether the user `may_change` them."""
        keys, may_change = self.object.keys.all(), self._may_change()
        return {**super().get_context_data(**given), "keys": keys, "may_change": may_change}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make a key (`label`), or revoke one (`revoke`: its number)."""
        if not self._may_change():
            raise PermissionDenied
        shown = {}
        if number := request.POST.get("revoke", ""):
            revoke(get_object_or_404(self.object.keys, pk=int(number) if number.isdecimal() else 0))
        else:
            shown["new_key"] = issue(self.object, label=request.POST.get("label", "")[:100])
        response = self.render_to_response(self.get_context_data(**shown))
        response["Cache-Control"] = "no-store"
        return response

    def _may_change(self) -> bool:
        return self.permission_policy.user_has_permission(self.request.user, "change")


def _screen(subscriber: Subscriber) -> str:
    name = SubscriberViewSet.model.snippet_viewset.get_url_name("inspect")  # type: ignore[attr-defined]
    return reverse(name, args=(subscriber.pk,))


class SubscriberViewSet(SnippetViewSet):
    """Who may subscribe."""

    model = Subscriber
    icon = "key"
    menu_label = _("Subscribers")
    menu_order = 320
    add_to_admin_menu = True
    add_view_class = RegisterView
    inspect_view_enabled = True
    inspect_view_class = SubscriberView
    inspect_template_name = "subscribers_admin/subscriber.html"
    inspect_view_fields = ["name", "email", "note"]
    list_display = [
        "name",
        TitleColumn("open_keys", label=_("Keys"), get_url=_screen, sort_key="open_keys"),
        Column("email", label=_("E-mail"), sort_key="email"),
        BooleanColumn("active", label=_("Active"), sort_key="active"),
        DateColumn("created_at", label=_("Registered"), sort_key="created_at"),
    ]
    list_filter = ["active"]
    list_per_page = 50
    search_fields = ["name", "email", "note"]
    panels = [FieldPanel("name"), FieldPanel("email"), FieldPanel("active"), FieldPanel("note")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscriber]:
        """With the number of keys that open something."""
        return Subscriber.objects.annotate(open_keys=Count("keys", filter=Q(keys__revoked_at=None)))
