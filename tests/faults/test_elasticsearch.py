"""Real Elasticsearch behind a line that fails in every way; rebuilds on it while records are published."""

import logging
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from portal.publication.consumers import cursor_of
from portal.publication.models import PublishedItem
from portal.publication.runner import Worker
from portal.taxonomy import vocabulary
from search.engines import elasticsearch
from search.engines.elastic_breaker import Breaker
from search.engines.elastic_connection import Limits
from search.engines.elasticsearch import ElasticsearchEngine
from search.indexing.audit import audit
from search.indexing.indexer import Indexer
from search.indexing.rebuild import rebuild
from search.models import SearchRebuild
from tests.elasticsearch.fault_server import FAULTS, FaultServer, fault_server
from tests.elasticsearch.servers import NO_SERVER, SERVERS, on_server
from tests.search.consistency import Wrapped, drain, expected, log_position
from tests.search.records import publish, remove

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not SERVERS, reason=NO_SERVER)]
# "no index" is no fault of the line but an answer: that an index is to be built.
BROKEN = sorted(set(FAULTS) - {"well", "no index"})
SHORT = Limits(connect=0.3, read=0.3, whole=0.3)


@pytest.fixture(autouse=True)
def fresh_vocabulary() -> Iterable[None]:
    vocabulary.drop()
    yield
    vocabulary.drop()


@pytest.fixture(params=SERVERS[:1])
def real(request: pytest.FixtureRequest) -> Iterator[ElasticsearchEngine]:
    with on_server(request.param) as engine:
        yield engine


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as served:
        yield served


class Line:
    """The real server, or, for the methods named in `broken`, the one that fails; both by the real client."""

    def __init__(self, real: ElasticsearchEngine, failing: ElasticsearchEngine):
        self.real, self.failing, self.broken = real, failing, frozenset[str]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.failing if name in self.broken else self.real, name)


EVERYTHING = frozenset({"ready", "epoch", "apply", "filed", "beside", "tidy"})


@pytest.fixture
def line(real: ElasticsearchEngine, server: FaultServer) -> Line:
    failing = ElasticsearchEngine({"URLS": (server.url,), "PREFIX": real.alias, "SECONDS": 0.3})
    failing._breaker = Breaker(failures=1_000)
    return Line(real, failing)


def turn(worker: Worker) -> None:
    """One turn, its pauses left out."""
    worker.resume_at.clear()
    worker.consumers[0].tended_at = None
    worker.run_once()


def indexes(engine: ElasticsearchEngine) -> list[str]:
    return list(engine._client.indices.get(index=engine.pattern).body)


@pytest.mark.parametrize("broken", [EVERYTHING, frozenset({"apply"})], ids=["all is lost", "writes are lost"])
@pytest.mark.parametrize("fault", BROKEN)
def test_index_converges_after_the_server_is_back(
    line: Line, server: FaultServer, fault: str, broken: frozenset[str], caplog: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker([Indexer(line)], sweep=lambda now: 0)
    kept = [publish(title=f"第{n}号惠企政策") for n in range(2)]
    turn(worker)
    server.fault, line.broken = fault, broken
    with caplog.at_level(logging.CRITICAL), monkeypatch.context() as impatient:
        impatient.setattr(elasticsearch, "READING", SHORT)
        impatient.setattr(elasticsearch, "WRITING", SHORT)
        impatient.setattr("search.engines.elastic_writer.BACKOFF_SECONDS", 0.01)
        publish(id=kept[0].pk, title="故障期间改名的政策")
        remove(kept[1])
        publish(title="故障期间发布的政策")
        turn(worker)
    behind = cursor_of("search").position
    line.broken = frozenset()
    turn(worker)

    assert behind == 2
    assert audit(line, timezone.now()).rows == []
    assert line.filed() == expected()
    assert (cursor_of("search").position, cursor_of("search").error) == (log_position(), "")
    assert len(indexes(line.real)) == 1


@pytest.mark.parametrize("moment", ["apply", "filed", "before_swap", "after_swap"])
def test_rebuild_loses_nothing_that_is_indexed_meanwhile(real: ElasticsearchEngine, moment: str) -> None:
    def publish_and_index() -> None:
        publish(title="其间发布的政策")
        publish(id=first.pk, title="其间改名的政策")
        remove(second)
        drain(worker)

    first, second = publish(title="第一号政策"), publish(title="第二号政策")
    worker = Indexer(real)
    drain(worker)
    rebuild(Wrapped(real, **{moment: publish_and_index}))
    worker.tend()

    assert real.filed() == expected()
    assert len(indexes(real)) == 1
    assert cursor_of("search").position == log_position()


@pytest.mark.parametrize("moment", ["apply", "filed", "before_swap", "after_swap"])
def test_rebuild_that_ends_early_leaves_an_index_that_serves(real: ElasticsearchEngine, moment: str) -> None:
    """What it could not remove itself, the worker does."""

    def end() -> None:
        publish(title="其间发布的政策")
        raise KeyboardInterrupt

    publish(title="第一号政策")
    drain(Indexer(real))
    with pytest.raises(KeyboardInterrupt):
        rebuild(Wrapped(real, **{moment: end}))
    real.beside("killed")
    SearchRebuild.objects.update(litter=True)
    drain(Indexer(real))

    assert real.filed() == expected()
    assert PublishedItem.objects.count() == len(expected()) == 2
    assert len(indexes(real)) == 1
