"""Two pads in place of a keyboard."""

from typing import Any

import pytest
from django.test import Client

from portal.publication.consumers import advance
from search.engine import EngineUnavailable
from search.indexing.indexer import Indexer
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.kiosk.records import scheme, screen

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}


def found(client: Client, path: str) -> list[str]:
    return [tag.text for tag in screen(client, path).find_all(class_="kiosk__entry-title")]


def test_a_title_is_found_by_its_initials(client: Client, index: None) -> None:
    scheme("高新技术企业奖励")
    scheme("稳岗返还")
    advance(Indexer())

    assert found(client, "/kiosk/letters/?typed=gxjs") == ["高新技术企业奖励"]
    assert found(client, "/kiosk/letters/?typed=g") == []


def test_each_key_adds_its_sign(client: Client) -> None:
    keys = {
        tag.text.strip(): tag["href"] for tag in screen(client, "/kiosk/number/?typed=20").find_all(class_="kiosk__key")
    }

    assert keys["0"] == "/kiosk/number/?typed=200" and keys["7"] == "/kiosk/number/?typed=207"
    assert sorted(keys.values())[:2] == ["/kiosk/number/", "/kiosk/number/?typed=2"]
    assert len(screen(client, "/kiosk/letters/").find_all(class_="kiosk__key")) == 28


def test_a_document_is_found_by_the_digits_of_its_number(client: Client) -> None:
    PolicyDocumentFactory(title="七号文", doc_number="苏府规字〔2023〕7号")
    PolicyDocumentFactory(title="七十一号文", doc_number="苏府规字〔2023〕71号")
    PolicyDocumentFactory(title="国务院令", doc_number="国务院令第712号")

    assert found(client, "/kiosk/number/?typed=20237") == ["七号文", "七十一号文"]
    assert found(client, "/kiosk/number/?typed=712") == ["国务院令"]
    assert found(client, "/kiosk/number/?typed=99") == []


def test_letters_say_when_they_cannot_be_looked_up(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any) -> None:
        raise EngineUnavailable

    monkeypatch.setattr("portal.kiosk.pads.heard", away)
    assert (
        "暂时" in screen(client, "/kiosk/letters/?typed=gxjs").text
        or "not possible" in screen(client, "/kiosk/letters/?typed=gxjs").text
    )
    # Kept, it would be said for minutes after the search is back.
    assert client.get("/kiosk/letters/?typed=gxjs").wsgi_request.made_for_one
