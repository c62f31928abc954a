"""Relations to other documents that the text names: look at the sentence, take it into the draft or leave it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.breakdown.relating import ProposedRelation, accept, proposed
from portal.policies.choices import RelationKind
from portal.policies.models import PolicyDocument


class RelationsView(WagtailAdminTemplateMixin, TemplateView):
    """One row for each document that the text names."""

    template_name = "breakdown_admin/relations.html"
    page_title = gettext_lazy("Relations found in the text")
    header_icon = "link"
    document: PolicyDocument

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who may edit the document."""
        self.document = get_object_or_404(PolicyDocument, pk=kwargs["pk"])
        if not self.document.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def proposals(self) -> list[ProposedRelation]:
        """What the text names."""
        return proposed(self.document)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the chosen ones into the draft."""
        wanted = set(request.POST.getlist("accept"))
        chosen = [
            (one, kind)
            for order, one in enumerate(self.proposals)
            if one.citation.key in wanted and not one.known
            for kind in [request.POST.get(f"kind-{order}", one.citation.kind)]
            if kind in RelationKind.values
        ]
        if count := accept(document=self.document, chosen=chosen, user=request.user):
            said = ngettext("%(count)s relation is in the draft.", "%(count)s relations are in the draft.", count)
            edit = messages.button(reverse("wagtailadmin_pages:edit", args=[self.document.pk]), _("Publish it there"))
            messages.success(request, said % {"count": count}, buttons=[edit])
        else:
            messages.warning(request, _("Choose what is right first."))
        return redirect("breakdown_relations", pk=self.document.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`proposals` in reading order."""
        return {
            **super().get_context_data(**kwargs),
            "document": self.document,
            "proposals": self.proposals,
            "kinds": RelationKind.choices,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Under the document's break-down."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("breakdown_list"), "label": _("Break-down")},
            {"url": reverse("breakdown", args=[self.document.pk]), "label": self.document.title},
            {"url": "", "label": self.page_title},
        ]
