"""Writes on every engine: the newest position wins, whatever the order of arrival; a rebuild replaces everything."""

import pytest

from search.engine import Engine, Query
from search.filing import Deletion, SearchDocument
from tests.contracts.documents import ids, made


def titles(engine: Engine, text: str) -> list[str]:
    return ids(engine.search(Query(text)).hits)


def positions(engine: Engine) -> dict[str, int]:
    return {id: filed.position for id, filed in engine.filed().items()}


def version(position: int, title: str) -> SearchDocument:
    return made("record", title, position=position)


def test_new_write_replaces_and_is_visible_at_once(engine: Engine) -> None:
    engine.apply([version(1, "旧的标题")])
    engine.apply([version(2, "新的名称")])

    assert titles(engine, "新的名称") == ["record"]
    assert titles(engine, "旧的标题") == []


def test_old_write_loses(engine: Engine) -> None:
    engine.apply([version(2, "新的名称")])
    engine.apply([version(1, "旧的标题")])

    assert titles(engine, "新的名称") == ["record"]


def test_old_write_loses_within_one_batch(engine: Engine) -> None:
    engine.apply([version(2, "新的名称"), version(1, "旧的标题")])

    assert titles(engine, "新的名称") == ["record"]
    assert engine.search(Query()).total == 1


def test_same_write_again_changes_nothing(engine: Engine) -> None:
    for _ in range(2):
        engine.apply([version(1, "标题文字")])

    assert positions(engine) == {"record": 1}


def test_deletion_is_a_version(engine: Engine) -> None:
    engine.apply([version(1, "标题文字")], [Deletion("record", 2)])
    engine.apply([version(1, "标题文字")])
    assert engine.search(Query()).total == 0
    assert positions(engine) == {}

    engine.apply([version(3, "标题文字")])
    assert titles(engine, "标题文字") == ["record"]


def test_old_deletion_loses(engine: Engine) -> None:
    engine.apply([version(2, "标题文字")])
    engine.apply([], [Deletion("record", 1)])

    assert titles(engine, "标题文字") == ["record"]


def test_rebuild_replaces_everything(engine: Engine) -> None:
    engine.apply([version(1, "标题文字")])
    engine.rebuild([[made("other", "别的文字")], [made("third", "另外文字")]])

    assert positions(engine) == {"other": 1, "third": 1}
    assert titles(engine, "标题文字") == []


def test_failed_rebuild_leaves_the_old_index(engine: Engine) -> None:
    engine.apply([version(1, "标题文字")])

    def broken():
        yield [made("other", "别的文字")]
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken())
    assert titles(engine, "标题文字") == ["record"]
    engine.rebuild([[made("other", "别的文字")]])
    assert positions(engine) == {"other": 1}


@pytest.mark.parametrize("number", [-1, 2**63, -(2**70)])
def test_odd_numbers_do_not_kill_the_writer(engine: Engine, number: int) -> None:
    engine.apply([made("odd", "标题文字", position=1, date=number, updated=number)])
    engine.apply([made("next", "别的文字")])

    assert engine.search(Query()).total == 2
