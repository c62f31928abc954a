"""Fixtures every test may use. What a machine may lack is skipped here, with the reason."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from portal.publication.page_cache import ask_again
from portal.publication.wake import stop_watching
from portal.windows import calm
from tests import filed
from tests.places import ROOT

FILED = pytest.StashKey[filed.Filed]()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real records: HUIQI_SHARED_DATA, else ../shared/data beside the project."""
    folder = Path(os.environ.get("HUIQI_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "policies.jsonl").exists():
        pytest.skip("no real records: set HUIQI_SHARED_DATA to the folder that holds policies.jsonl")
    return folder


@pytest.fixture(autouse=True)
def own_memory() -> None:
    """What another test remembered is not known: a picture of the same number, an engine that was away.

    Nor until when nothing changes: a log that is rolled back hands out the same positions again.
    """
    cache.clear()
    ask_again()
    calm._known = None


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium for browser tests."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        pytest.skip("no Chromium on this machine")
    return found


@pytest.fixture(scope="session")
def long_run() -> bool:
    """Whether `make bench` or `make faults` asked for the long form."""
    return bool(os.environ.get("HUIQI_LONG"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test with real transactions empties and fills every table: `make check` has no time for that."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest) -> None:
    """The test database, and what migrations filed in it."""
    with django_db_blocker.unblock():
        request.config.stash[FILED] = filed.read()
    # Nothing for Django to put back itself, and no permissions made anew after every test.
    connection._test_serialized_contents = "[]"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Put back what migrations filed after a test with real transactions, which says `serialized_rollback=True`.

    A watch of the log would keep the test database from being removed.
    """
    stop_watching()
    yield
    marker = item.get_closest_marker("django_db")
    # After the last one the database is gone already, unless it is to be used again.
    kept = nextitem or item.config.getoption("reuse_db")
    if kept and marker and marker.kwargs.get("transaction"):
        with item.config.stash[blocking_manager_key].unblock():
            filed.put_back(item.config.stash[FILED])
