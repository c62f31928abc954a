"""Consumers move on only when they have handled what they were given; what one cannot handle is parked."""

import json
import logging
from collections.abc import Iterator, Sequence
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from portal.publication.consumers import BATCH, NotNow, advance, cursor_of
from portal.publication.head import log_head
from portal.publication.models import ConsumerCursor, ParkedEvent, PublicationEvent
from portal.publication.parking import TRIES, retry
from portal.publication.runner import Worker
from portal.publication.unavailable import Unavailable
from tests.search.records import publish

pytestmark = pytest.mark.django_db


class Recorder:
    """Remembers what it was handed; fails on the positions in `bad`, with `error`."""

    name = "recorder"

    def __init__(self, *bad: int, error: Exception | None = None) -> None:
        self.bad, self.error = set(bad), error or ValueError("cannot be handled")
        self.batches: list[list[int]] = []

    def handle(self, events: Sequence[PublicationEvent]) -> None:
        self.batches.append([event.position for event in events])
        if self.bad & set(self.batches[-1]):
            raise self.error

    @property
    def handled(self) -> list[int]:
        return [position for batch in self.batches if not self.bad & set(batch) for position in batch]


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.CRITICAL):
        yield


@pytest.fixture
def log() -> list[int]:
    """Positions of five events."""
    for n in range(5):
        publish(title=f"第{n}号政策")
    return list(PublicationEvent.objects.order_by("position").values_list("position", flat=True))


def turns(consumer: Recorder, count: int) -> None:
    """Turns of the worker, its pauses left out."""
    worker = Worker([consumer], sweep=lambda now: 0)
    for _ in range(count):
        worker.resume_at.clear()
        worker.run_once()


def test_events_come_in_order_and_once(log: list[int]) -> None:
    consumer = Recorder()
    assert advance(consumer) == 5
    assert advance(consumer) == 0
    assert consumer.batches == [log]


def test_a_consumer_says_how_many_events_it_takes(log: list[int]) -> None:
    consumer = Recorder()
    consumer.batch = 1  # type: ignore[attr-defined]
    turns(consumer, 5)
    assert consumer.batches == [[position] for position in log]
    assert BATCH > 1


def test_a_consumer_may_begin_at_the_head(log: list[int]) -> None:
    consumer = Recorder()
    consumer.from_head = True  # type: ignore[attr-defined]
    assert advance(consumer) == 0
    publish(title="其后发布的政策")
    assert advance(consumer) == 1
    assert consumer.handled == [log_head().position]


def test_one_bad_event_holds_back_only_what_comes_after_it_until_it_is_parked(log: list[int]) -> None:
    consumer = Recorder(log[2])
    turns(consumer, TRIES - 1)
    assert consumer.handled == log[:2]
    assert cursor_of("recorder").position == log[1]
    assert cursor_of("recorder").error == "ValueError: cannot be handled"
    assert not ParkedEvent.objects.filter(parked_at__isnull=False).exists()

    turns(consumer, 2)
    parked = ParkedEvent.objects.get()
    assert (parked.consumer, parked.position, parked.tries) == ("recorder", log[2], TRIES)
    assert parked.reason == "ValueError: cannot be handled"
    assert parked.event_id == f"{log_head().epoch}-{log[2]}"
    assert consumer.handled == [*log[:2], *log[3:]]
    assert (cursor_of("recorder").position, cursor_of("recorder").error) == (log[-1], "")


def test_an_event_that_succeeds_in_the_end_is_not_parked(log: list[int]) -> None:
    consumer = Recorder(log[2])
    turns(consumer, TRIES - 1)
    consumer.bad.clear()
    turns(consumer, 2)
    assert consumer.handled[-3:] == log[2:]
    assert not ParkedEvent.objects.exists()


@pytest.mark.parametrize("error", [Unavailable("refused"), OperationalError("database is locked")])
def test_what_is_away_parks_nothing(log: list[int], error: Exception) -> None:
    consumer = Recorder(*log, error=error)
    turns(consumer, TRIES + 3)
    assert consumer.batches == [log] * (TRIES + 3)
    assert not ParkedEvent.objects.exists()
    assert cursor_of("recorder").error == f"{type(error).__name__}: {error}"


def test_a_failing_consumer_is_left_alone_longer_and_longer(log: list[int]) -> None:
    consumer = Recorder(*log, error=Unavailable("refused"))
    worker = Worker([consumer], sweep=lambda now: 0)
    pauses = []
    for _ in range(5):
        worker.resume_at.clear()
        worker.run_once()
        pauses.append(round(worker._pause_left("recorder")))
        worker.run_once()
    assert len(consumer.batches) == 5
    assert pauses == [2, 4, 8, 10, 10]


