"""A kept page is what would be made now, or it is not used."""

import datetime as dt
import logging
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import PageViewRestriction

from portal.home.models import HomePage
from portal.http_cache import keeping, middleware
from portal.http_cache.truth import true_until
from portal.pages.verbs import publish_changes, withdraw
from portal.publication import page_cache
from portal.publication.consumers import advance
from portal.publication.models import LogHead
from portal.publication.page_cache import ALIAS
from portal.taxonomy.models import Level
from portal.windows.instants import SHANGHAI
from search.indexing.indexer import Indexer
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.http_cache.pages import HIT, MISS, NOON, anew, call, how, kept_page

pytestmark = pytest.mark.django_db


def test_no_kept_page_shows_open_after_closing(client: Client, clock: Any) -> None:
    closes = NOON + dt.timedelta(minutes=5)
    call(NOON - dt.timedelta(days=9), closes)
    advance(Indexer())
    pages = ("/", "/notices/", "/notices/call/", "/supermarket/", "/en/notices/call/")
    before = {path: kept_page(client, path).content.decode() for path in pages}
    assert "badge--closed" not in "".join(before.values())

    clock(closes - dt.timedelta(microseconds=1))
    assert {how(client.get(path)) for path in pages} == {HIT}
    clock(closes)
    for path in pages:
        shown = client.get(path)
        assert how(shown) == MISS, path
        assert shown.content.decode() == anew(path) != before[path], path
    assert "badge--closed" in client.get("/notices/call/").content.decode()


def test_a_page_lives_to_the_next_boundary_or_midnight_or_ten_minutes(clock: Any) -> None:
    assert true_until(NOON) == NOON + dt.timedelta(minutes=10)
    call(NOON - dt.timedelta(days=9), NOON + dt.timedelta(minutes=3))
    assert true_until(NOON) == NOON + dt.timedelta(minutes=3)
    late = dt.datetime(2026, 11, 21, 23, 59, tzinfo=SHANGHAI).astimezone(dt.UTC)
    assert true_until(late) == late + dt.timedelta(minutes=1)


def test_what_is_published_is_seen_at_once(client: Client) -> None:
    page = PolicyDocumentFactory(title="编辑之前的办法", slug="edited")
    kept_page(client, "/policies/edited/")
    kept_page(client, "/")
    page.title = "编辑之后的办法"
    publish_changes(page=page)
    for path in ("/policies/edited/", "/"):
        shown = client.get(path)
        assert how(shown) == MISS
        assert "编辑之后的办法" in shown.content.decode()


def test_lists_follow_the_index(client: Client) -> None:
    """A list that was made before the index had followed is not kept for those who come after."""
    PolicyDocumentFactory(title="第一号办法")
    advance(Indexer())
    kept_page(client, "/policies/")
    PolicyDocumentFactory(title="第二号办法")
    assert "第二号办法" not in client.get("/policies/").content.decode()
    advance(Indexer())
    assert "第二号办法" in client.get("/policies/").content.decode()
    kept_page(client, "/policies/?level=city")


def test_a_withdrawn_page_is_gone_at_once(client: Client) -> None:
    page = PolicyDocumentFactory(slug="gone")
    kept_page(client, "/policies/gone/")
    withdraw(page=page, reason="unspecified")
    assert client.get("/policies/gone/").status_code == 410
    assert (how(client.get("/policies/gone/")), client.get("/policies/gone/").status_code) == (HIT, 410)


