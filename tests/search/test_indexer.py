"""What is published reaches the index; what stands in the way is waited for and loses nothing."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.publication.consumers import advance, cursor_of
from portal.publication.models import ConsumerCursor, LogHead, PublishedItem, PublishedVersion
from portal.publication.runner import LONGEST_PAUSE_SECONDS, Worker
from search.engine import Engine, EngineUnavailable
from search.indexing.gathering import BATCH, gather
from search.indexing.indexer import Indexer
from search.indexing.lease import RebuildRunning, take
from search.models import SearchRebuild
from tests.search.consistency import drain, expected, log_position
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(indexed: Callable[[], None]) -> list[PublishedItem]:
    items = [publish(title=f"第{n}号惠企政策", level="city") for n in range(1, 5)]
    indexed()
    return items


def test_without_an_index_the_worker_waits_for_the_rebuild_that_runs(
    library: list[PublishedItem], engine: Engine, index_folder: Path
) -> None:
    (index_folder / "current").unlink()
    take(4)
    publish(title="其间发布的政策")

    with pytest.raises(RebuildRunning):
        advance(Indexer(engine))
    assert cursor_of("search").position == 4


def test_unreachable_engine_keeps_the_cursor_and_says_why(library: list[PublishedItem], caplog) -> None:
    class Away:
        def __getattr__(self, name: str):
            raise EngineUnavailable("connection refused")

    publish(title="其间发布的政策")
    worker = Worker([Indexer(Away())], sweep=lambda now: 0)
    with caplog.at_level(logging.CRITICAL):
        worker.run_once()

    cursor = cursor_of("search")
    assert (cursor.position, cursor.error) == (4, "EngineUnavailable: connection refused")


def test_longest_pause_leaves_time_to_converge_within_a_minute() -> None:
    assert LONGEST_PAUSE_SECONDS <= 10


def test_rebuild_by_the_indexer_is_not_undone_by_its_own_batch(
    library: list[PublishedItem], engine: Engine, index_folder: Path
) -> None:
    (index_folder / "current").unlink()
    ConsumerCursor.objects.update(position=0)
    drain(Indexer(engine))

    assert engine.filed() == expected()
    assert cursor_of("search").position == log_position()


def test_changes_withdrawals_and_redactions_reach_the_index(
    library: list[PublishedItem], engine: Engine, indexed: Callable[[], None]
) -> None:
    publish(id=library[0].pk, title="改名的政策")
    remove(library[1])
    remove(library[2], "issued_in_error")
    PublishedVersion.objects.filter(item=library[2]).update(detail=None)
    indexed()

    assert engine.filed() == expected()
    assert set(engine.filed()) == {str(library[0].pk), str(library[3].pk)}


def test_document_does_not_depend_on_the_order_of_rows(library: list[PublishedItem]) -> None:
    first = publish(title="多领域政策", field=["tax", "technology"], region=["330300", "320500"], level="city")
    rows = list(first.facet_rows.all())
    before, _none = gather([first.pk])
    first.facet_rows.all().delete()
    first.facet_rows.bulk_create([type(row)(item=first, name=row.name, value=row.value) for row in reversed(rows)])

    assert gather([first.pk]) == (before, [])


def test_gathering_takes_as_many_queries_for_a_batch_as_for_one(library: list[PublishedItem]) -> None:
    def queries(items: list[PublishedItem]) -> int:
        with CaptureQueriesContext(connection) as captured:
            gather([item.pk for item in items])
        return len(captured)

    gather([library[0].pk])
    assert queries(library) == queries(library[:1]) <= 5
    assert BATCH >= 100


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.indexing.rebuild.BATCH", 1)
    monkeypatch.setattr("search.indexing.indexer.BATCHES_A_TURN", 1)


@pytest.mark.usefixtures("small_steps")
def test_rebuild_leaves_the_others_their_turns(
    library: list[PublishedItem], engine: Engine, index_folder: Path
) -> None:
    """The sweeper runs between the batches; what is published waits for the index without being a failure."""
    swept: list[bool] = []
    (index_folder / "current").unlink()
    publish(title="其间发布的政策")
    worker = Worker([Indexer(engine)], sweep=lambda now: swept.append(engine.ready()) or 0)
    for _ in range(3):
        worker.swept_at = None
        worker.run_once()

    assert swept == [False, False, False]
    assert (cursor_of("search").position, cursor_of("search").error) == (4, "")
    worker.drain()
    assert engine.filed() == expected()
    assert cursor_of("search").position == log_position() == 5


@pytest.mark.usefixtures("small_steps")
def test_index_that_serves_takes_what_is_published_during_the_rebuild(
    library: list[PublishedItem], engine: Engine
) -> None:
    LogHead.objects.update(epoch="restored")
    indexer = Indexer(engine)
    advance(indexer)
    new = publish(title="其间发布的政策")
    advance(indexer)

    assert engine.epoch() != "restored" and str(new.pk) in engine.filed()
    drain(indexer)
    assert (engine.epoch(), engine.filed()) == ("restored", expected())


@pytest.mark.usefixtures("small_steps")
def test_stopped_worker_gives_the_lease_back_and_removes_what_it_built(
    library: list[PublishedItem], engine: Engine, index_folder: Path
) -> None:
    before = sorted(path.name for path in index_folder.iterdir())
    LogHead.objects.update(epoch="restored")
    indexer = Indexer(engine)
    assert indexer.tend()
    assert SearchRebuild.objects.get().token
    del indexer

    row = SearchRebuild.objects.get()
    assert (row.token, row.litter) == ("", False)
    assert sorted(path.name for path in index_folder.iterdir()) == before
