"""Consumers read the log in order, own their progress, and may be run again over the same events."""

import datetime as dt
import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Protocol, runtime_checkable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.log_context import bound
from portal.publication import parking
from portal.publication.head import log_head
from portal.publication.models import ConsumerCursor, ParkedEvent, PublicationEvent
from portal.publication.unavailable import Unavailable

logger = logging.getLogger(__name__)

BATCH = 200
# An idle consumer says this often that it is alive.
BEAT = dt.timedelta(seconds=10)


class Consumer(Protocol):
    """Named in `settings.PUBLICATION_CONSUMERS`. `handle` is idempotent: after a crash it sees events again.

    It may say how many events it takes at once (`batch`, default 200; 1: a crash repeats at most the event in hand)
    and that it has no use for what was published before it first ran (`from_head = True`).
    """

    name: str

    def handle(self, events: Sequence[PublicationEvent]) -> None: ...


class NotNow(Exception):
    """Raised by `handle` while the consumer is at other work that it goes on with at its next turn: no failure."""


# The database being away or busy says nothing about the event in hand either.
AWAY = (Unavailable, OperationalError, InterfaceError)


@runtime_checkable
class Tending(Protocol):
    """A consumer that looks after what it keeps even while nothing is published: called at every turn.

    Returns whether it has more of that to do at once.
    """

    def tend(self) -> bool: ...


def configured_consumers() -> Iterable[Consumer]:
    """One instance of every consumer named in the settings; raises ImportError for a wrong name."""
    return [import_string(path)() for path in settings.PUBLICATION_CONSUMERS]


def advance(consumer: Consumer) -> int:
    """Hand the consumer its next batch and store its new position; returns how many events it took, 0 for no work.

    The cursor moves only after `handle` returned, so a crash repeats a batch and never skips one. Raises what the
    consumer raised; an event on which it failed too often is parked instead and passed over.
    """
    busy = consumer.tend() if isinstance(consumer, Tending) else False
    cursor = _cursor_for(consumer)
    taken = 0
    with suppress(NotNow), bound(position=cursor.position):
        open_rows = parking.being_tried(consumer.name)
        taken = sum(_retry(consumer, row) for row in open_rows if row.position <= cursor.position)
        suspected = {row.position for row in open_rows if row.position > cursor.position}
        taken += _take(consumer, cursor, _next_events(consumer, cursor), suspected)
    _beat_if_due(cursor)
    return taken or int(busy)


def _next_events(consumer: Consumer, cursor: ConsumerCursor) -> list[PublicationEvent]:
    waiting = PublicationEvent.objects.filter(position__gt=cursor.position).order_by("position")
    return list(waiting[: getattr(consumer, "batch", BATCH)])


def _take(consumer: Consumer, cursor: ConsumerCursor, events: list[PublicationEvent], suspected: set[int]) -> int:
    """As one batch; one by one where that fails, so that only the event which cannot be handled is held back."""
    if events and events[0].position in suspected:
        events = events[:1]
    elif len(events) > 1 and _take_together(consumer, events):
        _move(cursor, events[-1].position)
        return len(events)
    for event in events:
        _take_one(consumer, event, event.position in suspected)
        _move(cursor, event.position)
    return len(events)


def _take_together(consumer: Consumer, events: list[PublicationEvent]) -> bool:
    try:
        consumer.handle(events)
    except (NotNow, *AWAY):
        raise
    except Exception:
        logger.exception("%s failed on a batch; it is handed its events one by one", consumer.name)
        return False
    return True


def _take_one(consumer: Consumer, event: PublicationEvent, suspected: bool) -> None:
    """Returns when the event is done with: handled, or parked. Raises what `handle` raised until then."""
    try:
        consumer.handle([event])
    except (NotNow, *AWAY):
        raise
    except Exception as error:
        if not parking.note_failure(consumer.name, event, error):
            raise
        logger.exception("%s: event %s is parked", consumer.name, event.position)
        return
    if suspected:
        parking.settle(consumer.name, event.position)


def _retry(consumer: Consumer, row: ParkedEvent) -> int:
    """Somebody asked for another try of a parked event: it holds up nothing, and one more failure parks it again."""
    event = PublicationEvent.objects.filter(position=row.position).first()
    if event:
        try:
            consumer.handle([event])
        except (NotNow, *AWAY):
            raise
        except Exception as error:
            logger.exception("%s failed again on event %s", consumer.name, row.position)
            parking.note_failure(consumer.name, event, error, at_once=True)
            return 1
    else:
        logger.warning("%s: the log keeps parked event %s no longer", consumer.name, row.position)
    parking.settle(consumer.name, row.position)
    return 1


def _cursor_for(consumer: Consumer) -> ConsumerCursor:
    cursor = cursor_of(consumer.name)
    if cursor._state.adding:
        cursor.position = log_head().position if getattr(consumer, "from_head", False) else 0
        cursor.save(force_insert=True)
    return cursor


def cursor_of(name: str) -> ConsumerCursor:
    """The consumer's cursor; a new consumer starts at the beginning of the log."""
    found = ConsumerCursor.objects.filter(name=name).first()
    return found or ConsumerCursor(name=name, position=0, updated_at=timezone.now())


def _move(cursor: ConsumerCursor, position: int) -> None:
    """Store how far the consumer came, unless somebody else moved the cursor meanwhile: then that holds."""
    now = timezone.now()
    unmoved = ConsumerCursor.objects.filter(name=cursor.name, position=cursor.position)
    unmoved.update(position=position, error="", updated_at=now)
    cursor.position, cursor.error, cursor.updated_at = position, "", now


def _beat_if_due(cursor: ConsumerCursor) -> None:
    now = timezone.now()
    if cursor.error or now - cursor.updated_at >= BEAT:
        ConsumerCursor.objects.filter(name=cursor.name).update(error="", updated_at=now)


def note_error(name: str, error: Exception) -> None:
    """Leave the reason why a consumer stands still where an operator looks for it."""
    text = f"{type(error).__name__}: {error}"[:1000]
    ConsumerCursor.objects.filter(name=name).update(error=text, updated_at=timezone.now())


def beat(name: str, *, position: int, error: str = "") -> None:
    """Store where a consumer stands and that it is alive."""
    values = {"position": position, "error": error, "updated_at": timezone.now()}
    if not ConsumerCursor.objects.filter(name=name).update(**values):
        ConsumerCursor.objects.update_or_create(name=name, defaults=values)
