"""A kept page is what would be made now, or it is not used; what is somebody's own is never kept."""

import datetime as dt
import gzip
import logging
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal.accounts.models import User
from portal.home.models import HomePage
from portal.http_cache import keeping, middleware
from portal.http_cache.middleware import ALIAS
from portal.http_cache.truth import true_until
from portal.pages.verbs import publish_changes, withdraw
from portal.policies.models import ApplicationNotice, CallItem, CallWindow
from portal.publication.consumers import advance
from portal.publication.models import LogHead
from portal.taxonomy import vocabulary
from portal.taxonomy.models import Level
from portal.windows.instants import SHANGHAI
from search.indexing.indexer import Indexer
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.notices import ApplicationNoticeFactory

pytestmark = pytest.mark.django_db
HIT, MISS = "Huiqi; hit", "Huiqi; fwd=miss"
# An hour of the day that is far from midnight, when "days left" change.
NOON = dt.datetime(2026, 11, 21, 12, 0, tzinfo=SHANGHAI).astimezone(dt.UTC)


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


def how(response: Any) -> str:
    return str(response.get("Cache-Status", ""))


def anew(path: str) -> str:
    """The page as it is made now: nothing is kept for who sends credentials."""
    return Client().get(path, headers={"Authorization": "none"}).content.decode()


def kept_page(client: Client, path: str) -> Any:
    """The page, which is kept from now on."""
    first, second = client.get(path), client.get(path)
    assert (how(first), how(second)) == (MISS, HIT)
    assert first.content == second.content
    return second


def call(opens: dt.datetime, closes: dt.datetime) -> ApplicationNotice:
    item = CallItem(name="研发补助")
    item.windows = [CallWindow(opens_at=opens, closes_at=closes)]
    return ApplicationNoticeFactory(title="研发补助申报通知", slug="call", items=[item])


def test_a_hit_costs_one_query_and_says_what_was_said(client: Client) -> None:
    PolicyDocumentFactory(title="支持企业研发的若干措施", slug="research")
    first = client.get("/policies/research/")
    with CaptureQueriesContext(connection) as queries:
        second = client.get("/policies/research/")
    assert (how(second), len(queries)) == (HIT, 1)
    assert second.content == first.content
    ours = {"Cache-Status", "X-Request-ID"}
    assert {name: value for name, value in second.items() if name not in ours} == {
        name: value for name, value in first.items() if name not in ours
    }
    assert "default-src 'self'" in second["Content-Security-Policy"]
    assert second["Cache-Control"] == "no-cache"


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


def test_what_another_release_kept_is_not_understood_but_made_anew(client: Client) -> None:
    PolicyDocumentFactory(slug="strange")
    key = keeping.key_of(RequestFactory().get("/policies/strange/"))
    caches[ALIAS].set(key, {"body": b"old"})
    assert how(client.get("/policies/strange/")) == MISS
    assert how(client.get("/policies/strange/")) == HIT


def test_representations_have_tags_of_their_own(client: Client) -> None:
    PolicyDocumentFactory(slug="tagged")
    for _ in range(2):
        plain = client.get("/policies/tagged/")
        packed = client.get("/policies/tagged/", headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.content) == plain.content
        assert packed["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain
        assert packed["ETag"] != plain["ETag"]
        assert int(packed["Content-Length"]) == len(packed.content)
        assert packed["Vary"] == plain["Vary"] == "Accept-Encoding"
        for response, accepted in ((plain, ""), (packed, "gzip")):
            headers = {"Accept-Encoding": accepted, "If-None-Match": response["ETag"]}
            same = client.get("/policies/tagged/", headers=headers)
            assert (same.status_code, same.content, same["ETag"]) == (304, b"", response["ETag"])
        other = client.get("/policies/tagged/", headers={"Accept-Encoding": "gzip", "If-None-Match": plain["ETag"]})
        assert other.status_code == 200


def test_head_takes_what_is_kept_and_keeps_nothing(client: Client) -> None:
    PolicyDocumentFactory(slug="head")
    assert [how(client.head("/policies/head/")) for _ in range(2)] == [MISS, MISS]
    kept = kept_page(client, "/policies/head/")
    shown = client.head("/policies/head/")
    assert (how(shown), shown["ETag"], shown.content) == (HIT, kept["ETag"], b"")


def test_languages_and_hosts_are_kept_apart(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    PolicyDocumentFactory(slug="apart")
    kept_page(client, "/policies/apart/")
    english = client.get("/en/policies/apart/")
    assert (how(english), english["Content-Language"]) == (MISS, "en")
    assert how(client.get("/policies/apart/", headers={"Host": "other.example"})) == MISS
    assert client.get("/policies/apart/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("query", ["a=1&b=2&c=3&d=4&e=5", "x=" + "y" * 200])
def test_addresses_that_nobody_asks_for_twice_fill_nothing(client: Client, query: str) -> None:
    PolicyDocumentFactory()
    assert [how(client.get(f"/policies/?{query}")) for _ in range(2)] == ["", ""]


def test_unknown_addresses_are_not_kept(client: Client) -> None:
    PolicyDocumentFactory()
    assert [client.get("/policies/unknown/").get("Cache-Status") for _ in range(2)] == [None, None]


@pytest.mark.parametrize("path", ["/search/", "/policies/?q=研发", "/healthz", "/api/v1/policies", "/admin/login/"])
def test_what_is_made_for_the_moment_or_kept_elsewhere_is_left_alone(client: Client, path: str) -> None:
    PolicyDocumentFactory(title="研发办法")
    advance(Indexer())
    for _ in range(2):
        assert client.get(path).get("Cache-Status") is None


def test_a_list_from_the_database_is_made_anew(client: Client) -> None:
    """The engine has no index yet: the page says so, and must not say so when it has one."""
    PolicyDocumentFactory()
    for _ in range(2):
        assert client.get("/policies/").get("Cache-Status") is None


@pytest.mark.parametrize(
    "given",
    [
        {"headers": {"Cache-Control": "private"}},
        {"headers": {"Vary": "Accept"}},
        {"headers": {"Content-Encoding": "br"}},
        {"status": 404},
        {"status": 302},
    ],
    ids=str,
)
def test_answers_that_say_how_they_may_be_kept_are_left_alone(given: dict[str, Any]) -> None:
    request = RequestFactory().get("/policies/")
    assert keeping.is_keepable(request, HttpResponse("text"))
    assert not keeping.is_keepable(request, HttpResponse("text", **given))


def test_an_answer_with_a_cookie_or_made_from_one_is_somebodys_own() -> None:
    request = RequestFactory().get("/policies/")
    response = HttpResponse("text")
    response.set_cookie("name", "value")
    assert not keeping.is_keepable(request, response)
    request.COOKIES["colour"] = "dark"
    assert not keeping.is_keepable(request, HttpResponse("text", headers={"Vary": "Cookie"}))
    assert keeping.is_keepable(request, HttpResponse("text"))
    keeping.do_not_keep(request)
    assert not keeping.is_keepable(request, HttpResponse("text"))


def test_a_proxy_that_is_told_of_changes_may_keep_a_page_for_a_minute_at_most(
    client: Client, settings: Any, clock: Any
) -> None:
    settings.PROXY_PURGE_URLS = ["http://127.0.0.1:9"]
    call(NOON - dt.timedelta(days=9), NOON + dt.timedelta(seconds=30))
    assert client.get("/notices/call/")["Cache-Control"] == "public, max-age=0, s-maxage=29"
    clock(NOON + dt.timedelta(hours=1))
    assert client.get("/notices/call/")["Cache-Control"] == "public, max-age=0, s-maxage=60"
