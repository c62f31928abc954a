"""What the desk looks for at night: incomplete records, links that lead nowhere."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from wagtail.models import Page

from portal.accounts.signing_in import forget_old
from portal.desk.incomplete import judge, live_records
from portal.desk.links.checking import check_internal, due, note, try_all
from portal.desk.links.finding import collect
from portal.desk.models import IncompleteRecord, Link
from portal.jobs.models import Job
from portal.jobs.queue import enqueue
from portal.windows.instants import SHANGHAI

INCOMPLETE = "desk.incomplete"
LINKS = "desk.links"
# Shanghai time: nobody works then, and other people's servers are idle.
BEGINS_AT, ENDS_AT = dt.time(2, 30), dt.time(6, 0)


def nightly(now: dt.datetime) -> None:
    """Ask for both once a night; called about once a minute."""
    local = now.astimezone(SHANGHAI)
    begun = dt.datetime.combine(local.date(), BEGINS_AT, SHANGHAI)
    if not BEGINS_AT <= local.time() < ENDS_AT:
        return
    for kind in (INCOMPLETE, LINKS):
        if not Job.objects.filter(kind=kind, created_at__gte=begun).exists():
            enqueue(kind)


def find_incomplete(run: Any) -> dict[str, int]:
    """Judge every live record. Texts are kept in the site's language."""
    total = sum(1 for _record in live_records()) if run else 0
    now, lacking = timezone.now(), 0
    with translation.override(settings.LANGUAGE_CODE):
        for number, page in enumerate(live_records(), 1):
            lacking += judge(page, now)
            if run and number % 50 == 0:
                run.progress(number, total, "")
    IncompleteRecord.objects.filter(page__in=Page.objects.filter(live=False)).delete()
    return {"looked_at": total, "incomplete": lacking}


def check_links(run: Any) -> dict[str, int]:
    """Collect, judge this site's own, try those that are due."""
    links = collect()
    now = timezone.now()
    nowhere = check_internal(now)
    hosts = due(now)
    total = sum(len(found) for found in hosts.values())
    for number, (link, answer) in enumerate(try_all(hosts), 1):
        note(link, answer, timezone.now())
        if run and number % 10 == 0:
            run.progress(number, total, "")
    forget_old(now)
    broken = Link.objects.filter(broken=True).count()
    return {"links": links, "tried": total, "internal_nowhere": nowhere, "broken": broken}
