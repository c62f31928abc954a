"""The indexer finds by itself what is wrong with an index: lost, of another log, ahead of a restored one, littered."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.publication.consumers import advance
from portal.publication.models import ConsumerCursor, LogHead, PublicationEvent, PublishedItem
from search.engine import Engine
from search.filing import Deletion, SearchDocument
from search.indexing.indexer import Indexer
from search.indexing.lease import take
from search.indexing.rebuild import RebuildRefused
from search.models import SearchRebuild
from tests.search.consistency import Wrapped, drain, expected
from tests.search.records import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(indexed: Callable[[], None]) -> list[PublishedItem]:
    items = [publish(title=f"第{n}号惠企政策", level="city") for n in range(1, 5)]
    indexed()
    return items


class Counting(Wrapped):
    """Counts the indexes that were begun."""

    begun = 0

    def beside(self, epoch: str):
        self.begun += 1
        return super().beside(epoch)


def tended(engine: Engine) -> int:
    """A new worker looks after the index, with no event; returns how many indexes it began."""
    counting = Counting(engine)
    Indexer(counting).tend()
    return counting.begun


def test_sound_index_is_left_alone(library: list[PublishedItem], engine: Engine) -> None:
    assert tended(engine) == 0


def test_nothing_published_needs_no_index(engine: Engine) -> None:
    assert tended(engine) == 0
    assert not engine.ready()


def test_missing_index_is_built_without_any_event(
    library: list[PublishedItem], engine: Engine, index_folder: Path
) -> None:
    (index_folder / "current").unlink()

    assert tended(engine) == 1
    assert engine.filed() == expected()


def test_index_of_another_epoch_is_built_again(library: list[PublishedItem], engine: Engine) -> None:
    LogHead.objects.update(epoch="restored")

    assert tended(engine) == 1
    assert (engine.epoch(), engine.filed()) == ("restored", expected())


def test_backup_restored_while_stopped_is_noticed(library: list[PublishedItem], engine: Engine) -> None:
    """The index is ahead of the log: one record was changed, one published after the backup was taken."""
    first = library[0]
    later = "9b2f0c5e-0000-4000-8000-000000000000"
    engine.apply([SearchDocument(str(first.pk), 90, "后来的标题"), SearchDocument(later, 91, "后来的")])

    assert tended(engine) == 1
    assert engine.filed() == expected()


def test_backup_restored_before_a_deletion_brings_the_record_back(library: list[PublishedItem], engine: Engine) -> None:
    """The tombstone in the index is newer than anything the restored log will say for long."""
    engine.apply([], [Deletion(str(library[0].pk), 900)])

    assert tended(engine) == 1
    assert engine.filed() == expected()


def test_backup_restored_under_a_running_worker_is_noticed(library: list[PublishedItem], engine: Engine) -> None:
    counting = Counting(engine)
    indexer = Indexer(counting)
    indexer.tend()
    PublicationEvent.objects.filter(position=4).delete()
    PublishedItem.objects.filter(pk=library[3].pk).delete()
    LogHead.objects.update(position=3)
    ConsumerCursor.objects.update(position=3)
    indexer.tended_at = None
    indexer.tend()

    assert counting.begun == 1
    assert engine.filed() == expected()


def test_lost_record_is_filed_again_without_a_rebuild(library: list[PublishedItem], engine: Engine) -> None:
    lost = library[1]
    engine.apply([], [Deletion(str(lost.pk), lost.position)])

    assert tended(engine) == 0
    assert engine.filed() == expected()


def test_index_is_looked_at_every_few_seconds_only(library: list[PublishedItem], engine: Engine) -> None:
    now = 0.0
    indexer = Indexer(engine, clock=lambda: now)
    indexer.tend()
    LogHead.objects.update(epoch="restored")
    now = 4.9
    indexer.tend()
    assert engine.epoch() != "restored"

    now = 5.0
    indexer.tend()
    assert engine.epoch() == "restored"


def test_litter_of_a_killed_rebuild_is_removed(
    library: list[PublishedItem], engine: Engine, index_folder: Path
) -> None:
    before = sorted(path.name for path in index_folder.iterdir())
    engine.beside("")
    SearchRebuild.objects.update_or_create(pk=1, defaults={"litter": True})
    Indexer(engine).tend()

    assert sorted(path.name for path in index_folder.iterdir()) == before
    assert not SearchRebuild.objects.get().litter


def test_litter_is_left_alone_while_a_rebuild_is_alive(
    library: list[PublishedItem], engine: Engine, index_folder: Path
) -> None:
    engine.beside("")
    begun = sorted(path.name for path in index_folder.iterdir())
    take(4).beat(litter=True)
    Indexer(engine).tend()

    assert sorted(path.name for path in index_folder.iterdir()) == begun


def test_refused_rebuild_is_not_tried_for_ever(library: list[PublishedItem], engine: Engine) -> None:
    """A record that the engine never keeps: the index that serves goes on, and takes what is published."""
    lost = str(library[1].pk)
    engine.apply([], [Deletion(lost, 900)])
    losing = Counting(engine, lost={lost}, losses=99)
    indexer = Indexer(losing)
    with pytest.raises(RebuildRefused, match=lost):
        advance(indexer)
    new = publish(title="之后发布的政策")
    drain(indexer)

    assert losing.begun == 1
    assert str(new.pk) in engine.filed()
