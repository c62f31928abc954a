"""Two hosts are served, the pages are there, nothing is left of another test's themes."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from portal.home.tree import ensure_site_tree
from portal.taxonomy import vocabulary
from tests.portal.appearance.sites import OTHER
from themes import catalogue, faults, palettes

KEPT = (catalogue.themes, faults.faults_of, faults.usable, palettes.palette_of)


@pytest.fixture(autouse=True)
def hosts(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, OTHER, "other.example"]
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}
    vocabulary.drop()
    cache.clear()
    forget()
    yield
    forget()
    vocabulary.drop()
    cache.clear()


def forget() -> None:
    for kept in KEPT:
        kept.cache_clear()


@pytest.fixture
def home(db: None) -> Any:
    return ensure_site_tree()
