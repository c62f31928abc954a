"""The button that makes the next call of a series, and where it leads."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.calls.naming import next_title, series_word, year_of
from portal.calls.recording import hold
from portal.calls.series import make_next, successor_of
from portal.calls.views import is_allowed, require
from portal.policies.models import ApplicationNotice


def next_call(request: HttpRequest, page_id: int) -> HttpResponse:
    """Says what will be made; a POST makes it and opens it. Where there is a next call already, it opens that."""
    call = get_object_or_404(ApplicationNotice, pk=page_id)
    require(request.user, call, "edit")
    if not call.get_parent().permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied(_("You have no permission to add calls."))
    if call.alias_of_id:
        raise Http404
    if request.method == "POST":
        hold(call)
    if following := successor_of(call):
        messages.info(request, _("There is a next call already: this is it."))
        return redirect("wagtailadmin_pages:edit", following.pk)
    if request.method != "POST":
        return _ask(request, call)
    draft = make_next(call=call, user=request.user, may_publish=is_allowed(request.user, call, "publish"))
    messages.success(request, _("A draft was made from “%(title)s”. It is not published.") % {"title": call.title})
    return redirect("wagtailadmin_pages:edit", draft.pk)


def _ask(request: HttpRequest, call: ApplicationNotice) -> HttpResponse:
    year = call.programme_year or year_of(call.title)
    context = {
        "call": call, "title": next_title(call.title, year), "year": year + 1 if year else None,
        "series": call.series or series_word(call.title), "header_icon": "copy",
        "page_title": _("Make the next call"), "page_subtitle": call.title,
    }  # fmt: skip
    return render(request, "calls_admin/next_call.html", context)
