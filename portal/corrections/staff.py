"""The back-office: a department's corrections, and the answer to one."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page

from portal.corrections.forms import AnswerForm, seen_of
from portal.corrections.models import Correction, DroppedCorrections, State
from portal.corrections.passages import find
from portal.corrections.reach import EVERYTHING, may_handle, within_reach
from portal.publication.models import PublishedItem

A_PAGE = 30
LOGGED = "portal.correction"


def corrections(request: HttpRequest) -> HttpResponse:
    """Those within reach: by state, by words of title, passage or number, newest first."""
    reach = within_reach(request.user)
    state, words = request.GET.get("state", ""), request.GET.get("q", "").replace("\x00", "").strip()
    found = reach.filter(state=state) if state in State.values else reach
    if words:
        found = found.filter(
            Q(item_title__icontains=words) | Q(passage__icontains=words) | Q(proposal__icontains=words)
        )  # fmt: skip
    counts = dict(reach.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "page_title": _("Corrections"), "header_icon": "comment", "q": words, "state": state,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("p")),
        "states": [(value, label, counts.get(value, 0)) for value, label in State.choices],
        "dropped": _dropped() if request.user.has_perm(EVERYTHING) else [],
    }  # fmt: skip
    return render(request, "corrections_admin/list.html", context)


def _dropped() -> list[DroppedCorrections]:
    return list(DroppedCorrections.objects.order_by("-day", "reason")[:20])


def correction(request: HttpRequest, correction_id: uuid.UUID) -> HttpResponse:
    """One: what was told, where that stands, and the answer."""
    rows = Correction.objects.select_related("owner", "handled_by")
    posted = request.POST.copy() if request.method == "POST" else None
    # Two who answer at the same time: the second finds what the first saved.
    found = get_object_or_404(rows.select_for_update(of=("self",)) if posted is not None else rows, pk=correction_id)
    if not may_handle(request.user, found):
        raise PermissionDenied
    form = AnswerForm(posted, instance=found, initial={"seen": seen_of(found)})
    if posted is not None:
        if form.is_valid():
            _save(form, request.user)
            messages.success(request, _("Saved."))
            return redirect("correction_staff", found.pk)
        found = rows.get(pk=correction_id)
        posted["seen"] = seen_of(found)
    return render(request, "corrections_admin/one.html", _context(found, form))


def _save(form: AnswerForm, user: Any) -> None:
    changed = form.instance
    changed.handled_by = user
    is_news = "answer" in form.changed_data or not changed.answered_at
    if is_news and changed.state in (State.ANSWERED, State.REFUSED):
        changed.answered_at = timezone.now()
    form.save()
    log(changed, LOGGED, user=user, data={"state": changed.state, "shown": changed.answer_shown})


def _context(found: Correction, form: AnswerForm) -> dict[str, Any]:
    item = PublishedItem.objects.filter(pk=found.item_id, live=True).first()
    return {
        "page_title": _("Correction"), "page_subtitle": found.number, "header_icon": "comment", "correction": found,
        "form": form, "item": item, "found": find(found.item_id, found.passage, found.item_version),
        "edit_url": _edit_url(item), "contact": getattr(found, "contact", None),
        "entries": ModelLogEntry.objects.for_instance(found).select_related("user").order_by("timestamp"),
    }  # fmt: skip


def _edit_url(item: PublishedItem | None) -> str:
    """The record's page in the editor, found by its address."""
    if item is None:
        return ""
    page = Page.objects.filter(slug=item.path.rstrip("/").rpartition("/")[2], live=True).first()
    matches = page is not None and str(getattr(page.specific, "permanent_id", "")) == str(item.pk)
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page and matches else ""
