"""The hub as a consumer of the log: sees which topics changed, and lets each subscriber be told in a thread."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from api.feeds.topics import topic_of
from api.webhooks.lanes import Lane
from api.websub.distribution import distribute
from api.websub.models import HubRequest, HubSubscription
from api.websub.verification import verify
from portal.publication.models import PublicationEvent

logger = logging.getLogger(__name__)

MOST_DUE = 500
HOUSEKEEPING_SECONDS = 30.0
AFTER_A_FAULT = 10.0


class Hub:
    """Marks what there is news of; what is sent is the topic as it is then, so many events make one message."""

    name = "hub"
    # Who subscribes reads the feed first; the past is no news.
    from_head = True

    def __init__(self) -> None:
        # Anybody may ask: callbacks that answer slowly delay only others that ask.
        self.asking = Lane("hub-asking", settings.HUB_THREADS)
        self.prompt = Lane("hub", settings.HUB_THREADS)
        self.doubtful = Lane("hub-doubtful", settings.HUB_THREADS)
        self._serving: set[str] = set()
        self._resting: dict[str, float] = {}
        self._lock = threading.Lock()
        self._kept = float("-inf")

    def handle(self, events: Sequence[PublicationEvent]) -> None:
        """Note for every topic that changed up to where it did."""
        topics = HubSubscription.objects.order_by().values_list("topic", flat=True).distinct()
        for address in topics:
            if position := _changed(address, events):
                HubSubscription.objects.filter(topic=address, news__lt=position).update(news=position)
        self.turn()

    def tend(self) -> bool:
        """Verify what was asked, repeat what failed, let go what has expired."""
        self.turn()
        if time.monotonic() - self._kept >= HOUSEKEEPING_SECONDS:
            self._kept = time.monotonic()
            HubSubscription.objects.filter(expires_at__lte=timezone.now()).delete()
        return False

    def turn(self) -> None:
        """Hand over whatever is due; what is in hand already is left alone."""
        now = timezone.now()
        asked = HubRequest.objects.filter(next_attempt_at__lte=now).order_by("next_attempt_at")
        for key, attempts in asked.values_list("pk", "attempts")[:MOST_DUE]:
            self._serve(key, partial(verify, key), self.doubtful if attempts else self.asking)
        due = HubSubscription.objects.filter(
            Q(next_attempt_at=None) | Q(next_attempt_at__lte=now), news__gt=F("position"), expires_at__gt=now
        )
        for key, failures in due.order_by("news").values_list("pk", "failures")[:MOST_DUE]:
            self._serve(key, partial(distribute, key), self.doubtful if failures else self.prompt)

    def _serve(self, key: str, job: Callable[[], None], lane: Lane) -> None:
        with self._lock:
            if key in self._serving or self._resting.get(key, 0.0) > time.monotonic():
                return
            self._serving.add(key)
            self._resting.pop(key, None)
        lane.submit(partial(self._run, key, job))

    def _run(self, key: str, job: Callable[[], None]) -> None:
        """A fault of ours is logged and tried again; a lane takes no exceptions."""
        try:
            job()
        except Exception:
            logger.exception("the hub failed with %s; it will be tried again", key)
            self._resting[key] = time.monotonic() + AFTER_A_FAULT
        finally:
            with self._lock:
                self._serving.discard(key)


def _changed(address: str, events: Sequence[PublicationEvent]) -> int:
    """The position of the last event that changed a topic; 0 for none. An address that is no topic any more did."""
    topic = topic_of(address)
    found = [event.position for event in events if topic is None or topic.wanted.touched(event)]
    return max(found, default=0)
