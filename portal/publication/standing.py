"""Where the log, its consumers and the sweeper stand, for operators."""

import datetime as dt
from dataclasses import dataclass

from portal.publication.consumers import configured_consumers, cursor_of
from portal.publication.election import leader
from portal.publication.head import log_head
from portal.publication.health import consumer_lag, sweeper_lag
from portal.publication.models import ParkedEvent


@dataclass(frozen=True)
class ConsumerStanding:
    """One consumer: events and seconds behind the head, when it last gave a sign of life (None: never), its error."""

    name: str
    position: int
    lag_events: int
    lag_s: float
    seen_at: dt.datetime | None
    error: str
    parked: int


@dataclass(frozen=True)
class ParkedStanding:
    """An event that a consumer could not handle; `parked_at` None: it is being tried."""

    consumer: str
    position: int
    event_id: str
    tries: int
    reason: str
    parked_at: dt.datetime | None


@dataclass(frozen=True)
class Standing:
    """Everything `manage.py publication_status` shows. Lags in seconds; `leader` as host:pid, "" for none."""

    epoch: str
    position: int
    pruned: int
    leader: str
    sweeper_lag_s: float
    consumers: tuple[ConsumerStanding, ...]
    parked: tuple[ParkedStanding, ...]


def standing(now: dt.datetime) -> Standing:
    """As at `now`; raises ImportError for a wrong name in the settings."""
    head = log_head()
    names = [consumer.name for consumer in configured_consumers()]
    return Standing(
        epoch=head.epoch,
        position=head.position,
        pruned=head.pruned,
        leader=leader(),
        sweeper_lag_s=round(sweeper_lag(now), 1),
        consumers=tuple(_consumer(name, head.position, now) for name in names),
        parked=tuple(
            ParkedStanding(row.consumer, row.position, row.event_id, row.tries, row.reason, row.parked_at)
            for row in ParkedEvent.objects.order_by("consumer", "position")
        ),
    )


def _consumer(name: str, head: int, now: dt.datetime) -> ConsumerStanding:
    cursor = cursor_of(name)
    return ConsumerStanding(
        name=name,
        position=cursor.position,
        lag_events=max(0, head - cursor.position),
        lag_s=round(consumer_lag(name, now), 1),
        seen_at=None if cursor._state.adding else cursor.updated_at,
        error=cursor.error,
        parked=ParkedEvent.objects.filter(consumer=name, parked_at__isnull=False).count(),
    )
