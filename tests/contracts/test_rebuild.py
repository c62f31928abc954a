"""An index built beside the serving one, on every engine: unseen before the swap, and no harm when it is left."""

import pytest

from search.engine import Engine, EngineUnavailable, Query
from search.filing import Deletion, digest_of
from tests.contracts.documents import ids, made


@pytest.fixture
def serving(engine: Engine) -> Engine:
    engine.rebuild([[made("old", "旧的标题")]], epoch="first")
    return engine


def found(engine: Engine) -> list[str]:
    return ids(engine.search(Query()).hits)


def test_replacement_is_invisible_before_the_swap(serving: Engine) -> None:
    new = serving.beside("second")
    new.apply([made("new", "新的标题")])
    assert set(new.filed()) == {"new"}

    assert (found(serving), serving.epoch(), set(serving.filed())) == (["old"], "first", {"old"})
    new.swap()
    assert (found(serving), serving.epoch(), set(serving.filed())) == (["new"], "second", {"new"})


def test_serving_index_takes_writes_while_another_is_built(serving: Engine) -> None:
    new = serving.beside("second")
    serving.apply([made("meanwhile", "其间的标题")])
    new.apply([made("new", "新的标题")])

    assert set(found(serving)) == {"old", "meanwhile"}
    new.swap()
    assert found(serving) == ["new"]


def test_replacement_keeps_to_positions(serving: Engine) -> None:
    new = serving.beside("second")
    new.apply([made("a", "第二版", position=2), made("b", "第二版", position=2)])
    new.apply([made("a", "第一版", position=1), made("b", "第三版", position=3)], [Deletion("c", 5)])
    new.apply([made("c", "第四版", position=4)])
    assert {id: filed.position for id, filed in new.filed().items()} == {"a": 2, "b": 3}

    new.swap()
    assert ids(serving.search(Query("第二版")).hits) == ["a"]
    assert ids(serving.search(Query("第三版")).hits) == ["b"]
    serving.apply([made("c", "第四版", position=4)])
    assert set(found(serving)) == {"a", "b"}


def test_replacement_goes_on_after_it_was_compared(serving: Engine) -> None:
    new = serving.beside("second")
    new.apply([made("a", "标题")])
    new.filed()
    new.apply([made("b", "标题")], [Deletion("a", 2)])

    assert set(new.filed()) == {"b"}
    new.swap()
    assert found(serving) == ["b"]


def test_discarded_replacement_leaves_nothing_behind(serving: Engine) -> None:
    new = serving.beside("second")
    new.apply([made("new", "新的标题")])
    new.discard()

    assert (found(serving), serving.epoch()) == (["old"], "first")
    with pytest.raises(EngineUnavailable):
        new.swap()
    assert found(serving) == ["old"]


@pytest.mark.parametrize("asked", [True, False])
def test_killed_rebuild_leaves_the_old_index_and_its_litter_is_removed(serving: Engine, asked: bool) -> None:
    killed = serving.beside("second")
    killed.apply([made("new", "新的标题")])
    if asked:
        killed.filed()
    assert found(serving) == ["old"]

    serving.tidy()
    assert (found(serving), serving.ready(), serving.epoch()) == (["old"], True, "first")
    with pytest.raises(EngineUnavailable):
        killed.swap()
    assert found(serving) == ["old"]
    serving.rebuild([[made("third", "再次")]], epoch="third")
    assert (found(serving), serving.epoch()) == (["third"], "third")


def test_tidy_spares_the_serving_index(serving: Engine) -> None:
    serving.tidy()
    serving.apply([made("more", "更多")])

    assert set(found(serving)) == {"old", "more"}


def test_filed_tells_documents_apart(serving: Engine) -> None:
    before, after = made("a", "标题", text="一", position=3), made("a", "标题", text="二", position=4)
    serving.apply([before])
    assert serving.filed()["a"].digest == digest_of(before)
    assert serving.filed()["a"].position == 3

    serving.apply([after])
    assert serving.filed()["a"].digest == digest_of(after) != digest_of(before)


def test_filed_holds_every_live_record(serving: Engine) -> None:
    serving.rebuild([[made(f"r{n}", "标题") for n in range(start, start + 400)] for start in (0, 400, 800)])
    serving.apply([], [Deletion("r7", 2)])

    assert set(serving.filed()) == {f"r{n}" for n in range(1200)} - {"r7"}


def test_rebuild_drops_what_is_remembered_of_the_gone(serving: Engine) -> None:
    serving.apply([], [Deletion("old", 9)])
    serving.apply([made("old", "旧的标题", position=8)])
    assert found(serving) == []

    serving.rebuild([[made("old", "旧的标题", position=1)]])
    assert found(serving) == ["old"]
