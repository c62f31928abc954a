"""What the database and the disk say at the moment of the question."""

import datetime as dt
import logging
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from api.webhooks.models import Delivery, Endpoint
from portal.operations.backup.making import last_backup
from portal.publication.head import log_head
from portal.publication.health import consumer_lag, sweeper_lag
from portal.publication.models import ConsumerCursor, ParkedEvent, PublicationEvent

logger = logging.getLogger(__name__)
HOUR = dt.timedelta(hours=1)


class Readings(Collector):
    """Asked anew at every scrape; what cannot be read is left out, and `huiqi_database_up` says so."""

    def collect(self) -> Iterable[Metric]:
        """Database first: without it only the disk's figures are there."""
        now = timezone.now()
        found: list[Metric] = []
        try:
            for reading in (log, consumers, webhooks):
                found += reading(now)
        except DatabaseError:
            logger.exception("the database does not answer")
            connection.close()
            found = []
        yield gauge("huiqi_database_up", "Whether the database answers", float(bool(found)))
        yield from found
        yield from disk(now)


def log(now: dt.datetime) -> Iterator[Metric]:
    """Where the log stands."""
    head = log_head()
    yield gauge("huiqi_log_position", "Position of the newest event", head.position)
    yield gauge("huiqi_log_pruned_position", "Last position that is no longer kept", head.pruned)


def consumers(now: dt.datetime) -> Iterator[Metric]:
    """How far behind everybody is who follows the log or the clock."""
    head = log_head().position
    cursors = {row.name: row.position for row in ConsumerCursor.objects.exclude(name="sweeper")}
    events = {name: float(max(0, head - position)) for name, position in cursors.items()}
    yield gauges("huiqi_consumer_lag_events", "Events a consumer has not handled", "consumer", events)
    ages = {name: consumer_lag(name, now) for name in cursors}
    yield gauges("huiqi_consumer_lag_seconds", "Age of the oldest event not handled", "consumer", ages)
    parked = ParkedEvent.objects.filter(parked_at__isnull=False).values_list("consumer").annotate(n=Count("pk"))
    held = dict.fromkeys(cursors, 0.0) | {name: float(n) for name, n in parked}
    yield gauges("huiqi_parked_events", "Events set aside after failures", "consumer", held)
    yield gauge("huiqi_sweeper_lag_seconds", "Time since the clock was last looked at", sweeper_lag(now))


def webhooks(now: dt.datetime) -> Iterator[Metric]:
    """Endpoints and what was sent to them."""
    states = dict(Endpoint.objects.order_by().values_list("status").annotate(n=Count("pk")))
    counted = {state: float(states.get(state, 0)) for state in Endpoint.Status.values}
    yield gauges("huiqi_webhook_endpoints", "Endpoints by state", "state", counted)
    recent = Delivery.objects.order_by().filter(created_at__gt=now - HOUR)
    sent = dict(recent.values_list("state").annotate(n=Count("pk")))
    told = {state: float(sent.get(state, 0)) for state in Delivery.State.values}
    yield gauges("huiqi_webhook_deliveries_last_hour", "Messages of the last hour by state", "state", told)
    served = Endpoint.objects.filter(status=Endpoint.Status.ACTIVE, subscriber__active=True)
    furthest = served.aggregate(at=Min("position"))["at"]
    waiting = PublicationEvent.objects.filter(position__gt=log_head().position if furthest is None else furthest)
    oldest = waiting.order_by("position").values_list("recorded_at", flat=True).first() or now
    yield gauge(
        "huiqi_webhook_oldest_waiting_seconds", "Age of the oldest event an active endpoint has not got",
        max(0.0, (now - oldest).total_seconds()),
    )  # fmt: skip


def disk(now: dt.datetime) -> Iterator[Metric]:
    """Room, and how old the copies are; a copy that was never made has no age."""
    yield gauge("huiqi_disk_free_bytes", "Room where the state lies", shutil.disk_usage(settings.DATA_DIR).free)
    dumped = Path(settings.DUMPS_ROOT) / "manifest.json"
    if dumped.exists():
        yield gauge("huiqi_dump_age_seconds", "Age of the newest dump", now.timestamp() - dumped.stat().st_mtime)
    if made_at := last_backup().get("made_at"):
        age = (now - dt.datetime.fromisoformat(made_at)).total_seconds()
        yield gauge("huiqi_backup_age_seconds", "Age of the last backup that this machine made", age)


def gauge(name: str, meaning: str, value: float) -> Metric:
    """One figure."""
    return GaugeMetricFamily(name, meaning, value=value)


def gauges(name: str, meaning: str, label: str, values: dict[str, float]) -> Metric:
    """One figure by one label."""
    family = GaugeMetricFamily(name, meaning, labels=[label])
    for given, value in values.items():
        family.add_metric([given], value)
    return family
