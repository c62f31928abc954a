"""What waits for editors of calls, disclosures and activities: deadlines, results, times to be confirmed."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.calls.models import CallCopy
from portal.disclosures.choices import DisclosureType
from portal.disclosures.models import Disclosure
from portal.pages.desk import LONGEST, Task
from portal.policies.models import ApplicationNotice, CallWindow
from portal.publication.models import PublishedSpan
from portal.windows.instants import SHANGHAI
from portal.windows.status import StatusValue

SOON = dt.timedelta(days=7)
# What ended longer ago without a result is history, not work.
LOOK_BACK = dt.timedelta(days=366)
# So many rows are looked at for the few that are somebody's own.
LOOKED_AT = 400
RUNNING = (StatusValue.OPEN, StatusValue.CLOSING_SOON)
Found = Iterator[tuple[Any, Task]]


def tasks(user: Any) -> list[Task]:
    """The most urgent first, no kind of them more than half."""
    now = timezone.now()
    found = [
        task for group in (closing, unconfirmed, without_result, publicity_over) for task in _mine(group(now), user)
    ]
    return found[:LONGEST]


def _mine(rows: Found, user: Any) -> list[Task]:
    mine: list[Task] = []
    for page, task in rows:
        if len(mine) == LONGEST // 2:
            break
        if page.permissions_for_user(user).can_edit():
            mine.append(task)
    return mine


def _spans(now: dt.datetime, kind: str, *values: str) -> QuerySet[PublishedSpan]:
    """What holds now of the live records of a kind."""
    return PublishedSpan.objects.filter(
        axis="status", value__in=values, starts_at__lte=now, ends_at__gt=now, item__kind=kind, item__live=True
    )


def _pages(pages: Any, spans: QuerySet[PublishedSpan]) -> Iterator[tuple[Any, PublishedSpan]]:
    """Each span's page, where `pages` has it: three queries however many there are."""
    rows = list(spans[:LOOKED_AT])
    found = pages.filter(permanent_id__in=[row.item_id for row in rows], live=True)
    found = found.select_related("record_owner", "record_owner__region").prefetch_related("regions")
    by_id = {page.permanent_id: page for page in found}
    return ((by_id[row.item_id], row) for row in rows if row.item_id in by_id)


def closing(now: dt.datetime) -> Found:
    """Calls that close within a week and have no next one."""
    due = _spans(now, "notices", *RUNNING).filter(closes_at__lte=now + SOON).order_by("closes_at")
    following = ApplicationNotice.objects.filter(previous_notice=OuterRef("pk"))
    for page, span in _pages(ApplicationNotice.objects.exclude(Exists(following)), due):
        yield page, _task(
            _("Deadline within a week"), page, "call_windows",
            _("No next call is prepared. Extend it, or make the next one."), span.closes_at,
        )  # fmt: skip


def unconfirmed(now: dt.datetime) -> Found:
    """Calls made from last year's whose times are still empty: drafts, and published ones that are to be announced."""
    copies = {copy.call: copy for copy in CallCopy.objects.order_by("-made_at")[:LOOKED_AT]}
    undated = CallWindow.objects.filter(item__page=OuterRef("pk"), opens_at=None, closes_at=None, open_ended=False)
    pages = ApplicationNotice.objects.filter(Exists(undated), permanent_id__in=copies)
    for page in pages.select_related("record_owner", "record_owner__region").prefetch_related("regions"):
        detail = _("The times are still to be confirmed; last year's are shown in the editor.")
        yield page, _task(_("Times to be confirmed"), page, "wagtailadmin_pages:edit", detail)


def without_result(now: dt.datetime) -> Found:
    """Calls that closed within the last year and that no disclosure is about."""
    over = _spans(now, "notices", StatusValue.CLOSED).filter(closes_at__gte=now - LOOK_BACK).order_by("-closes_at")
    told = Disclosure.objects.filter(about_notice=OuterRef("pk"), live=True)
    for page, span in _pages(ApplicationNotice.objects.exclude(Exists(told)), over):
        detail = _("It is closed, and no result was disclosed.")
        yield page, _task(_("Closed without a result"), page, "wagtailadmin_pages:edit", detail, span.closes_at)


def publicity_over(now: dt.datetime) -> Found:
    """Publicity that ended without a final result about the same call, comments that led to no document."""
    over = _spans(now, "disclosures", StatusValue.CLOSED).filter(closes_at__gte=now - LOOK_BACK).order_by("-closes_at")
    final = Disclosure.objects.filter(
        about_notice=OuterRef("about_notice"), disclosure_type=DisclosureType.FINAL_RESULT, live=True
    )
    proposed = Q(disclosure_type=DisclosureType.PROPOSED_RESULT) & ~Exists(final)
    asked = Q(disclosure_type=DisclosureType.PUBLIC_COMMENT, about_document=None)
    for page, span in _pages(Disclosure.objects.filter(proposed | asked), over):
        detail = _("The period for objections or comments is over, and no outcome was disclosed.")
        yield page, _task(_("Publicity ended"), page, "wagtailadmin_pages:edit", detail, span.closes_at)


def _task(group: str, page: Any, view: str, detail: str, due: dt.datetime | None = None) -> Task:
    day = due.astimezone(SHANGHAI).date() if due else None
    return Task(group, page.title, reverse(view, args=[page.pk]), detail, day)
