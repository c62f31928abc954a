"""Publishing what is incomplete or unseen: who may answers for it with a typed reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from portal.pages.gate import FORCING_PERMISSION, forced, refusals
from portal.pages.models import PortalPage

SHORTEST_REASON = 5


class ForcingForm(forms.Form):
    """The reason, for the page's history and for reviewers."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it published although something is missing?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=SHORTEST_REASON,
        max_length=1000,
        help_text=gettext_lazy("Your name, the time and this reason stay in the page's history."),
    )


def force_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """What is missing, and the reason; publishes (or schedules) the newest draft as it is."""
    page = get_object_or_404(Page, pk=page_id).specific
    require_forcing(request.user, page)
    newest = page.get_latest_revision()
    draft = newest.as_object() if newest else page
    form = ForcingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with forced(form.cleaned_data["reason"], request.user):
            (newest or page.save_revision(user=request.user)).publish(user=request.user)
        messages.success(request, _("“%(title)s” was published; the reason is in its history.") % {"title": draft})
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"page": page, "draft": draft, "form": form, "missing": refusals(draft, newest, request.user)}
    return render(request, "review_admin/force.html", context)


def require_forcing(user: Any, page: Page) -> None:
    """Raise PermissionDenied for whom may not publish this page, or may not answer for it."""
    allowed = isinstance(page, PortalPage) and page.permissions_for_user(user).can_publish()
    if not (allowed and user.has_perm(FORCING_PERMISSION)):
        raise PermissionDenied(_("You may not publish what is incomplete."))
