"""The engines under contract: the embedded one, and one for each server in TEST_ELASTICSEARCH_URLS."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from search.engine import Engine
from search.engines.embedded import EmbeddedEngine
from search.filing import SearchDocument
from tests.elasticsearch.servers import NO_SERVER, SERVERS, on_server

Filled = Callable[[Iterable[SearchDocument]], Engine]
NO_SERVERS = [] if SERVERS else [pytest.param("", id="elasticsearch", marks=pytest.mark.skip(reason=NO_SERVER))]


@pytest.fixture(params=["embedded", *(pytest.param(url, id=url) for url in SERVERS), *NO_SERVERS])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine with an empty index."""
    if request.param == "embedded":
        made = EmbeddedEngine({"PATH": tmp_path / "index"})
        made.rebuild([])
        yield made
        return
    with on_server(request.param) as served:
        served.rebuild([])
        yield served


@pytest.fixture
def filled(engine: Engine) -> Filled:
    """Fill the engine and return it."""

    def fill(documents: Iterable[SearchDocument]) -> Engine:
        engine.apply(list(documents))
        return engine

    return fill
