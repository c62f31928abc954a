"""Each test reads the vocabulary afresh: a rolled-back change must not outlive its test; each has its own index."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.publication.consumers import advance
from portal.taxonomy import vocabulary
from search.engine import Engine, configured_engine
from search.indexing.indexer import Indexer


@pytest.fixture(autouse=True)
def fresh_vocabulary():
    vocabulary.drop()
    yield
    vocabulary.drop()


@pytest.fixture(autouse=True)
def index_folder(settings, tmp_path: Path) -> Path:
    """The folder of this test's index; nothing is in it yet."""
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}
    return tmp_path / "index"


@pytest.fixture
def engine(index_folder: Path) -> Engine:
    """The configured engine."""
    return configured_engine()


@pytest.fixture
def indexed() -> Callable[[], None]:
    """Bring the index up to the log."""

    def run() -> None:
        indexer = Indexer()
        while advance(indexer):
            pass

    return run
