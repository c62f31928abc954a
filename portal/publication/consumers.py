"""Consumers read the log in order, own their progress, and may be run again over the same events."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Protocol, runtime_checkable

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.publication.models import ConsumerCursor, PublicationEvent

BATCH = 200


class Consumer(Protocol):
    """Named in `settings.PUBLICATION_CONSUMERS`. `handle` is idempotent: after a crash it sees events again."""

    name: str

    def handle(self, events: Sequence[PublicationEvent]) -> None: ...


class NotNow(Exception):
    """Raised by `handle` while the consumer is at other work that it goes on with at its next turn: no failure."""


class Unavailable(Exception):
    """Raised by `handle` or `tend` while what the consumer writes to is away: tried again later, nothing is parked."""


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

    The cursor moves only after `handle` returned, so a crash repeats a batch and never skips one.
    """
    busy = consumer.tend() if isinstance(consumer, Tending) else False
    cursor = cursor_of(consumer.name)
    events = list(PublicationEvent.objects.filter(position__gt=cursor.position).order_by("position")[:BATCH])
    if events:
        with suppress(NotNow):
            consumer.handle(events)
            cursor.position = events[-1].position
    beat(consumer.name, position=cursor.position)
    return len(events) or int(busy)


def cursor_of(name: str) -> ConsumerCursor:
    """The consumer's cursor; a new consumer starts at the beginning of the log."""
    found = ConsumerCursor.objects.filter(name=name).first()
    return found or ConsumerCursor(name=name, position=0, updated_at=timezone.now())


def beat(name: str, *, position: int, error: str = "") -> None:
    """Store where a consumer stands and that it is alive."""
    values = {"position": position, "error": error, "updated_at": timezone.now()}
    if not ConsumerCursor.objects.filter(name=name).update(**values):
        ConsumerCursor.objects.update_or_create(name=name, defaults=values)
