"""One endpoint follows the log: the next event it wants is sent, and only when it was taken the one after it."""

import datetime as dt
import logging
import time
from contextlib import suppress

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from api.changes.filters import ChangeFilter, change_filter
from api.changes.reader import Seen, read
from api.errors import InvalidParameters
from api.parameters import of_query
from api.webhooks import outcomes
from api.webhooks.messages import Message, of_event, send
from api.webhooks.models import Delivery, Endpoint
from api.webhooks.secrets import Unreadable
from portal.publication.head import log_head

logger = logging.getLogger(__name__)

READ_AHEAD = 20
# An endpoint with much to catch up makes room for the others after this many seconds.
LONGEST_TURN = 10.0
AFTER_A_FAULT = dt.timedelta(seconds=10)


def wanted(event_types: list[str], query: str) -> ChangeFilter:
    """What an endpoint wants to see; raises InvalidParameters."""
    return change_filter(",".join(event_types) if event_types else None, of_query(query.encode()))


def follow(pk: str, claim: str) -> None:
    """Send what is due to this endpoint. Never raises: a fault of ours is logged and tried again."""
    try:
        if _claimed(pk, claim):
            _follow(pk, claim)
    except Exception:
        logger.exception("webhook endpoint %s cannot be served", pk)
        with suppress(Exception):
            Endpoint.objects.filter(pk=pk, claim=claim).update(next_attempt_at=timezone.now() + AFTER_A_FAULT)
    finally:
        with suppress(Exception):
            Endpoint.objects.filter(pk=pk, claim=claim).update(claim="", claimed_until=None)


def _claimed(pk: str, claim: str) -> bool:
    """Only one process sends to an endpoint; the claim of one that died ends by itself."""
    now = timezone.now()
    free = Q(claim__in=("", claim)) | Q(claimed_until__lt=now)
    until = now + dt.timedelta(seconds=settings.WEBHOOK_CLAIM_SECONDS)
    return bool(Endpoint.objects.filter(free, pk=pk).update(claim=claim, claimed_until=until))


def _follow(pk: str, claim: str) -> None:
    until = time.monotonic() + LONGEST_TURN
    while time.monotonic() < until:
        endpoint = _mine(pk, claim)
        if endpoint is None or not _served(endpoint, claim):
            return


def _served(endpoint: Endpoint, claim: str) -> bool:
    """Send the next few events; whether more are there and may follow at once."""
    try:
        return _read_and_sent(endpoint, claim)
    except _Impossible as reason:
        mine = Endpoint.objects.filter(pk=endpoint.pk, claim=claim, position=endpoint.position or 0)
        mine.update(**outcomes.switched_off(reason.args[0]))
    return False


class _Impossible(Exception):
    """The endpoint cannot be served until somebody acts; its argument is the Endpoint.Reason."""


def _read_and_sent(endpoint: Endpoint, claim: str) -> bool:
    begun = endpoint.position or 0
    if begun < log_head().pruned:
        raise _Impossible(Endpoint.Reason.POSITION_EXPIRED)
    try:
        page = read(begun, READ_AHEAD, wanted(endpoint.event_types, endpoint.filter))
        if not _deliver(endpoint, claim, page.events):
            return False
    except InvalidParameters as error:
        raise _Impossible(Endpoint.Reason.FILTER_INVALID) from error
    except Unreadable as error:
        raise _Impossible(Endpoint.Reason.SECRET_UNREADABLE) from error
    last = page.events[-1].position if page.events else begun
    if page.position > last:
        Endpoint.objects.filter(pk=endpoint.pk, claim=claim, position=last).update(position=page.position)
    return page.has_more


def _mine(pk: str, claim: str) -> Endpoint | None:
    found = Endpoint.objects.filter(pk=pk, claim=claim, status=Endpoint.Status.ACTIVE, subscriber__active=True)
    return found.first()


def _deliver(endpoint: Endpoint, claim: str, events: list[Seen]) -> bool:
    """Send in order; False as soon as one is not taken, or the endpoint changed under our hands."""
    for seen in events:
        now = timezone.now()
        message = of_event(seen)
        found = _begun(endpoint, claim, message, now)
        if found is None:
            return False
        present, delivery = found
        answer = send(present, message, now)
        if not outcomes.settle(present, claim, delivery, answer, timezone.now()):
            return False
        endpoint.position = seen.position
    return True


def _begun(endpoint: Endpoint, claim: str, message: Message, now: dt.datetime) -> tuple[Endpoint, Delivery] | None:
    """The endpoint as it is now, with the attempt noted; None when it is no longer ours, moved, or wants others."""
    with suppress(IntegrityError), transaction.atomic():
        found = _mine(str(endpoint.pk), claim)
        if found is None or _standing(found) != _standing(endpoint):
            return None
        return found, outcomes.begin(found, message, now)
    return None


def _standing(endpoint: Endpoint) -> tuple[object, ...]:
    return endpoint.position, endpoint.event_types, endpoint.filter
