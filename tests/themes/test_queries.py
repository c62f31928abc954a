"""SQL queries per page type: the stated number, however many records there are; gzip weight of the three main ones."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.home.tree import ensure_site_tree
from portal.publication.consumers import advance
from portal.publication.page_cache import ALIAS
from portal.taxonomy import vocabulary
from search.finding.memory import remember
from search.finding.similar import AWAY_KEY
from search.indexing.indexer import Indexer
from tests.factories.documents import PolicyDocumentFactory
from tests.themes.site import Chain, page_types, publish_chain

# A page asks the database so often when it is made for the first time since the log moved, and when it is made again,
# its site and theme included, similar records not.
STATED: dict[str, tuple[int, int]] = {
    "activity": (5, 2),
    "calendar of calls": (12, 11),
    "call": (11, 2),
    "compare": (8, 6),
    "compilation": (6, 3),
    "disclosure": (6, 2),
    "document": (8, 2),
    "figures": (16, 14),
    "guide": (5, 2),
    "home": (15, 7),
    "home in English": (15, 7),
    "interpretation": (11, 3),
    "kiosk": (6, 4),
    "kiosk's results": (8, 6),
    "list of activities": (10, 9),
    "list of compilations": (10, 9),
    "list of disclosures": (10, 9),
    "list of guides": (10, 9),
    "list of interpretations": (10, 9),
    "list of notices": (11, 10),
    "list of policies": (10, 9),
    "list of policy-products": (11, 10),
    "product": (10, 2),
    "scheme": (11, 2),
    "search": (9, 7),
    "supermarket": (18, 9),
    "timeline of calls": (12, 11),
}
MORE = 8
LONG_TEXT = [("text", "<p>支持企业研发投入，按照实际支出给予补助。</p>" * 20)] * 15
LIGHT = 100_000

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of another test's records; no look at the clock whether labels have changed, which a slow machine has."""
    monkeypatch.setattr(vocabulary, "CHECK_SECONDS", 3600.0)
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    settings.CACHES = {**settings.CACHES, ALIAS: local}
    vocabulary.drop()
    # Similar records are one query more where the engine knows some, and that depends on what it has opened.
    remember(AWAY_KEY, True, 3600)
    yield
    vocabulary.drop()


@pytest.fixture
def indexed() -> Callable[[], None]:
    """Bring the index up to the log."""

    def run() -> None:
        indexer = Indexer()
        while advance(indexer):
            pass

    return run


def queries(path: str) -> tuple[int, int]:
    """Of the page made anew twice, once whatever processes keep in memory is there."""
    reader, headers = Client(), {"Authorization": "none"}
    assert reader.get(path, headers=headers).status_code == 200, path
    caches[ALIAS].clear()
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked:
            reader.get(path, headers=headers)
        counts.append(len(asked))
    return counts[0], counts[1]


def counted(chain: Chain) -> dict[str, tuple[int, int]]:
    return {name: queries(path) for name, path in page_types(chain).items()}


def test_every_page_type_asks_the_stated_number_of_times(indexed: Callable[[], None]) -> None:
    ensure_site_tree()
    chain = publish_chain()
    indexed()
    few = counted(chain)
    for number in range(1, MORE):
        publish_chain(number=number)
    indexed()
    many = counted(chain)

    assert {name: (few[name], many[name]) for name in few if few[name] != many[name]} == {}
    assert many == STATED


@pytest.mark.parametrize("path", ["/", "/notices/", "/policies/long/"])
def test_a_page_with_all_it_links_weighs_less_than_100_kb(path: str, indexed: Callable[[], None]) -> None:
    ensure_site_tree()
    for number in range(3):
        publish_chain(number=number)
    PolicyDocumentFactory(slug="long", body=LONG_TEXT)
    indexed()

    page = Client().get(path, headers={"Accept-Encoding": "gzip"})

    assert page["Content-Encoding"] == "gzip"
    text = gzip.decompress(page.content).decode()
    files = linked(text)
    assert any(name.endswith(".css") for name in files) and any(name.endswith(".js") for name in files)
    assert len(page.content) + sum(len(gzip.compress(content, 6)) for content in files.values()) < LIGHT


def linked(page: str) -> dict[str, bytes]:
    """Stylesheets, scripts and icons of a page by their address."""
    html = BeautifulSoup(page, "html.parser")
    tags = [*html.find_all("link", rel=["stylesheet", "icon"]), *html.find_all("script", src=True)]
    names = {tag.get("href") or tag["src"] for tag in tags}
    found = {name: finders.find(name.split("?")[0].removeprefix("/static/")) for name in names}
    return {name: Path(str(path)).read_bytes() for name, path in found.items()}
