"""A topic's present content goes to who subscribed to it (WebSub §7)."""

import datetime as dt
import hashlib
import hmac
import logging

from django.utils import timezone

from api.feeds.formats import FORMATS
from api.feeds.topics import topic_of
from api.snapshot import snapshot
from api.webhooks.secrets import Unreadable, opened
from api.websub.models import HubSubscription
from portal.outgoing import Answer, post

logger = logging.getLogger(__name__)

# Seconds after each failed attempt; after the last the news is let go, and the next one is tried afresh.
DELAYS = (5, 60, 600, 3600)
GONE = 410


def distribute(key: str) -> None:
    """Send what the topic holds now. Killed before the answer was stored, it is sent again: entries have ids."""
    subscription = HubSubscription.objects.filter(pk=key, expires_at__gt=timezone.now()).first()
    if subscription is None or subscription.news <= subscription.position:
        return
    content = _content(subscription.topic)
    if content is None:
        subscription.delete()
        return
    body, headers = content
    try:
        headers |= _signature(subscription, body)
    except Unreadable:
        # Unsigned content would be taken for somebody else's; the subscriber renews its lease with a secret.
        logger.warning("a subscriber's secret cannot be read any more: %s", subscription)
        subscription.delete()
        return
    _settle(subscription, post(subscription.callback, body, headers), timezone.now())


def _content(address: str) -> tuple[bytes, dict[str, str]] | None:
    """(body, headers) of a topic; None for an address that is no topic any more."""
    topic = topic_of(address)
    if topic is None:
        return None
    write, media_type = FORMATS[topic.ending]
    with snapshot():
        frame = topic.frame(timezone.now())
        body = write(frame)
    return body, {"Content-Type": media_type, "Link": f'<{frame.hub}>; rel="hub", <{topic.address}>; rel="self"'}


def _signature(subscription: HubSubscription, body: bytes) -> dict[str, str]:
    if not subscription.secret:
        return {}
    digest = hmac.new(opened(subscription.secret).encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature": f"sha256={digest}"}


def _settle(subscription: HubSubscription, answer: Answer, now: dt.datetime) -> None:
    mine = HubSubscription.objects.filter(pk=subscription.pk)
    if answer.status == GONE:
        mine.delete()
        return
    failures = subscription.failures + 1
    if answer.ok or failures > len(DELAYS):
        error = "" if answer.ok else answer.error or "http_status"
        mine.update(position=subscription.news, failures=0, next_attempt_at=None, last_error=error)
        return
    later = now + dt.timedelta(seconds=DELAYS[failures - 1])
    mine.update(failures=failures, next_attempt_at=later, last_error=answer.error or "http_status")
