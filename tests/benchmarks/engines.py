"""The engines that are measured: the embedded one, and one for each server in TEST_ELASTICSEARCH_URLS."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from elasticsearch import Elasticsearch

from search.engine import Engine
from search.engines.embedded import EmbeddedEngine
from tests.elasticsearch.servers import SERVERS, on_server

EMBEDDED = "embedded"


def chosen(names: Sequence[str] = ()) -> list[str]:
    """`embedded` and addresses of servers; by default all there are."""
    return list(names) or [EMBEDDED, *SERVERS]


@contextmanager
def made(name: str) -> Iterator[Engine]:
    """An engine without an index, of a folder or an alias of its own; nothing is left behind."""
    if name == EMBEDDED:
        with tempfile.TemporaryDirectory(prefix="huiqi-index-") as path:
            yield EmbeddedEngine({"PATH": path})
        return
    with on_server(name) as engine:
        yield engine


def title(name: str) -> str:
    """The engine's name with its version, for tables."""
    if name == EMBEDDED:
        return name
    with Elasticsearch(name) as client:
        nodes = client.nodes.info(filter_path="nodes.*.version")["nodes"].values()
    return f"elasticsearch {next(iter(nodes))['version']}"
