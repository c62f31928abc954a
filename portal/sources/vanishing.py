"""What left its source: a week is waited, then somebody is asked; it comes back, and the asking ends."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction as database
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.pages.models import PortalPage
from portal.pages.verbs import withdraw
from portal.publication.transaction import transaction
from portal.sources.access import require_edit
from portal.sources.deciding import Overtaken
from portal.sources.models import Decision, Deed, SourceRecord

WAITED = dt.timedelta(days=7)


def ask(now: dt.datetime) -> int:
    """Begin to ask about live records that have been gone for a week; returns how many."""
    asked = 0
    gone = SourceRecord.objects.filter(
        vanished_since__lte=now - WAITED, asked_at=None, quiet=False, page__live=True
    )  # fmt: skip
    for record in gone:
        with database.atomic():
            if SourceRecord.objects.filter(pk=record.pk, asked_at=None).update(asked_at=now):
                Decision.objects.create(record=record, deed=Deed.ASKED, at=now)
                asked += 1
    return asked


def take_down(*, record: SourceRecord, reason: str, successor: UUID | None, note: str, user: Any) -> None:
    """Withdraw the page; should the record come back, it waits for a decision again."""
    with transaction():
        mine, page = _asked(record)
        if not page.permissions_for_user(user).can_unpublish():
            raise PermissionDenied(_("You may not withdraw “%(title)s”.") % {"title": page.title})
        withdraw(page=page, reason=reason, successor=successor, user=user, note=note)
        mine.asked_at, mine.accepted_digest = None, ""
        mine.save(update_fields=["asked_at", "accepted_digest"])
        Decision.objects.create(record=mine, deed=Deed.WITHDRAWN, by=user, note=note)


def keep(*, record: SourceRecord, user: Any, quiet: bool) -> None:
    """Leave it as it is: asked again after another week, or, `quiet`, not before it came back and left again."""
    with transaction():
        mine, page = _asked(record)
        require_edit(user, page)
        mine.asked_at, mine.quiet = None, quiet
        mine.vanished_since = mine.vanished_since if quiet else timezone.now()
        mine.save(update_fields=["asked_at", "quiet", "vanished_since"])
        Decision.objects.create(record=mine, deed=Deed.QUIET if quiet else Deed.KEPT, by=user)


def _asked(record: SourceRecord) -> tuple[SourceRecord, PortalPage]:
    found = SourceRecord.objects.select_for_update().get(pk=record.pk)
    if found.asked_at is None or found.page is None:
        raise Overtaken
    return found, found.page.specific