def test_what_staff_change_beside_the_log_is_seen_at_once(client: Client, editor: Client) -> None:
    PolicyDocumentFactory(slug="labelled", level=Level.objects.get(code="city"))
    home = HomePage.objects.get()
    for path in ("/", "/policies/labelled/"):
        kept_page(client, path)
    level = Level.objects.get(code="city")
    address = reverse("wagtailsnippets_taxonomy_level:edit", args=[level.pk])
    given = {"code": "city", "label": "设区市级", "label_en": "City", "sort_order": 1, "rank": 4, "active": "on"}
    assert editor.post(address, given).status_code == 302
    assert "设区市级" in client.get("/policies/labelled/").content.decode()

    kept_page(client, "/")
    address = reverse("wagtailadmin_pages:edit", args=[home.pk])
    form = {"title": home.title, "slug": home.slug, "introduction": "欢迎使用惠企", "action-publish": "yes",
            "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}  # fmt: skip
    assert editor.post(address, form).status_code == 302
    assert client.get("/").content.decode() == anew("/")
    assert how(client.get("/policies/labelled/")) == MISS


def test_nothing_is_kept_while_processes_may_show_what_was_before(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    PolicyDocumentFactory(slug="settling")
    kept_page(client, "/policies/settling/")
    monkeypatch.setattr(middleware, "SETTLE_SECONDS", 3600.0)
    LogHead.objects.update(edition=7)
    assert [how(client.get("/policies/settling/")) for _ in range(3)] == [MISS] * 3
    monkeypatch.setattr(middleware, "SETTLE_SECONDS", 0.0)
    kept_page(client, "/policies/settling/")


@pytest.mark.parametrize("sort", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_a_restricted_page_never_comes_from_the_cache(client: Client, editor: Client, sort: str) -> None:
    page = PolicyDocumentFactory(title="限制阅读的办法", slug="restricted")
    kept_page(client, "/policies/restricted/")
    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    given = {"restriction_type": sort, "password": "open sesame", "password1": "open sesame", "groups": []}
    editor.post(address, given)
    assert PageViewRestriction.objects.filter(page=page).exists()

    shown = client.get("/policies/restricted/")
    assert "限制阅读的办法" not in shown.content.decode()
    # Who may read it does not leave it behind for the others.
    assert editor.get("/policies/restricted/").get("Cache-Status") is None
    again = Client().get("/policies/restricted/")
    assert "限制阅读的办法" not in again.content.decode()
    assert how(again) != HIT or again.status_code == 410


def test_who_is_signed_in_or_has_a_form_open_is_served_anew(client: Client, editor: Client) -> None:
    PolicyDocumentFactory(slug="personal")
    kept_page(client, "/policies/personal/")
    assert how(editor.get("/policies/personal/")) == ""
    client.cookies["csrftoken"] = "x" * 32
    assert how(client.get("/policies/personal/")) == ""


@pytest.mark.parametrize("broken", ["get", "set", "both"])
def test_a_failing_cache_only_makes_it_slower(
    client: Client, broken: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    PolicyDocumentFactory(title="缓存停止时的办法", slug="slower")
    asked: list[str] = []

    def fail(*arguments: Any, **given: Any) -> None:
        asked.append("asked")
        raise ConnectionError("refused")

    for name in ("get", "set") if broken == "both" else (broken,):
        monkeypatch.setattr(caches[ALIAS], name, fail)
    with caplog.at_level(logging.CRITICAL):
        shown = [client.get("/policies/slower/") for _ in range(4)]
    assert {(response.status_code, how(response)) for response in shown} == {(200, MISS)}
    assert "缓存停止时的办法" in shown[-1].content.decode()
    # It is left alone after the first failure.
    assert len(asked) == 1


def test_what_another_release_kept_is_not_looked_at(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    PolicyDocumentFactory(slug="strange")
    kept_page(client, "/policies/strange/")
    monkeypatch.setattr(page_cache, "release", lambda: "another")
    assert how(client.get("/policies/strange/")) == MISS
    assert how(client.get("/policies/strange/")) == HIT


@pytest.mark.parametrize("fault", [AttributeError("no such class"), ModuleNotFoundError("moved"), EOFError()])
def test_one_entry_that_cannot_be_read_costs_no_other(
    client: Client, fault: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    PolicyDocumentFactory(slug="strange")
    PolicyDocumentFactory(slug="sound")
    kept_page(client, "/policies/sound/")
    unspoilt = caches[ALIAS].get

    def spoilt(key: str) -> Any:
        if key == spoilt_key:
            raise fault
        return unspoilt(key)

    spoilt_key = f"{page_cache.release()}:{keeping.key_of(RequestFactory().get('/policies/strange/'))}"
    monkeypatch.setattr(caches[ALIAS], "get", spoilt)
    with caplog.at_level(logging.CRITICAL):
        assert how(client.get("/policies/strange/")) == MISS
    assert how(client.get("/policies/sound/")) == HIT


def test_a_list_from_the_database_is_made_anew(client: Client) -> None:
    """The engine has no index yet: the page says so, and must not say so when it has one."""
    PolicyDocumentFactory()
    for _ in range(2):
        assert client.get("/policies/").get("Cache-Status") is None
