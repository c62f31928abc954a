"""The engines that are measured: the embedded one, and one for each server in TEST_ELASTICSEARCH_URLS."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from elasticsearch import Elasticsearch

from search.engine import Engine
from search.engines.embedded import EmbeddedEngine
from tests.elasticsearch.servers import SERVERS, on_server

EMBEDDED = "embedded"


def chosen(names: Sequence[str] = ()) -> list[str]:
    """`embedded` and addresses of servers; by default all there are."""
    return list(names) or [EMBEDDED, *SERVERS]


@contextmanager
def made(name: str, folder: Path | None = None) -> Iterator[Engine]:
    """An engine with a folder or names of its own, of which nothing is left behind; a given folder stays."""
    if name == EMBEDDED and folder:
        yield EmbeddedEngine({"PATH": folder})
    elif name == EMBEDDED:
        with tempfile.TemporaryDirectory(prefix="huiqi-index-") as path:
            yield EmbeddedEngine({"PATH": path})
    else:
        with on_server(name) as engine:
            yield engine


@contextmanager
def configured(engine: Engine) -> Iterator[None]:
    """Pages and API are answered by this engine."""
    with patch("search.engine._engine", lambda path, options: engine):
        yield


def title(name: str) -> str:
    """The engine's name with its version, for tables."""
    if name == EMBEDDED:
        return name
    with Elasticsearch(name) as client:
        nodes = client.nodes.info(filter_path="nodes.*.version")["nodes"].values()
    return f"elasticsearch {next(iter(nodes))['version']}"
