"""The worker's threads: nobody waits for another, and it stops and dies cleanly."""

import datetime as dt
import threading
from collections.abc import Iterator, Sequence

import pytest

from portal.publication import runner
from portal.publication.models import DueBoundary, PublicationEvent, PublishedItem
from portal.publication.runner import Worker
from tests.search.records import publish

PATIENCE = 30.0


class Noting:
    """Notes what it was handed; `events` counts them."""

    name = "noting"

    def __init__(self) -> None:
        self.positions: list[int] = []
        self.events = threading.Semaphore(0)

    def handle(self, events: Sequence[PublicationEvent]) -> None:
        for event in events:
            self.positions.append(event.position)
            self.events.release()


class Hanging:
    """Hangs until it is let go."""

    name = "hanging"

    def __init__(self) -> None:
        self.hangs, self.free = threading.Event(), threading.Event()

    def handle(self, events: Sequence[PublicationEvent]) -> None:
        self.hangs.set()
        self.free.wait(PATIENCE * 2)


class Lock:
    """An election that this worker wins until it is deposed."""

    def __init__(self) -> None:
        self.held, self.stood = True, 0

    def stand(self, stopping: threading.Event) -> bool:
        self.stood += 1
        return self.held

    def leads(self) -> bool:
        return self.held


class Running:
    """A worker in a thread of the test."""

    def __init__(self, worker: Worker) -> None:
        self.stop, self.ended = threading.Event(), threading.Event()
        self.error: Exception | None = None
        self.thread = threading.Thread(target=self._run, args=(worker,))
        self.thread.start()

    def _run(self, worker: Worker) -> None:
        try:
            worker.run(self.stop)
        except Exception as error:
            self.error = error
        self.ended.set()

    def end(self) -> None:
        self.stop.set()
        self.thread.join()


@pytest.fixture
def lock(monkeypatch: pytest.MonkeyPatch) -> Lock:
    made = Lock()

    class Candidate:
        def __enter__(self) -> Lock:
            return made

        def __exit__(self, *error: object) -> None:
            made.held = False

    monkeypatch.setattr(runner, "candidate", Candidate)
    return made


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    made = Hanging()
    yield made
    made.free.set()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_hanging_consumer_holds_nobody_else_up(lock: Lock, hanging: Hanging, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not another consumer, not the sweeper, not the end."""
    monkeypatch.setattr(runner, "STOP_SECONDS", 0.1)
    swept = threading.Semaphore(0)
    noting = Noting()
    running = Running(Worker([hanging, noting], sweep=lambda now: swept.release() or 0))
    publish(title="第一号政策")
    assert hanging.hangs.wait(PATIENCE)
    assert noting.events.acquire(timeout=PATIENCE)
    for _ in range(2):
        publish(title="又一号政策")
        assert noting.events.acquire(timeout=PATIENCE)
        assert swept.acquire(timeout=PATIENCE)
    running.end()
    assert running.error is None
    assert noting.positions == sorted(noting.positions)
    hanging.free.set()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_who_is_deposed_stops_and_may_lead_again_when_its_hands_are_empty(lock: Lock, hanging: Hanging) -> None:
    running = Running(Worker([hanging], sweep=lambda now: 0))
    publish(title="第一号政策")
    assert hanging.hangs.wait(PATIENCE)
    lock.held = False
    assert not running.ended.wait(2 * runner.TURN_SECONDS)
    lock.held, stood = True, lock.stood
    assert not running.ended.wait(2 * runner.STAND_SECONDS)
    assert lock.stood == stood == 1

    hanging.free.set()
    while lock.stood == 1:
        assert not running.ended.wait(0.05)
    running.end()
    assert running.error is None


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_part_that_ends_by_itself_ends_the_worker(lock: Lock) -> None:
    """Better no worker, which is seen, than one that forgot a part of its work."""

    def leave(now: dt.datetime) -> int:
        raise SystemExit

    running = Running(Worker([], sweep=leave))
    assert running.ended.wait(PATIENCE)
    assert isinstance(running.error, RuntimeError)


@pytest.mark.django_db
def test_the_sweeper_sleeps_to_the_next_boundary_and_no_longer_than_a_second() -> None:
    now = dt.datetime.now(dt.UTC)
    item = PublishedItem.objects.create(kind="notices", title="", published_at=now, updated_at=now)
    assert runner._until_next_boundary(now) == runner.SWEEP_SECONDS
    due = DueBoundary.objects.create(item=item, window_id="w", name="opened", due_at=now + dt.timedelta(days=1))
    assert runner._until_next_boundary(now) == runner.SWEEP_SECONDS
    due.due_at = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=0.5)
    due.save()
    assert runner._until_next_boundary(now) <= 0.5
    # What is due already was looked at in this turn: it must not keep the sweeper from sleeping.
    DueBoundary.objects.update(due_at=now - dt.timedelta(days=1))
    assert runner._until_next_boundary(now) == runner.SWEEP_SECONDS
