"""What is kept of log and site is made once while they stand still, and never by another release."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches

from portal.publication import page_cache
from portal.publication.kept import of_log, of_site
from portal.publication.models import LogHead
from portal.publication.page_cache import ALIAS

BEFORE = LogHead(pk=1, epoch="e", position=7, edition=3)
PUBLISHED = LogHead(pk=1, epoch="e", position=8, edition=3)
TOUCHED = LogHead(pk=1, epoch="e", position=7, edition=4)
RESTORED = LogHead(pk=1, epoch="f", position=7, edition=3)
NEVER_WRITTEN = LogHead(pk=1, epoch="", position=0)


@pytest.fixture(autouse=True)
def local(settings: Any) -> Iterator[None]:
    backend = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": uuid.uuid4().hex}
    settings.CACHES = {**settings.CACHES, ALIAS: backend}
    yield
    caches[ALIAS].clear()


class Maker:
    """Counts how often something is made."""

    def __init__(self, made: Any = "made") -> None:
        self.times, self.made = 0, made

    def __call__(self) -> Any:
        self.times += 1
        return self.made


@pytest.mark.parametrize(
    ("keep", "moved"), [(of_log, (PUBLISHED, TOUCHED, RESTORED)), (of_site, (TOUCHED, RESTORED))], ids=["log", "site"]
)
def test_made_once_until_what_it_is_made_of_moves(keep: Any, moved: tuple[LogHead, ...]) -> None:
    make = Maker()
    assert [keep("part", BEFORE, make) for _time in range(3)] == ["made"] * 3
    assert make.times == 1
    for head in moved:
        keep("part", head, make)
    assert make.times == 1 + len(moved)


def test_what_a_site_looks_like_outlives_a_publication() -> None:
    make = Maker()
    of_site("part", BEFORE, make)
    of_site("part", PUBLISHED, make)
    assert make.times == 1


def test_parts_have_names() -> None:
    one, other = Maker("one"), Maker("other")
    of_log("one", BEFORE, one)
    assert of_log("other", BEFORE, other) == "other"


def test_nothing_to_keep_is_asked_for_again() -> None:
    nothing, empty = Maker(None), Maker([])
    for _time in range(2):
        of_log("nothing", BEFORE, nothing)
        of_log("empty", BEFORE, empty)
    assert (nothing.times, empty.times) == (2, 1)


def test_of_a_log_that_was_never_written_nothing_is_kept() -> None:
    make = Maker()
    for _time in range(2):
        of_log("part", NEVER_WRITTEN, make)
    assert make.times == 2


def test_another_release_makes_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    make = Maker()
    of_log("part", BEFORE, make)
    monkeypatch.setattr(page_cache, "release", lambda: "another")
    of_log("part", BEFORE, make)
    assert make.times == 2
