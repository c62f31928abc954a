"""Old events may go when everybody has them; what was published as which version stays for ever."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from portal.publication.consumers import Consumer, configured_consumers, cursor_of
from portal.publication.head import log_head
from portal.publication.models import LogHead, PublicationEvent

BATCH = 5_000
# What third parties were promised (API.md §4).
PROMISED_DAYS = 400


def prune_before(instant: dt.datetime) -> int:
    """Delete the events recorded before `instant` (zoned) that nobody waits for; returns how many."""
    kept = PublicationEvent.objects.filter(recorded_at__gte=instant).order_by("position")
    first = kept.values_list("position", flat=True).first()
    return prune_to(log_head().position if first is None else first - 1)


def prune_keeping(number: int) -> int:
    """Delete all but the last `number` events, apart from those that somebody waits for; returns how many."""
    return prune_to(log_head().position - max(number, 0))


def prune_to(position: int, consumers: Iterable[Consumer] | None = None) -> int:
    """Delete events up to `position`, never beyond a consumer's cursor; older positions answer 410 from then on."""
    followed = configured_consumers() if consumers is None else consumers
    last = min([position, *(_done_by(consumer) for consumer in followed)])
    deleted = 0
    while ends := list(_upto(last).order_by("position").values_list("position", flat=True)[:BATCH]):
        # Together: who reads events and then looks at the mark is told of the gap. The head last, as everywhere.
        with transaction.atomic():
            deleted += _upto(ends[-1]).delete()[0]
            LogHead.objects.filter(pk=1, pruned__lt=ends[-1]).update(pruned=ends[-1])
    return deleted


def _upto(position: int) -> QuerySet[PublicationEvent]:
    return PublicationEvent.objects.filter(position__lte=position)


def _done_by(consumer: Consumer) -> int:
    """A consumer with cursors of its own (an endpoint each) or parked events says itself what it still needs."""
    held = getattr(consumer, "held_position", None)
    own = cursor_of(consumer.name).position
    return min(own, held()) if held else own
