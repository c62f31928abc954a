"""Whether the owner of a callback wants what was asked in its name (WebSub §5.3)."""

import datetime as dt
import hmac
import secrets
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone

from api.errors import Refusal
from api.webhooks.secrets import sealed
from api.websub.models import HubRequest, HubSubscription, key_of
from api.websub.reading import Asked
from portal.outgoing import Answer, get
from portal.publication.head import log_head

# Seconds after each attempt at which nobody answered.
DELAYS = (5, 60)
RETRY_AFTER = {"Retry-After": "60"}


def ask(wanted: Asked, now: dt.datetime) -> HubRequest:
    """Note that it is to be verified; raises Refusal (429) when a host has too much already.

    The limit keeps the hub from being used to bother a host that never asked for anything.
    """
    key = key_of(wanted.topic, wanted.callback)
    waiting = HubRequest.objects.filter(host=wanted.host).exclude(pk=key).count()
    held = HubSubscription.objects.filter(host=wanted.host).exclude(pk=key).count()
    crowded = wanted.mode == "subscribe" and held >= settings.HUB_MOST_PER_HOST
    if waiting >= settings.HUB_MOST_WAITING_PER_HOST or crowded:
        raise Refusal("too-many-requests", "too many subscriptions for this host", headers=RETRY_AFTER)
    values = {
        "mode": wanted.mode, "topic": wanted.topic, "callback": wanted.callback, "host": wanted.host,
        "lease_seconds": wanted.lease_seconds, "secret": sealed(wanted.secret) if wanted.secret else "",
        "attempts": 0, "asked_at": now, "next_attempt_at": now,
    }  # fmt: skip
    return HubRequest.objects.update_or_create(pk=key, defaults=values)[0]


def verify(key: str) -> None:
    """Ask the callback; do what it confirms, forget what it does not. Nobody there: asked again, at most twice."""
    request = HubRequest.objects.filter(pk=key).first()
    if request is None:
        return
    challenge = secrets.token_urlsafe(32)
    answer = get(_address(request, challenge))
    confirmed = answer.ok and hmac.compare_digest(answer.body.strip(), challenge.encode())
    # A newer request of the same subscriber is verified by itself.
    mine = HubRequest.objects.filter(pk=key, asked_at=request.asked_at)
    if _nobody(answer) and request.attempts < len(DELAYS):
        later = timezone.now() + dt.timedelta(seconds=DELAYS[request.attempts])
        mine.update(attempts=request.attempts + 1, next_attempt_at=later)
        return
    if confirmed and mine.exists():
        _confirm(request, timezone.now())
    mine.delete()


def _address(request: HubRequest, challenge: str) -> str:
    members = {"hub.mode": request.mode, "hub.topic": request.topic, "hub.challenge": challenge}
    if request.mode == "subscribe":
        members["hub.lease_seconds"] = str(request.lease_seconds)
    return f"{request.callback}{'&' if '?' in request.callback else '?'}{urlencode(members)}"


def _nobody(answer: Answer) -> bool:
    return answer.status is None or answer.status >= 500 or bool(answer.error)


def _confirm(request: HubRequest, now: dt.datetime) -> None:
    if request.mode == "unsubscribe":
        HubSubscription.objects.filter(pk=request.key).delete()
        return
    head = log_head().position
    HubSubscription.objects.update_or_create(
        pk=request.key,
        defaults={
            "topic": request.topic, "callback": request.callback, "host": request.host, "secret": request.secret,
            "expires_at": now + dt.timedelta(seconds=request.lease_seconds), "failures": 0, "next_attempt_at": None,
        },
        create_defaults={
            "topic": request.topic, "callback": request.callback, "host": request.host, "secret": request.secret,
            "expires_at": now + dt.timedelta(seconds=request.lease_seconds), "position": head, "news": head,
        },
    )  # fmt: skip
