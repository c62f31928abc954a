"""A cache of its own for each test, a clock that can be set, somebody who is signed in."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.http_cache import middleware
from portal.publication.page_cache import ALIAS
from portal.taxonomy import vocabulary
from tests.portal.http_cache.pages import NOON


@pytest.fixture(autouse=True)
def kept(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[None]:
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": uuid.uuid4().hex}
    settings.CACHES = {**settings.CACHES, ALIAS: local}
    monkeypatch.setattr(middleware, "SETTLE_SECONDS", 0.0)
    vocabulary.drop()
    yield
    caches[ALIAS].clear()
    vocabulary.drop()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the time: `clock(instant)`."""

    def at(instant: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: instant)

    at(NOON)
    return at


@pytest.fixture
def editor() -> Client:
    made = Client()
    made.force_login(User.objects.create_superuser("editor", "editor@example.org", "not-a-default-1"))
    return made
