"""What a review leaves for people to do: texts beside a newer draft, schedules that were cancelled."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry

from portal.pages.desk import LONGEST, Task
from portal.pages.history import SCHEDULE_REFUSED_ACTION
from portal.pages.own_records import own_pages
from portal.review.models import ParkedText
from portal.windows.instants import SHANGHAI


def parked_texts(user: Any) -> Iterable[Task]:
    """Texts of this person that wait beside a newer draft."""
    rows = ParkedText.objects.filter(user=user, settled_at=None).select_related("page")[:LONGEST]
    return [
        Task(
            group=_("Texts to be merged"),
            title=row.page.get_admin_display_title(),
            url=reverse("review_merge", args=[row.pk]),
            detail=_("Somebody saved while you wrote: choose which text is right."),
        )
        for row in rows
    ]


def cancelled_schedules(user: Any) -> Iterable[Task]:
    """Pages this person may edit that were not published at their time, until they are or nobody wants it any more."""
    return list(islice(_cancelled(user), LONGEST))


def _cancelled(user: Any) -> Iterator[Task]:
    entries = PageLogEntry.objects.filter(action=SCHEDULE_REFUSED_ACTION)
    pages = Page.objects.filter(pk__in=entries.values("page_id")).select_related("latest_revision")
    for page in own_pages(user, pages).order_by("pk").iterator():
        refused = entries.filter(page_id=page.pk).latest("timestamp")
        if _still_to_come(page, refused.timestamp) and page.specific.permissions_for_user(user).can_edit():
            yield Task(
                group=_("Not published at the scheduled time"),
                title=page.get_admin_display_title(),
                url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                detail=" ".join(refused.data.get("missing") or ()),
                due=refused.timestamp.astimezone(SHANGHAI).date(),
            )


def _still_to_come(page: Page, refused_at: dt.datetime) -> bool:
    """Whether the draft still names a time, and was neither published since nor scheduled anew."""
    published = page.last_published_at and page.last_published_at > refused_at
    wanted = page.latest_revision and page.latest_revision.content.get("go_live_at")
    return bool(wanted and not published and not page.approved_schedule)
