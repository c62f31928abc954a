"""The engines under contract; a second engine is one more name here."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from search.engine import Engine
from search.engines.embedded import EmbeddedEngine
from search.filing import SearchDocument

Filled = Callable[[Iterable[SearchDocument]], Engine]


@pytest.fixture(params=["embedded"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An engine with an empty index."""
    made = EmbeddedEngine({"PATH": tmp_path / "index"})
    made.rebuild([])
    return made


@pytest.fixture
def filled(engine: Engine) -> Filled:
    """Fill the engine and return it."""

    def fill(documents: Iterable[SearchDocument]) -> Engine:
        engine.apply(list(documents))
        return engine

    return fill
