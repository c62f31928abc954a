"""What may be done to an endpoint, by its subscriber and by staff."""

import datetime as dt
import hmac
import json
import secrets
import threading
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from api.changes.reader import Seen, read
from api.errors import Refusal
from api.positions import position_of
from api.subscribers.models import Subscriber
from api.webhooks import messages, outcomes
from api.webhooks.following import wanted
from api.webhooks.messages import Message
from api.webhooks.models import Delivery, Endpoint
from api.webhooks.secrets import Unreadable, new_secret, readable, sealed
from portal.outgoing import Answer
from portal.publication.head import log_head
from portal.publication.models import PublicationEvent

Status, Reason = Endpoint.Status, Endpoint.Reason
# Challenges, tests and redeliveries at the same time in one process, and how long one waits for its turn.
_AT_ONCE = threading.BoundedSemaphore(6)
PATIENCE_SECONDS = 5.0
# A replay, a resumption: whoever sends now notices that its claim is gone and stops.
AFRESH: dict[str, Any] = {"failures": 0, "next_attempt_at": None, "claim": "", "claimed_until": None}


def create(*, subscriber: Subscriber, members: dict[str, Any]) -> tuple[Endpoint, str]:
    """A pending endpoint and its secret; raises Refusal (409) when the subscriber has as many as it may."""
    secret = new_secret()
    with transaction.atomic():
        # Two requests at once must not both be the last that fits.
        Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        if Endpoint.objects.filter(subscriber=subscriber).count() >= settings.WEBHOOK_MOST_ENDPOINTS:
            raise _conflict(f"a subscriber has at most {settings.WEBHOOK_MOST_ENDPOINTS} endpoints")
        return Endpoint.objects.create(subscriber=subscriber, secret=sealed(secret), **members), secret


def change(endpoint: Endpoint, *, members: dict[str, Any]) -> None:
    """Another address must answer a challenge of its own; meanwhile events are held."""
    values: dict[str, Any] = {**members, "updated_at": timezone.now()}
    if members.get("url", endpoint.url) != endpoint.url:
        _require_free(endpoint, by_staff=False)
        values |= {**AFRESH, "status": Status.PENDING, "reason": Reason.URL_CHANGED, "verified_at": None}
    _update(endpoint, values)


def verify(endpoint: Endpoint) -> None:
    """Send a challenge. Answered, a pending or disabled endpoint becomes active and its events begin with what is
    published from now on, or go on where they stopped if it ever was active.
    """
    _require_free(endpoint, by_staff=False)
    now, word = timezone.now(), secrets.token_urlsafe(24)
    answer = _send(endpoint, messages.challenge(endpoint, word, now), now)
    values = outcomes.seen(answer, timezone.now())
    waiting = endpoint.status in (Status.PENDING, Status.DISABLED)
    if not _answered(answer, word):
        values |= {"last_error": values["last_error"] or "no_challenge"}
        _update(
            endpoint, {**values, "reason": Reason.CHALLENGE_FAILED} if endpoint.status == Status.PENDING else values
        )
        return
    values["verified_at"] = now
    if waiting:
        values |= {**AFRESH, "status": Status.ACTIVE, "reason": Reason.NONE}
    if endpoint.position is None:
        values["position"] = log_head().position
    # Only what was challenged counts: the address may have changed while it answered.
    mine = Endpoint.objects.filter(pk=endpoint.pk, url=endpoint.url)
    mine.exclude(reason=Reason.BY_STAFF).update(**values)
    endpoint.refresh_from_db()


def rotate(endpoint: Endpoint, *, grace_seconds: int) -> str:
    """A new secret, returned; the old one signs too for so long, if it can be read."""
    secret, now = new_secret(), timezone.now()
    kept = bool(grace_seconds) and readable(endpoint.secret)
    until = now + dt.timedelta(seconds=grace_seconds) if kept else None
    previous = endpoint.secret if kept else ""
    _update(endpoint, {"secret": sealed(secret), "previous_secret": previous, "previous_until": until})
    return secret


def pause(endpoint: Endpoint) -> None:
    """Hold events; raises Refusal (409) where nothing is sent anyway."""
    if endpoint.status not in (Status.ACTIVE, Status.PAUSED):
        raise _conflict(f"the endpoint is {endpoint.status}")
    _update(endpoint, {"status": Status.PAUSED})


