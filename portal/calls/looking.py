"""What an editor should look at in a call made from last year's; computed from the draft, so it grows shorter."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.calls.models import CallCopy
from portal.calls.naming import year_of
from portal.policies.models import ApplicationNotice

_DAYS = re.compile(r"20\d\d年|\d{1,2}月\d{1,2}日")


@dataclass(frozen=True)
class Remark:
    """One thing to look at: words and the field's anchor in the editor."""

    text: str
    anchor: str


def remarks(call: ApplicationNotice, copy: CallCopy) -> list[Remark]:
    """In the order of the form."""
    last = ApplicationNotice.objects.filter(permanent_id=copy.source).first()
    found = [*_head(call), *_windows(call)]
    if last and last.time_text and not call.time_text:
        found.append(Remark(_("The time in words was: “%(text)s”") % {"text": last.time_text[:300]}, "time_text"))
    if call.apply_url:
        found.append(Remark(_("Is the address for applying still right?"), "apply_url"))
    if _DAYS.search(f"{call.conditions_text} {call.method} {call.summary}"):
        found.append(Remark(_("Conditions, method or summary name days or years of last year."), "conditions_text"))
    if call.body:
        found.append(Remark(_("The text is still last year's: put in this year's, or empty it."), "body"))
    if call.attachments.exists():
        found.append(Remark(_("The attachments are last year's files."), "attachments"))
    return found


def _head(call: ApplicationNotice) -> list[Remark]:
    found = []
    if year_of(call.title) is None:
        found.append(Remark(_("The title names no year; is it right as it stands?"), "title"))
    if not call.doc_number:
        found.append(Remark(_("This year's document number, if the notice has one."), "doc_number"))
    if not call.published_on:
        found.append(Remark(_("The day of publication."), "published_on"))
    if not call.source_url:
        found.append(Remark(_("Where this year's notice stands, if it comes from another site."), "source_url"))
    return found


def _windows(call: ApplicationNotice) -> list[Remark]:
    return [
        Remark(_("“%(item)s”: give this year's time; last year's is shown beside it.") % {"item": item.name}, "items")
        for item in call.items.all()
        if any(not window.is_dated for window in item.windows.all())
    ]
