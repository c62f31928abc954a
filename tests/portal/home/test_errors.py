"""Error pages say what happened and what to do, in both languages, and none needs what is broken."""

import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import Client, RequestFactory

from portal.home import errors
from portal.home.lost import words_of
from portal.home.tree import ensure_site_tree
from portal.pages.verbs import withdraw
from portal.publication.consumers import advance
from search.indexing.indexer import Indexer
from tests.factories.documents import PolicyDocumentFactory

REQUEST = RequestFactory()


def read(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def index(settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/policies/高新技术企业奖励办法.html", "高新技术企业奖励办法"),
        ("/en/policies/fc0545e0d074/", ""),
        ("/zwgk/tzgg/gao-xin_jishu/12.shtml", "zwgk tzgg gao xin jishu"),
        ("/i/6f9619ff-8b86-d011-b42d-00cf4fc964ff", ""),
        ("/" + "政策" * 100, "政策" * 30),
        ("/", ""),
    ],
)
def test_words_of_an_address(path: str, words: str) -> None:
    assert words_of(path) == words


@pytest.mark.django_db
def test_404_searches_for_the_words_and_offers_what_is_near(client: Client, index: None) -> None:
    ensure_site_tree()
    page = PolicyDocumentFactory(title="高新技术企业奖励办法", slug="a1b2c3d4e5f6")
    advance(Indexer())

    for path in ("/高新技术企业奖励/", "/policies/a1b2c3d4/", "/policies/A1B2C3D4E5F6,/", "/gaoxinjishu/"):
        response = client.get(path)
        html = read(response)
        assert response.status_code == 404
        assert [link["href"] for link in html.find(class_="problem__near").find_all("a")] == [page.url], path
    assert read(client.get("/高新技术企业奖励/")).find(id="problem-q")["value"] == "高新技术企业奖励"
    assert read(client.get("/en/nothing-like-it/")).h1.text == "Page not found"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/%00/", "/%ff%fe/", "/policies/%00abcdefgh/", "/" + "a" * 4000 + "/", "/%E2%80%AE%F0%9F%98%80/"]
)
def test_no_address_is_too_odd_to_be_answered(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_410_says_why_since_when_and_what_took_its_place(client: Client) -> None:
    successor, page = PolicyDocumentFactory(title="新办法"), PolicyDocumentFactory(title="旧办法", slug="old")
    withdraw(page=page, reason="replaced", successor=successor.permanent_id)
    response = client.get("/en/policies/old/")
    html = read(response)

    facts = {row.dt.text: row.dd.text for row in html.find(class_="problem__facts").find_all("div")}
    assert response.status_code == 410
    assert facts["Reason"] == "It was replaced by another record."
    assert facts["Withdrawn on"] and facts["Permanent id"] == str(page.permanent_id)
    assert html.find(class_="problem__successor").a["href"] == f"/en{successor.url}"


@pytest.mark.django_db
def test_410_of_an_error_shows_no_title(client: Client) -> None:
    page = PolicyDocumentFactory(title="误发的文件", slug="wrong")
    withdraw(page=page, reason="issued_in_error")
    response = client.get("/policies/wrong/")

    assert response.status_code == 410 and "误发的文件" not in response.content.decode()
    assert read(response).main.find("a", href="/policies/")


@pytest.mark.django_db
def test_403_says_what_to_do() -> None:
    refused = errors.forbidden(REQUEST.get("/en/"), PermissionDenied())
    expired = errors.form_expired(REQUEST.post("/corrections/"), "CSRF cookie not set.")

    assert (refused.status_code, expired.status_code) == (403, 403)
    assert read(refused).h1.text != read(expired).h1.text


@pytest.mark.django_db
def test_a_form_without_its_token_is_answered_in_words() -> None:
    page = PolicyDocumentFactory()
    response = Client(enforce_csrf_checks=True).post(f"/corrections/new/{page.permanent_id}/", {"message": "x"})

    assert response.status_code == 403
    assert read(response).find(class_="problem") and "CSRF" not in response.content.decode()


@pytest.mark.parametrize(
    ("path", "language", "home"), [("/x/", "zh-CN", "/"), ("/en/x/", "en", "/en/"), ("/kiosk/", "zh-CN", "/kiosk/")]
)
def test_400_and_500_need_no_database_and_speak_both_languages(path: str, language: str, home: str) -> None:
    for response in (errors.bad_request(REQUEST.get(path), ValueError()), errors.server_error(REQUEST.get(path))):
        html = read(response)
        assert html.html["lang"] == language
        assert len(html.find_all("h1")) == 1
        assert {tag.get("lang", language) for tag in html.main.find_all(["h1", "div"])} == {"zh-CN", "en"}
        assert html.find("a", class_="button")["href"] == home
        assert html.find("link", rel="stylesheet")["href"] == "/static/css/bundle-base.css"


def test_500_stands_without_stylesheets_where_their_list_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise ValueError(f"Missing staticfiles manifest entry for {name}")

    monkeypatch.setattr(errors, "static", missing)
    assert read(errors.server_error(REQUEST.get("/"))).h1


@pytest.mark.django_db
def test_a_fault_is_answered_by_the_static_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_named: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr("portal.kiosk.views.shelves.services", broken)
    response = Client(raise_request_exception=False).get("/kiosk/")

    assert (response.status_code, response["Refresh"]) == (500, "30; url=/kiosk/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/v1/policies/" + str(uuid.UUID(int=0)), "/feeds/nothing.atom"]
)
def test_programs_get_problems_in_the_form_of_the_api(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404 and response["Content-Type"].startswith("application/problem+json")
