"""What happens by itself: the department's mail, and forgetting how senders could be reached."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.corrections.models import Correction, CorrectionContact, DepartmentMailbox
from portal.jobs.queue import enqueue_once
from portal.taxonomy.models import Organisation


def mail(run: Any, correction: str) -> dict[str, Any]:
    """Tell the department that owns the record, or the nearest one above it that has a mailbox."""
    found = Correction.objects.select_related("owner").filter(pk=correction).first()
    address = mailbox_of(found.owner) if found else ""
    if found is None or not address:
        return {"sent": 0}
    with translation.override(settings.LANGUAGE_CODE):
        _message(found, address).send()
    return {"sent": 1}


def _message(correction: Correction, address: str) -> EmailMessage:
    """Nothing in it tells who wrote, and the text itself stays in the back-office."""
    link = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('correction_staff', args=[correction.pk])}"
    lines = [
        _("A reader says that something is wrong with a record of yours."),
        correction.item_title,
        correction.get_problem_display(),
        link,
    ]
    subject = _("Correction %(number)s") % {"number": correction.number}
    return EmailMessage(subject, "\n\n".join(lines), settings.DEFAULT_FROM_EMAIL, [address])


def mailbox_of(owner: Organisation | None) -> str:
    """The e-mail address for a body's records, "" where neither it nor any above it has one."""
    seen: set[Any] = set()
    while owner is not None and owner.pk not in seen:
        seen.add(owner.pk)
        if mailbox := DepartmentMailbox.objects.filter(organisation=owner).first():
            return mailbox.email
        owner = owner.parent
    return ""


def forget(run: Any) -> dict[str, Any]:
    """Delete contacts that are older than promised, whatever came of the correction."""
    return {"deleted": _old(timezone.now()).delete()[0]}


def _old(now: dt.datetime) -> Any:
    return CorrectionContact.objects.filter(created_at__lt=now - dt.timedelta(days=settings.CORRECTIONS_CONTACT_DAYS))


def schedule(now: dt.datetime) -> None:
    """Asks for `forget` when there is something to forget."""
    if _old(now).exists():
        enqueue_once("corrections.forget")
