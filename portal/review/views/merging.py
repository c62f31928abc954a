"""The page where two drafts of a record become one: base, mine and theirs beside each other, chosen by field."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.models import Revision

from portal.review.models import ParkedText
from portal.review.stale import MINE, NEWER, Choice, choices, merge

FIELD = "choice-"


def merge_view(request: HttpRequest, parked_id: UUID) -> HttpResponse:
    """Show what differs; save the merge once everything is chosen and nothing newer came."""
    kept = get_object_or_404(ParkedText.objects.select_related("page", "base"), pk=parked_id, user=request.user)
    if not kept.page.specific.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    newest = kept.page.get_latest_revision()
    chosen = typed_choices(request)
    found = choices(kept, newest, chosen)
    if request.method == "POST" and may_save(request, kept, newest, found):
        merge(kept, newest, chosen, request.user)
        messages.success(request, _("Both drafts are one now: please read it once more before it is published."))
        return redirect("wagtailadmin_pages:edit", kept.page_id)
    return render(request, "review_admin/merge.html", context(kept, newest, found, request.method == "POST"))


def typed_choices(request: HttpRequest) -> dict[str, str]:
    """Field → MINE or NEWER, as chosen on the page."""
    typed = {name.removeprefix(FIELD): value for name, value in request.POST.items() if name.startswith(FIELD)}
    return {name: str(value) for name, value in typed.items() if value in (MINE, NEWER)}


def may_save(request: HttpRequest, kept: ParkedText, newest: Revision, found: list[Choice]) -> bool:
    """Whether everything is chosen and what was looked at is still the newest draft; says so in words if not."""
    if kept.settled_at:
        messages.warning(request, _("This text was merged before; nothing was saved again."))
    elif (lock := kept.page.specific.get_lock()) and lock.for_user(request.user):
        messages.error(request, lock.get_message(request.user))
    elif request.POST.get("seen") != seen(newest):
        messages.warning(request, _("The draft was saved once more meanwhile: please look at the differences again."))
    elif any(not row.chosen for row in found):
        messages.error(request, _("Choose for every field which text is right."))
    else:
        return True
    return False


def seen(newest: Revision) -> str:
    """What tells one state of the newest draft from another: autosave writes into the same row."""
    return f"{newest.pk}-{newest.created_at.isoformat()}"


def context(kept: ParkedText, newest: Revision, found: list[Choice], tried: bool) -> dict[str, Any]:
    """What the template shows; `tried` marks fields that were left out."""
    return {
        "kept": kept,
        "page": kept.page,
        "newest": newest,
        "seen": seen(newest),
        "choices": found,
        "tried": tried,
        "title": kept.page.get_admin_display_title(),
    }
