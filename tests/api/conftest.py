"""A reader of the API, and fresh vocabularies, limits and index for each test."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from portal.taxonomy import vocabulary


@pytest.fixture(autouse=True)
def fresh(settings: Any, tmp_path: Path) -> Any:
    """Nothing kept in the process outlives its test."""
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}
    cache.clear()
    vocabulary.drop()
    yield
    vocabulary.drop()


class Reader(Client):
    """A client that answers like a server: errors of the application become responses."""

    def __init__(self) -> None:
        super().__init__(raise_request_exception=False)

    def read(self, path: str, expected: int = 200, **parameters: str) -> Any:
        """The JSON at a path under /api/v1; the status must be as expected."""
        response = self.get(f"/api/v1{path}", parameters)
        assert response.status_code == expected, response.content[:500]
        return response.json()

    def ids(self, path: str, **parameters: str) -> list[str]:
        """The ids of a list's first page."""
        return [row["id"] for row in self.read(path, **parameters)["data"]]


@pytest.fixture
def reader(db: Any) -> Reader:
    """A reader of an empty portal."""
    return Reader()


@pytest.fixture
def freeze_now(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    """Let it be another time from here on."""

    def freeze(at: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: at)

    return freeze
