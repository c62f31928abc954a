"""What is dropped without a word, and how many: the sender sees what everybody sees."""

import datetime as dt
import hashlib
import re
import unicodedata

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from portal.corrections.models import Correction, DroppedCorrections
from portal.corrections.tickets import Ticket
from portal.windows.instants import SHANGHAI

HONEYPOT, TOO_FAST, LINKS, REPEATED = "honeypot", "too_fast", "links", "repeated"
_LINK = re.compile(r"(?:https?://|www\.)\S", re.IGNORECASE)
_MARKUP = re.compile(r"<a\s+href|\[url[=\]]|\[link[=\]]", re.IGNORECASE)
MOST_LINKS = 2
# Shorter texts may well be sent twice: "电话打不通".
SHORT = 12
REMEMBERED = dt.timedelta(days=1)


def digest_of(passage: str, proposal: str) -> str:
    """The same for texts that differ in width, case or spaces only."""
    text = "".join(unicodedata.normalize("NFKC", f"{passage}|{proposal}").casefold().split())
    return hashlib.sha256(text.encode()).hexdigest()


def reason_to_drop(ticket: Ticket, receipt: str, *, passage: str, proposal: str, trap: str) -> str:
    """One of the reasons, "" for what a person may have written."""
    text = f"{passage}\n{proposal}"
    if trap:
        return HONEYPOT
    if ticket.age < settings.CORRECTIONS_LEAST_SECONDS:
        return TOO_FAST
    if _MARKUP.search(text) or len(_LINK.findall(text)) > MOST_LINKS:
        return LINKS
    return REPEATED if len(text) > SHORT and _was_sent(digest_of(passage, proposal), receipt) else ""


def _was_sent(digest: str, receipt: str) -> bool:
    others = Correction.objects.filter(digest=digest, created_at__gte=timezone.now() - REMEMBERED)
    return others.exclude(receipt=receipt).exists()


def count_dropped(reason: str) -> None:
    """One more of today's; nothing else is kept."""
    day = timezone.localtime(timezone.now(), SHANGHAI).date()
    row, _ = DroppedCorrections.objects.get_or_create(day=day, reason=reason)
    DroppedCorrections.objects.filter(pk=row.pk).update(count=F("count") + 1)
