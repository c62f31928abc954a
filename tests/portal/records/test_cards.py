"""The picture to share: its size, its words, drawn once, gone with the record."""

import io
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from PIL import Image

from portal.pages.verbs import withdraw
from portal.policies.models import CallItem
from portal.publication.models import PublishedItem
from portal.records.card import Card, png
from portal.records.card_views import card_of
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cards(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "cards"


def size_of(body: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(body)).size


def test_card_is_drawn_once_in_the_size_that_messengers_show(cards: Path) -> None:
    page = SchemeFactory(title="研发奖励", amount_max=500_000)

    first, again = (Client().get(f"/i/{page.permanent_id}/card.png") for _ in range(2))

    assert first["Content-Type"] == "image/png" and size_of(first.content) == (1200, 630)
    assert first.content == again.content and len(list(cards.glob("*.png"))) == 1


def test_call_s_card_has_the_amount_of_its_scheme() -> None:
    scheme = SchemeFactory(amount_max=500_000)
    page = ApplicationNoticeFactory(title="研发奖励申报", items=[CallItem(name="奖励", scheme=scheme)])

    card = card_of(PublishedItem.objects.get(pk=page.permanent_id), timezone.now())

    assert card.title == "研发奖励申报"
    assert "50" in card.facts[0][1]
    assert card.address.endswith(f"/i/{page.permanent_id}")


@pytest.mark.parametrize("title", ["短", "关于" + "很长的标题" * 60, "A" * 300, "（《" * 40, "表情💥"])
def test_any_title_fits(title: str) -> None:
    card = Card(
        "政策产品",
        title,
        (("支持多少", "很多" * 100), ("谁能享受", "企业" * 100)),
        "惠企",
        "扫码",
        "https://x.example/i/1",
    )

    assert size_of(png(card)) == (1200, 630)


def test_withdrawn_record_has_no_card(cards: Path) -> None:
    page = SchemeFactory()
    withdraw(page=page, reason="not_public")

    assert Client().get(f"/i/{page.permanent_id}/card.png").status_code == 404


def test_card_goes_with_its_record(cards: Path) -> None:
    page = SchemeFactory(title="研发奖励")
    Client().get(f"/i/{page.permanent_id}/card.png")
    assert list(cards.glob("*.png"))
    withdraw(page=page, reason="not_public")

    assert Client().get(f"/i/{page.permanent_id}/card.png").status_code == 404
    assert not list(cards.glob("*.png"))


def test_card_that_another_process_takes_away_is_drawn_again(cards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = SchemeFactory(title="研发奖励")
    first = Client().get(f"/i/{page.permanent_id}/card.png")
    read, taken = Path.read_bytes, []

    def taken_away(path: Path) -> bytes:
        if path.suffix == ".png" and not taken:
            taken.append(path)
            path.unlink()
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", taken_away)
    again = Client().get(f"/i/{page.permanent_id}/card.png")

    assert taken and again.status_code == 200 and again.content == first.content


def test_page_names_its_card() -> None:
    page = SchemeFactory(title="研发奖励")

    html = BeautifulSoup(Client().get(page.url).content, "html.parser")

    assert f"/i/{page.permanent_id}/card.png" in html.find("meta", property="og:image")["content"]
    assert html.find("meta", property="og:title")["content"] == "研发奖励"
    assert html.find("meta", {"name": "twitter:card"})["content"] == "summary_large_image"
