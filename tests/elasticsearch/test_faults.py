"""Whatever the server does, the real client answers EngineUnavailable in time, and is well again after it.

How long an answer takes is not measured with a clock: a server that never finishes would hold the test for ever, or
until the limit of the whole exchange, which the tests set far beyond the time a test may take.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from search.engine import Engine, EngineUnavailable, Query, TitleLookup
from search.engines import elasticsearch
from search.engines.elastic_breaker import Breaker
from search.engines.elastic_connection import Limits
from search.engines.elasticsearch import ElasticsearchEngine
from search.filing import Deletion
from tests.contracts.documents import made
from tests.elasticsearch.fault_server import FAULTS, FaultServer, fault_server

BROKEN = sorted(set(FAULTS) - {"well"})
SECRET = "only-we-know-this"
SHORT = Limits(connect=0.3, read=0.3, whole=0.3)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as served:
        yield served


@pytest.fixture
def engine(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> ElasticsearchEngine:
    monkeypatch.setattr(elasticsearch, "READING", SHORT)
    monkeypatch.setattr(elasticsearch, "WRITING", SHORT)
    monkeypatch.setattr("search.engines.elastic_writer.BACKOFF_SECONDS", 0.01)
    return on(server.url)


def on(*urls: str, **options: Any) -> ElasticsearchEngine:
    made = ElasticsearchEngine(
        {"URLS": urls, "PREFIX": "test", "BASIC_AUTH": ("huiqi", SECRET), "SECONDS": 0.3, **options}
    )
    # Every request of these tests is to reach the server.
    made._breaker = Breaker(failures=1_000)
    return made


USES: dict[str, Callable[[Engine], object]] = {
    "search": lambda engine: engine.search(Query("企业补贴")),
    "totals": lambda engine: engine.totals([Query("企业补贴")]),
    "ids": lambda engine: list(engine.ids(Query("企业补贴"))),
    "titles": lambda engine: engine.titles(TitleLookup(pairs=("企业",))),
    "explain": lambda engine: engine.explain(Query("企业补贴"), "x"),
    "apply": lambda engine: engine.apply([made("x", "企业补贴")], [Deletion("y", 1)]),
    "filed": lambda engine: engine.filed(),
    "epoch": lambda engine: engine.epoch(),
    "beside": lambda engine: engine.beside("epoch"),
    "tidy": lambda engine: engine.tidy(),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_fault_is_engine_unavailable_with_a_short_reason(
    engine: ElasticsearchEngine, server: FaultServer, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.fault = fault
    caplog.set_level(logging.DEBUG)

    for use in ("search", "totals", "ids", "titles", "explain", "filed", "epoch"):
        with pytest.raises(EngineUnavailable) as failed:
            USES[use](engine)
        assert 0 < len(str(failed.value)) < 250, use
    assert SECRET not in caplog.text


@pytest.mark.parametrize("fault", BROKEN)
def test_write_that_was_not_confirmed_is_engine_unavailable(
    engine: ElasticsearchEngine, server: FaultServer, fault: str
) -> None:
    server.fault = fault

    for use in ("apply", "beside", "tidy"):
        with pytest.raises(EngineUnavailable):
            USES[use](engine)


@pytest.mark.parametrize("fault", sorted(set(BROKEN) - {"no index"}))
def test_fault_is_no_reason_to_rebuild(engine: ElasticsearchEngine, server: FaultServer, fault: str) -> None:
    server.fault = fault

    with pytest.raises(EngineUnavailable):
        engine.ready()


def test_no_index_is_a_reason_to_rebuild(engine: ElasticsearchEngine, server: FaultServer) -> None:
    server.fault = "no index"

    assert engine.ready() is False


@pytest.mark.parametrize("fault", BROKEN)
def test_first_request_after_the_fault_is_answered(
    engine: ElasticsearchEngine, server: FaultServer, fault: str
) -> None:
    server.fault = fault
    with pytest.raises(EngineUnavailable):
        engine.search(Query("企业补贴"))

    server.fault = "well"
    assert engine.search(Query("企业补贴")).total == 0


def test_refused_connection_is_engine_unavailable(engine: ElasticsearchEngine, server: FaultServer) -> None:
    server.close()

    for use in USES.values():
        with pytest.raises(EngineUnavailable):
            use(engine)


def test_host_without_an_address_is_engine_unavailable() -> None:
    with pytest.raises(EngineUnavailable, match="no connection"):
        on("http://no-such-host.invalid:9200").search(Query("企业"))


@pytest.mark.parametrize("fault", ["drips headers", "drips body", "hangs in body"])
def test_nothing_is_left_of_a_search_that_was_given_up(
    engine: ElasticsearchEngine, server: FaultServer, fault: str
) -> None:
    server.fault = fault
    threads = threading.active_count()
    for _ in range(5):
        with pytest.raises(EngineUnavailable, match="in time"):
            engine.search(Query("企业补贴"))
    server.fault = "well"
    engine.search(Query("企业补贴"))

    kept = [connection.sock for connection in _pool(engine) if connection and connection.sock]
    assert len(kept) == 1
    # The server's own threads aside, which end when they notice.
    assert not [thread for thread in threading.enumerate() if "search" in thread.name]
    assert threading.active_count() <= threads + 6


def _pool(engine: ElasticsearchEngine) -> list[Any]:
    node: Any = engine._client.transport.node_pool.get()
    return list(node.pool.pool.queue)


def test_search_is_asked_of_the_next_node_when_one_refuses() -> None:
    with fault_server() as gone, fault_server() as well:
        gone.close()
        engine = on(gone.url, well.url)

        for _ in range(4):
            assert engine.search(Query("企业")).total == 0
        assert well.requests == 4


def test_search_is_not_repeated_on_the_same_node(engine: ElasticsearchEngine, server: FaultServer) -> None:
    for fault in ("503", "429", "reset", "hangs before headers"):
        server.fault, server.requests = fault, 0
        with pytest.raises(EngineUnavailable):
            engine.search(Query("企业"))
        assert server.requests == 1, fault


def test_bulk_that_is_told_to_wait_is_repeated(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.elastic_writer.BACKOFF_SECONDS", 0.01)
    server.fault = "429"

    with pytest.raises(EngineUnavailable, match="429"):
        on(server.url, SECONDS=30.0).apply([made("x", "企业")])
    assert server.requests == 4
