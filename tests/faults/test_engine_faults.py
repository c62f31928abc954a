"""Whatever the engine does, publishing goes on without it, and the index is whole once it is back."""

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from portal.pages.verbs import publish_changes, withdraw
from portal.publication.consumers import cursor_of
from portal.publication.models import PublishedItem
from portal.publication.runner import Worker
from portal.taxonomy import vocabulary
from search import engine as engines
from search.engine import Engine, EngineUnavailable
from search.engines.embedded import EmbeddedEngine
from search.indexing.audit import audit
from search.indexing.indexer import Indexer
from search.indexing.rebuild import rebuild
from search.models import SearchRebuild
from tests.factories.documents import PolicyDocumentFactory
from tests.search.consistency import expected, log_position
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_vocabulary() -> Iterable[None]:
    vocabulary.drop()
    yield
    vocabulary.drop()


class Faulty:
    """The embedded engine behind a line that fails; `fault` is one of FAULTS, "" for none. `asked` counts calls."""

    def __init__(self, engine: Engine):
        self.engine, self.fault, self.asked = engine, "", 0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.engine, name)
        return self._through(name, found) if callable(found) else found

    def _through(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any) -> Any:
            self.asked += 1
            return FAULTS[self.fault](name, method, *given)

        return called


def passes(name: str, method: Callable[..., Any], *given: Any) -> Any:
    return method(*given)


def refuses(name: str, method: Callable[..., Any], *given: Any) -> Any:
    raise EngineUnavailable("connection refused")


def read_only(name: str, method: Callable[..., Any], *given: Any) -> Any:
    if name in ("apply", "beside", "tidy"):
        raise EngineUnavailable("index is read-only")
    return method(*given)


def loses_the_answer(name: str, method: Callable[..., Any], *given: Any) -> Any:
    """What was asked is done, but nobody hears of it."""
    method(*given)
    raise EngineUnavailable("read timed out")


def stores_half(name: str, method: Callable[..., Any], *given: Any) -> Any:
    """Some items of a bulk request are refused with 429."""
    if name != "apply":
        return method(*given)
    documents, deletions = (list(changes) for changes in given)
    method(documents[::2], deletions[1::2])
    raise EngineUnavailable("1 of 2 items refused: 429")


def breaks_once_built(name: str, method: Callable[..., Any], *given: Any) -> Any:
    """A rebuild begins and cannot be given anything, nor be removed."""
    if name != "beside":
        return method(*given)
    method(*given)
    raise EngineUnavailable("503")


FAULTS: dict[str, Callable[..., Any]] = {
    "": passes,
    "refused": refuses,
    "read-only": read_only,
    "answer lost": loses_the_answer,
    "half stored": stores_half,
    "no new index": breaks_once_built,
}


@pytest.fixture
def faulty(settings: Any, tmp_path: Path) -> Faulty:
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}
    return Faulty(EmbeddedEngine({"PATH": tmp_path / "index"}))


def turns(worker: Worker, count: int) -> None:
    """Turns of the worker, its pauses left out."""
    for _ in range(count):
        worker.resume_at.clear()
        worker.consumers[0].tended_at = None
        worker.run_once()


def differing(engine: Any) -> list[str]:
    return [f"{row.problem} {row.title}" for row in audit(engine, timezone.now()).rows]


@pytest.mark.parametrize("fault", [name for name in FAULTS if name])
@pytest.mark.parametrize("lost", [False, True], ids=["index there", "index lost meanwhile"])
def test_index_converges_after_the_engine_is_back(
    faulty: Faulty, tmp_path: Path, fault: str, lost: bool, caplog: pytest.LogCaptureFixture
) -> None:
    worker = Worker([Indexer(faulty)], sweep=lambda now: 0)
    kept = [publish(title=f"第{n}号惠企政策") for n in range(6)]
    turns(worker, 2)
    with caplog.at_level(logging.CRITICAL):
        faulty.fault = fault
        if lost:
            (tmp_path / "index" / "current").unlink()
        for n in range(3):
            publish(id=kept[n].pk, title=f"改名的第{n}号政策")
            remove(kept[n + 3])
            publish(title=f"故障期间发布的第{n}号政策")
            turns(worker, 2)
    faulty.fault = ""
    turns(worker, 3)

    assert differing(faulty) == []
    assert faulty.filed() == expected()
    assert cursor_of("search").position == log_position()
    assert cursor_of("search").error == ""
    assert len(list((tmp_path / "index").glob("index-*"))) == 1


def test_publishing_never_asks_the_engine(faulty: Faulty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_engine", lambda path, options: faulty)
    faulty.fault = "refused"
    page = PolicyDocumentFactory(title="引擎停止时发布的政策")
    page.title = "引擎停止时改名的政策"
    publish_changes(page=page)
    withdraw(page=page, reason="unspecified")

    assert PublishedItem.objects.get().version == 3
    assert faulty.asked == 0


@pytest.mark.parametrize("fault", ["refused", "read-only", "answer lost", "half stored", "no new index"])
def test_rebuild_during_a_fault_keeps_the_old_index(faulty: Faulty, tmp_path: Path, fault: str) -> None:
    publish(title="始终可以找到的政策")
    turns(Worker([Indexer(faulty)], sweep=lambda now: 0), 1)
    faulty.fault = fault
    begun = faulty.asked
    if fault == "half stored":
        rebuild(faulty)
    else:
        with pytest.raises(EngineUnavailable):
            rebuild(faulty)
    faulty.fault = ""

    assert faulty.asked > begun
    assert faulty.filed() == expected()
    turns(Worker([Indexer(faulty)], sweep=lambda now: 0), 1)
    assert len(list((tmp_path / "index").glob("index-*"))) == 1
    row = SearchRebuild.objects.get()
    assert (row.token, row.litter, row.replay_from) == ("", False, None)
