"""Two hosts in one process, with the cache of pages on: no page of one is ever shown by the other."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from portal.http_cache import middleware
from portal.publication.consumers import advance
from portal.publication.page_cache import ALIAS
from portal.taxonomy.models import Field
from search.indexing.indexer import Indexer
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.appearance.sites import OTHER, at, white_label
from tests.portal.http_cache.pages import HIT, MISS, how, kept_page

pytestmark = pytest.mark.django_db
PATHS = ("/", "/policies/", "/policies/inside/", "/supermarket/", "/en/")


@pytest.fixture(autouse=True)
def kept(settings: Any, monkeypatch: pytest.MonkeyPatch, hosts: None) -> Iterator[None]:
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": uuid.uuid4().hex}
    settings.CACHES = {**settings.CACHES, ALIAS: local}
    monkeypatch.setattr(middleware, "SETTLE_SECONDS", 0.0)
    yield
    caches[ALIAS].clear()


@pytest.fixture
def documents(home: Any) -> None:
    for slug, field in (("inside", "technology"), ("outside", "talent")):
        PolicyDocumentFactory(title=f"措施 {slug}", slug=slug, policy_fields=[Field.objects.get(code=field)])
    advance(Indexer())


def test_hosts_keep_their_pages_apart(documents: None) -> None:
    white_label(scope="field=technology", theme="park", name="科创惠企")
    here, there = at("testserver"), at(OTHER)

    for path in PATHS:
        pages = {kept_page(client, path).content.decode() for client in (here, there)}
        assert len(pages) == 2, path
    for _ in range(2):
        for path in PATHS:
            main, own = here.get(path), there.get(path)
            assert {how(main), how(own)} == {HIT}
            assert "科创惠企" in own.content.decode() and "科创惠企" not in main.content.decode()
            assert "park-header" in own.content.decode() and "park-header" not in main.content.decode()
            assert "措施 outside" not in own.content.decode()


def test_what_is_saved_is_seen_at_once_on_its_own_host(documents: None) -> None:
    stored = white_label(name="科创惠企")
    here, there = at("testserver"), at(OTHER)
    for client in (here, there):
        kept_page(client, "/")
    stored.name = "科技惠企"
    stored.save()

    shown = there.get("/")

    assert how(shown) == MISS
    assert "科技惠企" in shown.content.decode()
    assert "科技惠企" not in here.get("/").content.decode()


def test_a_site_that_is_new_or_moved_ends_what_was_kept(documents: None) -> None:
    there = at(OTHER)
    kept_page(there, "/")
    stored = white_label(name="科创惠企")
    assert "科创惠企" in kept_page(there, "/").content.decode()
    stored.site.hostname = "other.example"
    stored.site.save()
    assert "科创惠企" not in there.get("/").content.decode()


def test_display_modes_keep_their_pages_apart(documents: None) -> None:
    plain, large = Client(), Client()
    large.cookies["display"] = "large"
    for client, shown in ((plain, False), (large, True)):
        assert ("data-display" in kept_page(client, "/policies/").content.decode()) is shown
    other = Client()
    other.cookies["display"] = "x-large-y"
    response = other.get("/policies/")
    assert how(response) == HIT
    assert response.content == large.get("/policies/").content
    assert response["Vary"] == "Accept-Encoding, Cookie"


def test_cookies_of_others_neither_keep_a_page_from_being_kept_nor_from_being_used(documents: None) -> None:
    stranger = Client()
    stranger.cookies["statistics"] = "1"
    kept_page(stranger, "/policies/")
    assert how(Client().get("/policies/")) == HIT
