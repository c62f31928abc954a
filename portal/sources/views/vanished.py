"""A record that left its source: withdraw it here, keep it, or keep it and stop asking."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from portal.pages.models import PortalPage
from portal.sources.vanishing import keep, take_down
from portal.sources.views.base import REFUSALS, Screen, own_record, said

REASONS = (
    ("", gettext_lazy("Choose the reason")),
    ("replaced", gettext_lazy("replaced by another record")),
    ("issued_in_error", gettext_lazy("issued in error")),
    ("not_public", gettext_lazy("not for the public")),
    ("retention_over", gettext_lazy("its time of keeping is over")),
    ("unspecified", gettext_lazy("no reason is known")),
)


class WithdrawForm(forms.Form):
    """Reason, successor, a word to readers."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=REASONS)
    successor = forms.ModelChoiceField(
        label=gettext_lazy("Successor"), queryset=Page.objects.live(), required=False, widget=AdminPageChooser
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=500, required=False)

    def clean_successor(self) -> UUID | None:
        """The permanent id of a record."""
        page = self.cleaned_data["successor"]
        if page is None:
            return None
        found = page.specific
        if not isinstance(found, PortalPage):
            raise forms.ValidationError(_("Choose a record."))
        return found.permanent_id


class VanishedView(Screen):
    """The question about one record."""

    template_name = "sources_admin/vanished.html"
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        """Only who decides about the source."""
        self.record = own_record(request, pk)
        self.form = WithdrawForm(request.POST if request.POST.get("action") == "withdraw" else None)
        return super().dispatch(request, **kwargs)

    def get_page_title(self) -> str:
        """The record's title."""
        return self.record.title

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide; what cannot be is said."""
        action = request.POST.get("action", "")
        if action == "withdraw" and not self.form.is_valid():
            return self.get(request)
        try:
            if action == "withdraw":
                take_down(record=self.record, user=request.user, **self.form.cleaned_data)
                messages.success(request, _("“%(title)s” is withdrawn.") % {"title": self.record.title})
            elif action in ("keep", "quiet"):
                keep(record=self.record, user=request.user, quiet=action == "quiet")
                messages.success(request, _("“%(title)s” is kept.") % {"title": self.record.title})
        except REFUSALS as error:
            messages.error(request, said(error))
            return self.get(request)
        return redirect("sources_queue")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The record, the form, the history."""
        history = self.record.decisions.select_related("by")
        return {**super().get_context_data(**kwargs), "record": self.record, "form": self.form, "history": history}
