"""The windows' screen, the small forms behind its buttons, and the next call of a series."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.calls import recording
from portal.calls.actions import ACTIONS, UNDONE_BY, Action, possible
from portal.calls.forms import NOW, THEN, HappeningForm
from portal.calls.timeline import picture
from portal.calls.windows_of import OneWindow, fingerprint, has_windows, windows_of
from portal.pages.models import PortalPage
from portal.windows.instants import SHANGHAI


def is_allowed(user: Any, page: PortalPage, action: str) -> bool:
    """Whether the user may `edit` or `publish` the page."""
    allowed = page.permissions_for_user(user)
    return bool(allowed.can_edit() if action == "edit" else allowed.can_publish())


def require(user: Any, page: PortalPage, action: str) -> None:
    """The same as a demand; raises PermissionDenied."""
    if not is_allowed(user, page, action):
        raise PermissionDenied(_("You have no permission to publish this page."))


def _page(request: HttpRequest, page_id: int, action: str) -> PortalPage:
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, PortalPage) or not has_windows(page):
        raise Http404
    require(request.user, page, action)
    return page


def windows(request: HttpRequest, page_id: int) -> HttpResponse:
    """Every window of a page: its status in words, its picture, its history, and what can be done now."""
    page, now = _page(request, page_id, "edit"), timezone.now()
    found, publishes = windows_of(page), is_allowed(request.user, page, "publish")
    rows = [_row(one, now, publishes and page.live) for one in found]
    shared = [kind for kind, action in ACTIONS.items() if action.together and _able(rows, kind) > 1]
    context = {
        "page": page, "rows": rows, "now": now, "may_publish": publishes,
        "together": [ACTIONS[kind] for kind in shared], "header_icon": "date",
        "page_title": _("Windows"), "page_subtitle": page.title,
    }  # fmt: skip
    return render(request, "calls_admin/windows.html", context)


def _row(one: OneWindow, now: dt.datetime, may_act: bool) -> dict[str, Any]:
    corrected = {event.corrects_id for event in one.events}
    return {
        "window": one,
        "status": one.status(now),
        "picture": picture(one.period, now),
        "actions": possible(one.period, now) if may_act else [],
        "history": [
            {
                "event": event,
                "is_corrected": event.id in corrected,
                "is_ahead": event.at > now,
                "undo": UNDONE_BY[event.kind] if may_act and event.id not in corrected else "",
            }
            for event in one.events
        ],
    }


def _able(rows: list[dict[str, Any]], kind: str) -> int:
    return sum(any(action.kind == kind for action in row["actions"]) for row in rows)


def happening(request: HttpRequest, page_id: int, kind: str) -> HttpResponse:
    """One button's form: filled in, shown again with what will follow, then recorded."""
    if kind not in ACTIONS:
        raise Http404
    page, now = _page(request, page_id, "publish"), timezone.now()
    if not page.live:
        raise Http404
    if request.method == "POST":
        # Before anything is read that the decision rests on.
        recording.hold(page)
    everything = windows_of(page)
    form = _form(request, ACTIONS[kind], everything, now)
    if request.method == "POST" and (answer := _take(request, page, form, everything, now)):
        return answer
    return _show(request, page, form, [])


def _form(request: HttpRequest, action: Action, everything: list[OneWindow], now: dt.datetime) -> HappeningForm:
    """Offers the windows for which it is possible; one whose mistake is to be corrected is offered anyway."""
    given = request.POST if request.method == "POST" else request.GET
    named, corrects = [name for name in given.getlist("windows") if name], given.get("corrects", "")
    offered = [
        one for one in everything
        if action.kind in {able.kind for able in possible(one.period, now)} or _mistaken(one, corrects)
    ]  # fmt: skip
    if request.method == "POST":
        sent = request.POST.copy()
        sent["seen"] = fingerprint(everything)
        return HappeningForm(sent, action=action, windows=offered)
    chosen = [one.id for one in offered if not named or one.id in named]
    initial = {"windows": chosen, "seen": fingerprint(everything), "when": NOW, "corrects": corrects or None}
    return HappeningForm(initial=initial | _at_its_instant(offered, corrects, now), action=action, windows=offered)


def _mistaken(one: OneWindow, corrects: str) -> bool:
    return bool(corrects) and any(str(event.id) == corrects for event in one.events)


def _at_its_instant(offered: list[OneWindow], corrects: str, now: dt.datetime) -> dict[str, Any]:
    """What was recorded for a future instant is taken back at that instant."""
    for one in offered:
        for event in one.events:
            if str(event.id) == corrects and event.at > now:
                local = event.at.astimezone(SHANGHAI)
                return {"when": THEN, "at_day": local.date(), "at_time": local.time()}
    return {}


def _take(
    request: HttpRequest, page: PortalPage, form: HappeningForm, everything: list[OneWindow], now: dt.datetime
) -> HttpResponse | None:
    """What a sent form is answered with; None where the form is to be shown with its errors."""
    back = redirect("call_windows", page.pk)
    if _sent_before(request, everything):
        messages.info(request, _("This is recorded already; nothing was recorded twice."))
        return back
    if not form.is_valid():
        return None
    if request.POST.get("seen") != fingerprint(everything):
        form.add_error(None, _("Meanwhile something else was recorded of this page. Look again, then decide."))
        return None
    try:
        planned = recording.plan(form, now)
        if "confirm" not in request.POST:
            return None if "change" in request.POST else _show(request, page, form, planned)
        recording.record(page, planned, corrects=form.cleaned_data.get("corrects"), user=request.user)
    except ValidationError as refused:
        form.add_error(None, ValidationError(refused.messages))
        return None
    messages.success(request, _("Recorded. The public page says so from now on."))
    return back


def _sent_before(request: HttpRequest, everything: list[OneWindow]) -> bool:
    try:
        token = uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return False
    sent = {uuid.uuid5(token, one.id) for one in everything}
    return any(event.id in sent for one in everything for event in one.events)


def _show(
    request: HttpRequest, page: PortalPage, form: HappeningForm, planned: list[recording.Planned]
) -> HttpResponse:
    context = {
        "page": page, "form": form, "planned": planned, "action": form.action, "header_icon": "date",
        "page_title": form.action.label, "page_subtitle": page.title,
        "back": reverse("call_windows", args=[page.pk]), "changing": "change" in request.POST,
    }  # fmt: skip
    return render(request, "calls_admin/happening.html", context)
