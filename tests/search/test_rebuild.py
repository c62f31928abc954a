"""A rebuild: complete whatever is published meanwhile, one at a time, refused when the index lost what it was given."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from portal.publication.consumers import cursor_of
from portal.publication.models import PublishedItem
from search.engine import Engine, EngineUnavailable, Query
from search.indexing.indexer import Indexer
from search.indexing.lease import LeaseLost, RebuildRunning, take
from search.indexing.rebuild import RebuildRefused, rebuild
from search.models import SearchRebuild
from tests.search.consistency import Wrapped, drain, expected, log_position
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(indexed: Callable[[], None]) -> list[PublishedItem]:
    items = [publish(title=f"第{n}号惠企政策", body_text="支持企业研发。") for n in range(1, 5)]
    indexed()
    return items


def test_rebuilt_index_is_what_the_log_says(library: list[PublishedItem], engine: Engine) -> None:
    told: list[tuple[int, int]] = []
    position = rebuild(engine, lambda done, total: told.append((done, total)))

    assert engine.filed() == expected()
    assert told == [(4, 4)]
    assert position == cursor_of("search").position == log_position()
    assert SearchRebuild.objects.get().token == ""


def test_rebuild_replays_what_came_while_it_copied(library: list[PublishedItem], engine: Engine) -> None:
    told: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        # What is published now may be copied in a batch of its own, and be told again.
        if not told:
            publish(title="其间发布的政策")
            publish(id=library[0].pk, title="其间改名的政策")
            remove(library[1])
        told.append(done)

    rebuild(engine, meanwhile)

    assert engine.filed() == expected()
    assert len(expected()) == 4


@pytest.mark.parametrize("moment", ["filed", "before_swap", "after_swap"])
def test_what_a_worker_applies_in_the_last_moment_is_in_the_new_index(
    library: list[PublishedItem], engine: Engine, moment: str
) -> None:
    """The worker's write went to the old index, or came after the last replay: the cursor is past it either way."""

    def publish_and_index() -> None:
        publish(title="最后一刻发布的政策")
        drain(worker)

    worker = Indexer(engine)
    rebuild(Wrapped(engine, **{moment: publish_and_index}))

    assert engine.filed() == expected()
    assert cursor_of("search").position == log_position()


def test_killed_after_the_swap_the_worker_replays(library: list[PublishedItem], engine: Engine) -> None:
    """The worker applied an event to the old index and moved its cursor; the process died right after the swap."""

    def publish_and_index() -> None:
        publish(title="换上之前发布的政策")
        drain(Indexer(engine))

    with pytest.raises(Killed):
        rebuild(Wrapped(engine, before_swap=publish_and_index, after_swap=killed))
    assert cursor_of("search").position == log_position()
    assert engine.filed() != expected()

    Indexer(engine).tend()
    assert engine.filed() == expected()
    assert SearchRebuild.objects.get().replay_from is None


@pytest.mark.parametrize("moment", ["apply", "filed", "before_swap"])
def test_failing_rebuild_leaves_the_old_index_and_no_litter(
    library: list[PublishedItem], engine: Engine, moment: str, index_folder: Path
) -> None:
    before = sorted(path.name for path in index_folder.iterdir())

    def fail() -> None:
        raise EngineUnavailable("refused")

    with pytest.raises(EngineUnavailable):
        rebuild(Wrapped(engine, **{moment: fail}))
    Indexer(engine).tend()

    assert sorted(path.name for path in index_folder.iterdir()) == before
    assert engine.filed() == expected()
    assert not SearchRebuild.objects.get().litter


def test_second_rebuild_is_told_how_far_the_first_is(library: list[PublishedItem], engine: Engine) -> None:
    def second(done: int, total: int) -> None:
        with pytest.raises(RebuildRunning, match="a rebuild is running since .*, 4 of 4 records"):
            rebuild(engine)
        refused.append(done)

    refused: list[int] = []
    rebuild(engine, second)

    assert refused == [4]


def test_lease_without_a_beat_expires_and_its_holder_must_stop() -> None:
    first = take(100)
    SearchRebuild.objects.update(beaten_at=timezone.now() - dt.timedelta(seconds=59))
    with pytest.raises(RebuildRunning, match="0 of 100 records, last sign of life 59 s ago"):
        take(100)
    SearchRebuild.objects.update(beaten_at=timezone.now() - dt.timedelta(seconds=61))
    second = take(100)

    with pytest.raises(LeaseLost):
        first.beat()
    first.release()
    second.beat(done=1)
    assert SearchRebuild.objects.get().done == 1


def test_rebuild_that_lost_its_turn_swaps_nothing(library: list[PublishedItem], engine: Engine) -> None:
    def stolen(done: int, total: int) -> None:
        SearchRebuild.objects.update(token="another")

    publish(title="尚未入库的政策")
    with pytest.raises(LeaseLost):
        rebuild(engine, stolen)

    assert len(engine.filed()) == 4
    assert SearchRebuild.objects.get().token == "another"


def test_index_that_loses_a_record_is_given_it_again(library: list[PublishedItem], engine: Engine) -> None:
    losing = Wrapped(engine, lost={str(library[2].pk)}, losses=1)
    rebuild(losing)

    assert engine.filed() == expected()


def test_index_that_keeps_losing_a_record_is_refused_by_name(library: list[PublishedItem], engine: Engine) -> None:
    lost = str(library[2].pk)
    with pytest.raises(RebuildRefused, match=f"1 records: missing {lost}") as refused:
        rebuild(Wrapped(engine, lost={lost}, losses=99))

    assert [difference.id for difference in refused.value.differences] == [lost]
    assert engine.filed() == expected()
    assert engine.search(Query()).total == 4


def test_cursor_never_goes_back(library: list[PublishedItem], engine: Engine) -> None:
    def ahead(done: int, total: int) -> None:
        publish(title="其间发布的政策")
        drain(Indexer(engine))

    rebuild(engine, ahead)

    assert cursor_of("search").position == log_position()


class Killed(BaseException):
    """The process ended here."""


def killed() -> None:
    raise Killed


def test_last_replay_that_cannot_be_written_is_left_to_the_worker(library: list[PublishedItem], engine: Engine) -> None:
    """Another process keeps the embedded writer, or the server went away right after the swap."""

    class Held(Wrapped):
        def apply(self, documents: object, deletions: object = ()) -> None:
            raise EngineUnavailable("another process writes to the index")

    def publish_and_index() -> None:
        publish(title="换上之前发布的政策")
        drain(Indexer(engine))

    rebuild(Held(engine, before_swap=publish_and_index))
    assert SearchRebuild.objects.get().replay_from == 4

    Indexer(engine).tend()
    assert engine.filed() == expected()
    assert SearchRebuild.objects.get().replay_from is None