def resume(endpoint: Endpoint, *, by_staff: bool = False) -> None:
    """Go on where it stopped, at once; raises Refusal (409) for an address that answered no challenge yet."""
    _require_verified(endpoint)
    _require_free(endpoint, by_staff)
    if endpoint.status != Status.ACTIVE:
        _update(endpoint, {**AFRESH, "status": Status.ACTIVE, "reason": Reason.NONE})


def disable(endpoint: Endpoint, *, reason: Endpoint.Reason = Reason.BY_STAFF) -> None:
    """Switch off; the owner is told by the worker."""
    _update(endpoint, outcomes.switched_off(reason))


def replay(endpoint: Endpoint, *, after: str) -> None:
    """Send everything after a position again; raises InvalidParameters, Refusal (409, 410)."""
    _require_verified(endpoint)
    _update(endpoint, {**AFRESH, "position": position_of(after)})


def send_test(endpoint: Endpoint) -> Delivery:
    """A test message, at once; raises Refusal (409) before the challenge was answered."""
    _require_verified(endpoint)
    now = timezone.now()
    return _at_once(endpoint, messages.test(endpoint, f"test-{secrets.token_urlsafe(12)}", now), now)


def redeliver(delivery: Delivery) -> Delivery:
    """The same message again, at once; raises Refusal (409, 410 when its event is no longer kept)."""
    endpoint = delivery.endpoint
    _require_verified(endpoint)
    if delivery.position is None:
        message = messages.test(endpoint, delivery.message_id, delivery.created_at)
    else:
        message = _event_again(delivery)
    found = _at_once(endpoint, message, timezone.now())
    if found.state == Delivery.State.DELIVERED and found.position is not None:
        _taken(endpoint, found.position)
    return found


def _event_again(delivery: Delivery) -> Message:
    event = PublicationEvent.objects.filter(position=delivery.position or 0).first()
    if event is None:
        raise Refusal("position-expired")
    text = wanted(delivery.endpoint.event_types, delivery.endpoint.filter).seen(event)
    if text is None:
        raise _conflict("the endpoint's filter no longer wants this event")
    return messages.of_event(Seen(event.position, text))


def _taken(endpoint: Endpoint, position: int) -> None:
    """Where it was the event in hand that at last was taken, the worker goes on behind it."""
    if endpoint.failures and endpoint.position is not None:
        page = read(endpoint.position, 1, wanted(endpoint.event_types, endpoint.filter))
        if [seen.position for seen in page.events] == [position]:
            values = {**AFRESH, "position": position}
            Endpoint.objects.filter(pk=endpoint.pk, position=endpoint.position).update(**values)


def _at_once(endpoint: Endpoint, message: Message, now: dt.datetime) -> Delivery:
    kept = Delivery.objects.filter(endpoint=endpoint, message_id=message.id, state=Delivery.State.WAITING).exists()
    delivery = outcomes.begin(endpoint, message, now)
    answer = _send(endpoint, message, now)
    outcomes.finish(delivery, answer, later=kept)
    return delivery


def _send(endpoint: Endpoint, message: Message, now: dt.datetime) -> Answer:
    """In the request's own thread, so only a few at a time: slow receivers must not take the site's threads."""
    if not _AT_ONCE.acquire(timeout=PATIENCE_SECONDS):
        raise Refusal("unavailable", headers={"Retry-After": "15"})
    try:
        return messages.send(endpoint, message, now)
    except Unreadable:
        disable(endpoint, reason=Reason.SECRET_UNREADABLE)
        raise _conflict("the endpoint's secret cannot be read; rotate it") from None
    finally:
        _AT_ONCE.release()


def _answered(answer: Answer, word: str) -> bool:
    """A 2xx with a JSON object whose `challenge` is the word."""
    try:
        given = json.loads(answer.body) if answer.ok else None
    except (ValueError, RecursionError):
        return False
    said = given.get("challenge") if isinstance(given, dict) else None
    return isinstance(said, str) and hmac.compare_digest(said.encode("utf-8", "replace"), word.encode())


def _require_verified(endpoint: Endpoint) -> None:
    if not endpoint.verified:
        raise _conflict("the endpoint has not answered a challenge yet: verify it first")


def _require_free(endpoint: Endpoint, by_staff: bool) -> None:
    if endpoint.reason == Reason.BY_STAFF and not by_staff:
        raise _conflict("the portal's staff switched the endpoint off; ask them")


def _conflict(detail: str) -> Refusal:
    return Refusal("conflict", detail)


def _update(endpoint: Endpoint, values: dict[str, Any]) -> None:
    Endpoint.objects.filter(pk=endpoint.pk).update(**values)
    endpoint.refresh_from_db()
