"""What an attempt's answer means for the delivery and its endpoint."""

import datetime as dt
from typing import Any

from django.db import transaction

from api.webhooks.messages import Message
from api.webhooks.models import Delivery, Endpoint
from api.webhooks.schedule import delay
from portal.outgoing import Answer

GONE = 410
NOT_2XX = "http_status"


def error_of(answer: Answer) -> str:
    """ "" for a success, else one word."""
    return "" if answer.ok else answer.error or NOT_2XX


def begin(endpoint: Endpoint, message: Message, now: dt.datetime) -> Delivery:
    """The delivery with this attempt noted, stored before anything is sent."""
    delivery = Delivery.objects.filter(endpoint=endpoint, message_id=message.id).first() or Delivery(
        endpoint=endpoint, message_id=message.id, type=message.type, position=message.position, created_at=now
    )
    delivery.begin(now)
    delivery.save()
    return delivery


def finish(delivery: Delivery, answer: Answer, *, later: bool) -> None:
    """Put the attempt's end in its place; `later`: it will be tried again by itself."""
    delivery.attempts[-1] |= {
        "status_code": answer.status,
        "duration_ms": round(answer.seconds * 1000),
        "error": error_of(answer) or None,
    }
    failed = Delivery.State.WAITING if later else Delivery.State.FAILED
    delivery.state = Delivery.State.DELIVERED if answer.ok else failed
    delivery.save(update_fields=["attempts", "state"])


def settle(endpoint: Endpoint, claim: str, delivery: Delivery, answer: Answer, now: dt.datetime) -> bool:
    """Store the outcome of the event in hand; returns whether the next one may follow at once.

    Nothing is stored of the endpoint when it was replayed, deleted, or claimed by another worker meanwhile.
    """
    failures = 0 if answer.ok else endpoint.failures + 1
    wait = None if answer.ok else delay(failures, answer, now)
    off = not answer.ok and (answer.status == GONE or wait is None)
    values: dict[str, Any] = {**seen(answer, now), "failures": failures, "next_attempt_at": None}
    if answer.ok:
        values |= {"position": delivery.position}
    elif off:
        values |= switched_off(Endpoint.Reason.GONE if answer.status == GONE else Endpoint.Reason.ATTEMPTS_EXHAUSTED)
    else:
        values |= {"next_attempt_at": now + dt.timedelta(seconds=wait or 0)}
    with transaction.atomic():
        mine = Endpoint.objects.filter(pk=endpoint.pk, claim=claim, position=endpoint.position)
        stored = bool(mine.exclude(reason=Endpoint.Reason.BY_STAFF).update(**values))
        if stored or Endpoint.objects.filter(pk=endpoint.pk).exists():
            finish(delivery, answer, later=stored and not off)
    return stored and answer.ok


def seen(answer: Answer, now: dt.datetime) -> dict[str, Any]:
    """The endpoint's columns that tell of the last attempt."""
    found: dict[str, Any] = {
        "last_attempt_at": now,
        "last_error": error_of(answer),
        "last_seconds": answer.seconds,
    }
    return {**found, "last_success_at": now} if answer.ok else found


def switched_off(reason: Endpoint.Reason) -> dict[str, Any]:
    """The endpoint's columns when it is switched off; its owner is told by the worker."""
    return {"status": Endpoint.Status.DISABLED, "reason": reason, "next_attempt_at": None, "told": False}
