"""A kept page across a deadline: to the second, on every page type, and with many readers at once."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.home.tree import ensure_site_tree
from portal.publication.consumers import advance
from search.indexing.indexer import Indexer
from tests.portal.http_cache.pages import HIT, MISS, NOON, anew, how, kept_page
from tests.themes.site import page_types, publish_chain

OPENS, CLOSES = NOON - dt.timedelta(days=9), NOON + dt.timedelta(minutes=5)
MOMENT = dt.timedelta(microseconds=1)
# Made for every reader anew, or the same whatever the clock says.
NOT_KEPT = {"search"}
TIMELESS = {"list of policies", "list of guides", "list of interpretations", "list of compilations", "guide"}
READERS = 8


@pytest.mark.django_db
def test_no_page_type_shows_open_after_closing(client: Client, clock: Any) -> None:
    ensure_site_tree()
    chain = publish_chain(OPENS, CLOSES)
    advance(Indexer())
    kept = {name: path for name, path in page_types(chain).items() if name not in NOT_KEPT}
    before = {name: kept_page(client, path).content.decode() for name, path in kept.items()}
    told = {name for name, page in before.items() if "badge--closing_soon" in page}

    clock(CLOSES - MOMENT)
    assert {how(client.get(path)) for path in kept.values()} == {HIT}
    clock(CLOSES)
    for name, path in kept.items():
        shown = client.get(path)
        page = shown.content.decode()
        assert how(shown) == MISS, name
        assert page == anew(path), name
        assert "badge--closing_soon" not in page and "badge--open" not in page, name
    assert {"call", "disclosure", "activity", "home", "list of notices"} <= told


@pytest.mark.django_db
def test_no_page_type_shows_upcoming_once_it_opened(client: Client, clock: Any) -> None:
    ensure_site_tree()
    opens = NOON + dt.timedelta(minutes=2)
    chain = publish_chain(opens, opens + dt.timedelta(days=30))
    advance(Indexer())
    kept = {name: path for name, path in page_types(chain).items() if name not in NOT_KEPT}
    before = {name: kept_page(client, path).content.decode() for name, path in kept.items()}

    clock(opens)
    for name, path in kept.items():
        assert (page := client.get(path).content.decode()) == anew(path), name
        assert "badge--upcoming" not in page, name
    assert any("badge--upcoming" in page for page in before.values())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_readers_at_once_never_read_open_after_closing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their clock goes on while they read: who asked at the deadline or later is told that it has passed."""
    ensure_site_tree()
    call = publish_chain(OPENS, CLOSES).call
    advance(Indexer())
    ticking = Ticking(CLOSES - dt.timedelta(seconds=3))
    monkeypatch.setattr(timezone, "now", ticking.now)
    read = [answer for answers in at_once(lambda: reading(call.url, ticking)) for answer in answers]

    late = [page for asked, page in read if asked >= CLOSES]
    early = [page for asked, page in read if asked < CLOSES]
    assert early and late
    assert all("badge--closed" in page and "badge--closing_soon" not in page for page in late)
    assert any("badge--closing_soon" in page for page in early)


class Ticking:
    """A clock that goes on by 10 ms whenever somebody looks at it."""

    def __init__(self, start: dt.datetime):
        self.at, self.lock = start, threading.Lock()

    def now(self) -> dt.datetime:
        with self.lock:
            self.at += dt.timedelta(milliseconds=10)
            return self.at


def reading(path: str, clock: Ticking) -> list[tuple[dt.datetime, str]]:
    """(when it was asked for, the page), until the deadline has passed for a second."""
    reader, found = Client(), []
    while not found or found[-1][0] < CLOSES + dt.timedelta(seconds=1):
        asked = clock.at
        found.append((asked, reader.get(path).content.decode()))
    connection.close()
    return found


def at_once(work: Any) -> list[Any]:
    """What each of the readers returns."""
    with ThreadPoolExecutor(READERS) as pool:
        return [future.result() for future in [pool.submit(work) for _reader in range(READERS)]]
