"""A reader of the API, and fresh vocabularies, limits and index for each test."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.utils import timezone

from portal.taxonomy import vocabulary
from tests.api.reader import Reader
from tests.api.receiver import Receiver
from tests.api.webhook_owner import Owner


@pytest.fixture(autouse=True)
def fresh(settings: Any, tmp_path: Path) -> Any:
    """Nothing kept in the process outlives its test."""
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}
    cache.clear()
    vocabulary.drop()
    yield
    vocabulary.drop()


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


@pytest.fixture
def owner(db: Any, settings: LazySettings) -> Owner:
    """A subscriber's program that may have receivers on this machine."""
    settings.OUTGOING_LOOPBACK = True
    return Owner("owner")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Somewhere to send to."""
    made = Receiver()
    yield made
    made.close()
