"""Every record of a bulk request has an outcome of its own, on real servers."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from search.engine import Engine, EngineUnavailable, Query
from search.engines import elastic_writer
from search.engines.elastic_schema import action
from search.engines.elasticsearch import ElasticsearchEngine
from search.filing import Deletion, SearchDocument
from tests.contracts.documents import ids, made
from tests.elasticsearch.servers import NO_SERVER, SERVERS, on_server

pytestmark = pytest.mark.skipif(not SERVERS, reason=NO_SERVER)


@pytest.fixture(params=SERVERS or [""])
def engine(request: pytest.FixtureRequest) -> Iterator[ElasticsearchEngine]:
    with on_server(request.param) as served:
        served.rebuild([])
        yield served


def everything(engine: Engine) -> set[str]:
    return set(ids(engine.search(Query(limit=100)).hits))


def test_refused_record_does_not_stop_the_others_and_is_named(
    engine: ElasticsearchEngine, caplog: pytest.LogCaptureFixture
) -> None:
    # A term longer than 32,766 bytes is refused by itself, an id longer than 512 with the whole request.
    refused = made("code", codes=["level:" + "x" * 40_000])
    engine.apply([made("before"), refused, made("i" * 600), made("after")], [Deletion("gone", 3)])

    assert everything(engine) == {"before", "after"}
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(told) == 2
    assert any("record code for good: document_parsing_exception" in line for line in told)
    assert any("record iii" in line and "Validation Failed" in line for line in told)


def test_older_and_newer_records_in_one_request(engine: ElasticsearchEngine) -> None:
    engine.apply([made("old", position=5), made("same", position=5)])
    engine.apply([made("old", "旧标题", position=4), made("same", "标题", position=5), made("new", position=1)])

    assert {id: filed.position for id, filed in engine.filed().items()} == {"old": 5, "same": 5, "new": 1}
    assert ids(engine.search(Query("标题")).hits) == ["same"]
    assert engine.search(Query("旧标题")).total == 0


def test_field_that_the_mapping_does_not_know_is_refused(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def with_another_field(index: str, change: SearchDocument) -> dict[str, Any]:
        built = action(index, change)
        return {**built, "_source": {**built["_source"], "guessed": 1}}

    monkeypatch.setattr("search.engines.elasticsearch.action", with_another_field)
    engine.apply([made("record")])

    assert everything(engine) == set()
    assert "strict_dynamic_mapping_exception" in caplog.text


def test_writes_blocked_by_the_server_are_to_be_tried_again(engine: ElasticsearchEngine) -> None:
    engine._client.indices.add_block(index=engine.alias, block="write")
    with pytest.raises(EngineUnavailable, match="403 cluster_block_exception"):
        engine.apply([made("record")])
    assert everything(engine) == set()

    engine._client.indices.put_settings(index=engine.alias, settings={"index.blocks.write": None})
    engine.apply([made("record")])
    assert everything(engine) == {"record"}


def test_without_an_index_nothing_is_made_by_guessing(engine: ElasticsearchEngine) -> None:
    engine._client.indices.delete(index=list(engine._client.indices.get(index=engine.alias).body))

    with pytest.raises(EngineUnavailable, match="404"):
        engine.apply([made("record")])
    assert engine.ready() is False
    assert not engine._client.indices.exists(index=engine.alias)


def test_more_than_one_chunk(engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elastic_writer, "CHUNK_BYTES", 3_000)
    monkeypatch.setattr(elastic_writer, "CHUNK_ITEMS", 40)
    engine.apply(made(str(n), f"标题{n}") for n in range(90))

    assert len(everything(engine)) == 90


def test_index_is_built_unseen_and_kept_as_the_settings_say(engine: ElasticsearchEngine) -> None:
    engine.options = {**engine.options, "SHARDS": 2, "REPLICAS": 1, "REFRESH": "7s"}
    new = engine.beside("epoch")
    settings = engine._client.indices.get_settings(index=new.name)[new.name]["settings"]["index"]
    assert (settings["number_of_shards"], settings["number_of_replicas"], settings["refresh_interval"]) == (
        "2",
        "0",
        "-1",
    )

    new.apply([made(str(n), "研发费用") for n in range(20)])
    new.swap()
    settings = engine._client.indices.get_settings(index=new.name)[new.name]["settings"]["index"]
    assert (settings["number_of_replicas"], settings["refresh_interval"]) == ("1", "7s")
    # The same score on every shard: frequencies are those of the whole index.
    assert len({hit.score for hit in engine.search(Query("研发费用")).hits}) == 1
    assert len(list(engine.ids(Query("研发费用")))) == len(engine.filed()) == 20
