"""Webhooks as a consumer of the log: sees which endpoints are due and lets each be served in a thread."""

import datetime as dt
import secrets
import threading
import time
from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.db.models import Min, Q
from django.utils import timezone

from api.webhooks.following import follow
from api.webhooks.keeping import keep_house
from api.webhooks.lanes import Lane
from api.webhooks.models import Endpoint
from portal.publication.head import log_head
from portal.publication.models import PublicationEvent

# An endpoint that lately took longer than this goes with those that fail.
SLOW_SECONDS = 2.0
HOUSEKEEPING_SECONDS = 30.0
MOST_DUE = 1_000


class Webhooks:
    """Each endpoint has a cursor of its own, so this consumer's only says that the endpoints were looked at."""

    name = "webhooks"

    def __init__(self) -> None:
        self.claim = secrets.token_hex(16)
        self.prompt = Lane("webhooks", settings.WEBHOOK_THREADS)
        self.doubtful = Lane("webhooks-doubtful", settings.WEBHOOK_THREADS)
        self._serving: set[str] = set()
        self._lock = threading.Lock()
        self._beaten = self._kept = time.monotonic()

    def handle(self, events: Sequence[PublicationEvent]) -> None:
        """News: serve who is behind."""
        self.turn()

    def tend(self) -> bool:
        """No news: repeat what failed and is due, keep claims and house."""
        self.turn()
        return False

    def held_position(self) -> int:
        """What endpoints that take events have; those that fail are switched off when theirs is no longer kept."""
        served = Endpoint.objects.filter(status=Endpoint.Status.ACTIVE, subscriber__active=True, failures=0)
        position = served.aggregate(found=Min("position"))["found"]
        return log_head().position if position is None else position

    def turn(self) -> None:
        """Hand every endpoint that is due to a lane; those that are served already are left alone."""
        now = time.monotonic()
        if now - self._beaten >= settings.WEBHOOK_CLAIM_SECONDS / 4:
            self._beaten = now
            self._hold()
        for pk, doubtful in self._due():
            self._serve(pk, self.doubtful if doubtful else self.prompt)
        if now - self._kept >= HOUSEKEEPING_SECONDS:
            self._kept = now
            self.doubtful.submit(keep_house)

    def _due(self) -> list[tuple[str, bool]]:
        """(endpoint, whether it is one that may keep a thread waiting), those that waited longest first."""
        behind = Endpoint.objects.filter(
            Q(next_attempt_at=None) | Q(next_attempt_at__lte=timezone.now()),
            status=Endpoint.Status.ACTIVE, subscriber__active=True, position__lt=log_head().position,
        )  # fmt: skip
        rows = behind.order_by("position").values_list("pk", "failures", "last_seconds")[:MOST_DUE]
        return [(str(pk), failures > 0 or seconds > SLOW_SECONDS) for pk, failures, seconds in rows]

    def _serve(self, pk: str, lane: Lane) -> None:
        with self._lock:
            if pk in self._serving:
                return
            self._serving.add(pk)
        lane.submit(partial(self._follow, pk))

    def _follow(self, pk: str) -> None:
        try:
            follow(pk, self.claim)
        finally:
            with self._lock:
                self._serving.discard(pk)

    def _hold(self) -> None:
        """Claims end soon after a worker died; while it lives they are renewed."""
        with self._lock:
            serving = list(self._serving)
        until = timezone.now() + dt.timedelta(seconds=settings.WEBHOOK_CLAIM_SECONDS)
        if serving:
            Endpoint.objects.filter(pk__in=serving, claim=self.claim).update(claimed_until=until)