def test_not_now_is_no_failure(log: list[int]) -> None:
    consumer = Recorder(*log, error=NotNow())
    turns(consumer, TRIES + 1)
    assert cursor_of("recorder").position == 0
    assert cursor_of("recorder").error == ""
    assert not ParkedEvent.objects.exists()


@pytest.fixture
def parked(log: list[int]) -> Recorder:
    consumer = Recorder(log[1], log[3])
    turns(consumer, 2 * TRIES + 1)
    assert ParkedEvent.objects.filter(parked_at__isnull=False).count() == 2
    return consumer


def test_parked_events_are_tried_again_when_somebody_asks(parked: Recorder, log: list[int]) -> None:
    parked.bad.clear()
    parked.batches.clear()
    turns(parked, 1)
    assert parked.batches == []

    assert retry("recorder", log[1]) == 1
    turns(parked, 1)
    assert parked.handled == [log[1]]
    assert retry("recorder") == 1
    turns(parked, 1)
    assert parked.handled == [log[1], log[3]]
    assert not ParkedEvent.objects.exists()


def test_an_event_that_fails_again_is_parked_again_at_once(parked: Recorder, log: list[int]) -> None:
    retry("recorder")
    turns(parked, 1)
    rows = ParkedEvent.objects.filter(parked_at__isnull=False).order_by("position")
    assert [(row.position, row.tries) for row in rows] == [(log[1], TRIES + 1), (log[3], TRIES + 1)]
    assert cursor_of("recorder").position == log[-1]


def test_a_retried_event_stays_while_its_world_is_away(parked: Recorder, log: list[int]) -> None:
    parked.error = Unavailable("refused")
    retry("recorder", log[1])
    turns(parked, 3)
    row = ParkedEvent.objects.get(position=log[1])
    assert (row.tries, row.parked_at) == (TRIES, None)


def test_an_event_no_longer_kept_cannot_be_tried(parked: Recorder, log: list[int]) -> None:
    PublicationEvent.objects.filter(position=log[1]).delete()
    retry("recorder", log[1])
    turns(parked, 1)
    assert not ParkedEvent.objects.filter(position=log[1]).exists()


def test_a_cursor_that_somebody_else_moved_is_left_where_it_is(log: list[int]) -> None:
    class Moved(Recorder):
        def handle(self, events: Sequence[PublicationEvent]) -> None:
            super().handle(events)
            ConsumerCursor.objects.filter(name=self.name).update(position=3)

    advance(Moved())
    assert cursor_of("recorder").position == 3


@pytest.fixture
def configured(parked: Recorder, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    for module in ("standing", "management.commands.publication_status"):
        monkeypatch.setattr(f"portal.publication.{module}.configured_consumers", lambda: [parked])
    return parked


def status(*arguments: str) -> str:
    out = StringIO()
    call_command("publication_status", *arguments, stdout=out)
    return out.getvalue()


def test_status_as_json(configured: Recorder, log: list[int]) -> None:
    publish(title="尚未处理的政策")
    found = json.loads(status("--json"))
    head = log_head()
    assert (found["epoch"], found["position"], found["pruned"]) == (head.epoch, head.position, 0)
    [row] = found["consumers"]
    assert (row["name"], row["position"], row["lag_events"], row["parked"]) == ("recorder", log[-1], 1, 2)
    assert [(parked["position"], parked["tries"]) for parked in found["parked"]] == [(log[1], TRIES), (log[3], TRIES)]
    assert found["sweeper_lag_s"] == 0.0


def test_status_as_table(configured: Recorder, log: list[int]) -> None:
    ConsumerCursor.objects.update(error="[Errno 111] refused")
    shown = status()
    assert "recorder" in shown
    assert "[Errno 111] refused" in shown
    assert "ValueError: cannot be handled" in shown


def test_status_has_parked_events_tried_again(configured: Recorder, log: list[int]) -> None:
    assert status("--retry", "recorder", str(log[1])).startswith("1 parked events")
    assert status("--retry", "recorder").startswith("1 parked events")
    assert not ParkedEvent.objects.filter(parked_at__isnull=False).exists()


@pytest.mark.parametrize("arguments", [("nobody",), ("recorder", "first"), ("recorder", "1", "2"), ("recorder", "²")])
def test_status_refuses_what_it_does_not_know(configured: Recorder, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        status("--retry", *arguments)
