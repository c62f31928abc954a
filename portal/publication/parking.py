"""Events on which a consumer fails: tried a few times, then set aside with the reason, so that the rest goes on."""

from django.utils import timezone

from portal.publication.events import event_id
from portal.publication.models import ParkedEvent, PublicationEvent

TRIES = 5


def being_tried(consumer: str) -> list[ParkedEvent]:
    """What the consumer failed on and is not (or no longer) parked, in order."""
    return list(ParkedEvent.objects.filter(consumer=consumer, parked_at=None).order_by("position"))


def note_failure(consumer: str, event: PublicationEvent, error: Exception, at_once: bool = False) -> bool:
    """Count a failure; returns whether the event is parked now: after TRIES of them, or `at_once`."""
    row, _ = ParkedEvent.objects.get_or_create(
        consumer=consumer, position=event.position, defaults={"event_id": event_id(event.epoch, event.position)}
    )
    row.tries += 1
    row.reason = f"{type(error).__name__}: {error}"[:2000]
    row.parked_at = timezone.now() if at_once or row.tries >= TRIES else None
    row.save()
    return row.parked_at is not None


def settle(consumer: str, position: int) -> None:
    """The event was handled after all, or is no longer kept."""
    ParkedEvent.objects.filter(consumer=consumer, position=position).delete()


def retry(consumer: str, position: int | None = None) -> int:
    """Ask the worker to try the consumer's parked events again, or the one at `position`; returns how many."""
    parked = ParkedEvent.objects.filter(consumer=consumer, parked_at__isnull=False)
    if position is not None:
        parked = parked.filter(position=position)
    return parked.update(parked_at=None)
