"""Whoever waits for the log is woken when it moves, in whatever thread or process the publication was."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from portal.publication import head_sources, wake
from portal.publication.head import log_head
from portal.publication.models import LogHead
from portal.publication.wake import HeadWatch, stop_watching, watch
from tests.search.records import publish

PATIENCE = 20.0


class Log:
    """A head that tests move by hand."""

    def __init__(self) -> None:
        self.epoch, self.position, self.away, self.opened = "first", 5, False, 0

    @contextmanager
    def open(self) -> Iterator["Log"]:
        self.opened += 1
        yield self

    def head(self) -> tuple[str, int]:
        if self.away:
            raise ConnectionError("the database is away")
        return self.epoch, self.position

    def rest(self, stopping: threading.Event) -> None:
        stopping.wait(0.005)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Log:
    made = Log()
    monkeypatch.setattr(wake, "open_source", made.open)
    monkeypatch.setattr(wake, "RETRY_SECONDS", 0.005)
    return made


@pytest.fixture
def head_watch() -> Iterator[HeadWatch]:
    made = HeadWatch()
    yield made
    made.stop()


def waiting(head_watch: HeadWatch, position: int) -> tuple[threading.Thread, list[bool]]:
    woken: list[bool] = []
    thread = threading.Thread(target=lambda: woken.append(head_watch.wait(position, PATIENCE)))
    thread.start()
    return thread, woken


def test_waiting_ends_when_the_log_moves(log: Log, head_watch: HeadWatch) -> None:
    thread, woken = waiting(head_watch, 5)
    log.position = 6
    thread.join()
    assert woken == [True]


def test_without_news_waiting_ends_in_time(log: Log, head_watch: HeadWatch) -> None:
    assert head_watch.wait(5, 0.1) is False


def test_what_was_published_before_is_news_to_who_is_behind(log: Log, head_watch: HeadWatch) -> None:
    assert head_watch.wait(3, PATIENCE)


def test_a_new_epoch_wakes_though_the_position_went_back(log: Log, head_watch: HeadWatch) -> None:
    assert head_watch.wait(4, PATIENCE)
    thread, woken = waiting(head_watch, 5)
    # It must have begun to wait in the old epoch before the new one begins.
    assert head_watch.wait(5, 0.2) is False
    log.epoch, log.position = "restored", 1
    thread.join()
    assert woken == [True]


def test_subscribers_are_told_the_position_until_they_unsubscribe(log: Log, head_watch: HeadWatch) -> None:
    told: list[int] = []
    called = threading.Event()

    def note(position: int) -> None:
        told.append(position)
        called.set()

    head_watch.subscribe(note)
    assert called.wait(PATIENCE)
    called.clear()
    log.position = 6
    assert called.wait(PATIENCE)
    head_watch.unsubscribe(note)
    log.position = 7
    assert head_watch.wait(6, PATIENCE)
    head_watch.stop()
    assert told == [5, 6]


def test_a_failing_subscriber_keeps_nobody_else_from_the_news(log: Log, head_watch: HeadWatch) -> None:
    called = threading.Semaphore(0)

    def fail(position: int) -> None:
        called.release()
        raise ValueError(position)

    head_watch.subscribe(fail)
    for position in (6, 7):
        assert called.acquire(timeout=PATIENCE)
        log.position = position
        assert head_watch.wait(position - 1, PATIENCE)


def test_a_database_that_is_away_only_delays(log: Log, head_watch: HeadWatch) -> None:
    assert head_watch.wait(4, PATIENCE)
    log.away = True
    assert head_watch.wait(5, 0.1) is False
    log.position, log.away = 6, False
    assert head_watch.wait(5, PATIENCE)
    assert log.opened > 1


def test_stopping_lets_go_who_waits(log: Log, head_watch: HeadWatch) -> None:
    thread, woken = waiting(head_watch, 5)
    head_watch.stop()
    thread.join()
    assert woken == [False]


def test_one_watch_a_process_and_a_forked_child_has_its_own(log: Log) -> None:
    assert watch() is watch()
    assert watch().wait(4, PATIENCE)
    child = os.fork()
    if child == 0:
        # A child that knew only what its parent had seen would wait in vain; it never returns to pytest.
        log.position = 6
        os._exit(0 if watch().wait(5, PATIENCE) else 1)
    _, status = os.waitpid(child, 0)
    stop_watching()
    assert os.waitstatus_to_exitcode(status) == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestDatabase:
    """The real sources, in the order of what can go wrong."""

    def test_publishing_wakes(self, head_watch: HeadWatch, monkeypatch: pytest.MonkeyPatch) -> None:
        # So long that only being told ends the rest in time; SQLite never uses it.
        monkeypatch.setattr(head_sources, "LISTEN_SECONDS", PATIENCE * 2)
        publish(title="关于支持企业发展的若干措施")
        position = log_head().position
        assert head_watch.wait(position - 1, PATIENCE)
        assert head_watch.wait(position, 0.1) is False
        publish(title="关于支持企业发展的若干措施之二")
        assert head_watch.wait(position, PATIENCE)
        monkeypatch.undo()
        self.unannounced_and_after_a_lost_connection(head_watch)

    def unannounced_and_after_a_lost_connection(self, head_watch: HeadWatch) -> None:
        publish(title="关于支持企业发展的若干措施之三")
        position = log_head().position
        assert head_watch.wait(position - 1, PATIENCE)
        # A head that moves with no notification, as when one is lost.
        LogHead.objects.filter(pk=1).update(position=position + 1)
        assert head_watch.wait(position, PATIENCE)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND pid <> pg_backend_pid() AND query LIKE 'SELECT epoch, position%%'"
                )
                assert cursor.rowcount > 0
        LogHead.objects.filter(pk=1).update(position=position + 2)
        assert head_watch.wait(position + 1, PATIENCE)
