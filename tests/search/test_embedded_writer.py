"""The embedded engine's writer: kept between batches, never in the way of another process, lost with a failed batch."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import tantivy

from search.engine import EngineUnavailable, Query
from search.engines import embedded_writer
from search.engines.embedded import EmbeddedEngine
from tests.contracts.documents import made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def engine(folder: Path) -> EmbeddedEngine:
    made_here = EmbeddedEngine({"PATH": folder})
    made_here.rebuild([])
    return made_here


def other_process(folder: Path) -> bool:
    """Whether a process of its own gets the writer of the serving index at once."""
    code = "import sys, tantivy; tantivy.Index.open(sys.argv[1]).writer(15_000_000, 1)"
    serving = folder / (folder / "current").read_text()
    return subprocess.run([sys.executable, "-c", code, str(serving)], capture_output=True, check=False).returncode == 0


def test_writer_is_kept_until_it_is_released(engine: EmbeddedEngine, folder: Path) -> None:
    engine.apply([made("a", "标题")])
    assert not other_process(folder)

    engine._keeper.release()
    assert other_process(folder)
    engine.apply([made("b", "标题")])
    assert engine.search(Query("标题")).total == 2


def test_engines_of_one_process_share_the_writer(engine: EmbeddedEngine, folder: Path) -> None:
    engine.apply([made("a", "标题")])
    EmbeddedEngine({"PATH": folder}).apply([made("b", "标题")])

    assert set(engine.filed()) == {"a", "b"}


def test_writer_another_process_holds_is_unavailable(
    engine: EmbeddedEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded_writer, "LOCK_WAIT_SECONDS", 0.2)
    held = tantivy.Index.open(str(folder / (folder / "current").read_text())).writer(15_000_000, 1)
    with pytest.raises(EngineUnavailable, match="another process"):
        engine.apply([made("a", "标题")])

    held.wait_merging_threads()
    engine.apply([made("a", "标题")])
    assert set(engine.filed()) == {"a"}


def test_rebuild_needs_no_writer_of_the_serving_index(engine: EmbeddedEngine, folder: Path) -> None:
    held = tantivy.Index.open(str(folder / (folder / "current").read_text())).writer(15_000_000, 1)
    engine.rebuild([[made("a", "标题")]])
    held.wait_merging_threads()

    engine.apply([made("b", "标题")])
    assert set(engine.filed()) == {"a", "b"}


def test_kept_writer_follows_the_index_that_serves(engine: EmbeddedEngine, folder: Path) -> None:
    engine.apply([made("a", "标题")])
    EmbeddedEngine({"PATH": folder}).rebuild([[made("b", "标题")]])
    engine.apply([made("c", "标题")])

    assert set(engine.filed()) == {"b", "c"}
    assert len(list(folder.glob("index-*"))) == 1


def test_half_a_batch_is_no_batch(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(document: object, tokens: object) -> object:
        if document.id == "b":  # type: ignore[attr-defined]
            raise ValueError("no such field")
        return whole(document, tokens)

    whole = embedded_writer.live
    engine.apply([made("before", "标题")])
    monkeypatch.setattr(embedded_writer, "live", broken)
    with pytest.raises(EngineUnavailable):
        engine.apply([made("a", "标题"), made("b", "标题")])
    monkeypatch.undo()
    engine.apply([made("c", "标题")])

    assert set(engine.filed()) == {"before", "c"}


def test_fork_takes_no_writer_along(engine: EmbeddedEngine, folder: Path) -> None:
    engine.apply([made("a", "标题")])
    child = os.fork()
    if not child:
        try:
            engine.apply([made("b", "标题")])
            os._exit(0 if set(engine.filed()) == {"a", "b"} else 1)
        finally:
            os._exit(2)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    engine.apply([made("c", "标题")])
    assert set(engine.filed()) == {"a", "b", "c"}


def test_tidy_leaves_one_folder(engine: EmbeddedEngine, folder: Path) -> None:
    (folder / "index-killed").mkdir()
    (folder / "index-killed" / "meta.json").write_text("{}")
    (folder / "current.index-killed").write_text("index-killed")
    engine.tidy()

    assert sorted(path.name.split("-")[0] for path in folder.iterdir()) == ["current", "index"]


def test_index_of_another_layout_must_be_rebuilt(engine: EmbeddedEngine, folder: Path) -> None:
    about = next(folder.glob("index-*/about.json"))
    assert engine.ready()
    about.write_text('{"epoch": "", "layout": "older"}')
    assert not engine.ready()
    about.unlink()
    assert not engine.ready()
    engine.rebuild([])
    assert engine.ready()


def test_index_that_cannot_be_read_is_no_reason_to_rebuild(
    engine: EmbeddedEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, **_given: object) -> str:
        raise PermissionError(f"{path}: not allowed")

    monkeypatch.setattr(Path, "read_text", refused)
    with pytest.raises(EngineUnavailable, match="not allowed"):
        engine.ready()
