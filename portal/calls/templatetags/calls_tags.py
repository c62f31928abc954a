"""What the editor's form says beside windows and on top of a call made from last year's."""

import datetime as dt
from typing import Any

from django import template
from django.urls import reverse

from portal.calls.looking import remarks
from portal.calls.models import CallCopy
from portal.calls.series import last_years
from portal.pages.models import PortalPage
from portal.policies.models import ApplicationNotice
from portal.windows.instants import parse_instant
from portal.windows.models import Window

register = template.Library()


@register.simple_tag
def copied_call(call: PortalPage) -> dict[str, Any]:
    """`{remarks, source}` of a call made from an earlier one that is not published yet; {} for any other."""
    drafted = call.pk and not call.live and isinstance(call, ApplicationNotice)
    copy = CallCopy.objects.filter(call=call.permanent_id).first() if drafted else None
    if copy is None or not isinstance(call, ApplicationNotice):
        return {}
    return {"remarks": remarks(call, copy), "source": call.previous_notice}


@register.simple_tag
def window_note(window: Window) -> dict[str, Any]:
    """`{url}` of the page “Windows” for a published window, `{last}` for one whose time is last year's no more."""
    if not isinstance(window, Window) or not window.pk:
        return {}
    public = window.announced()
    if public and public.is_dated:
        return {"url": reverse("call_windows", args=[holder_id(public)])}
    if window.is_dated:
        return {}
    copies = CallCopy.objects.filter(windows__has_key=str(window.permanent_id))
    return {"last": last_years(window.permanent_id, copies)}


@register.simple_tag
def announced_ahead(happenings: list[dict[str, Any]], now: dt.datetime) -> list[dict[str, Any]]:
    """What is recorded and holds only later, unless it was taken back: status and deadline do not know of it yet."""
    taken_back = {row.get("corrects") for row in happenings}
    return [row for row in happenings if parse_instant(row["at"]) > now and row["id"] not in taken_back
            and not row.get("corrects")]  # fmt: skip


def holder_id(window: Window) -> int:
    """The page whose window it is."""
    found: Any = window
    for name in window.page_path.split("__"):
        found = getattr(found, name)
    return int(found.pk)
