"""What is kept and how it is answered; what is somebody's own is never kept."""

import datetime as dt
import gzip
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from portal.http_cache import keeping
from portal.publication.consumers import advance
from search.indexing.indexer import Indexer
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.http_cache.pages import HIT, MISS, NOON, call, how, kept_page

pytestmark = pytest.mark.django_db


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
        assert packed["Vary"] == plain["Vary"] == "Accept-Encoding, Cookie"
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
