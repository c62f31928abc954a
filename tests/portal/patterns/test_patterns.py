"""The pattern page: hidden unless asked for, and nothing that there is can be forgotten on it."""

import datetime as dt
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import timezone

from portal.home.tree import ensure_site_tree
from portal.patterns.blocks import vocabulary
from portal.patterns.pages import page_types
from portal.policies.models import CallItem, CallWindow
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.notices import ApplicationNoticeFactory

COMPONENTS = Path(settings.TEMPLATES[0]["DIRS"][0]) / "components"
# Of the length that tells most of a block, so that it is preferred to what else the portal has.
WORDS = "凡在本市登记的企业均可申请。" * 40
WEEK = dt.timedelta(days=7)
PARTS = ("/_patterns/", "/_patterns/components/", "/_patterns/blocks/", "/_patterns/pages/")

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(settings) -> None:
    settings.PATTERNS = True


def page(path: str) -> BeautifulSoup:
    response = Client().get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("path", PARTS)
def test_nobody_sees_it_unasked(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("path", PARTS)
def test_each_part_is_a_sound_page_that_robots_leave_alone(shown, path: str) -> None:
    ensure_site_tree()

    html = page(path)

    assert len(html.find_all("h1")) == 1
    ids = [tag["id"] for tag in html.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert html.find("meta", {"name": "robots"})["content"] == "noindex,nofollow"


def test_every_component_has_a_specimen(shown) -> None:
    window = CallWindow(opens_at=timezone.now() - WEEK, closes_at=timezone.now() + WEEK)
    ApplicationNoticeFactory(items=[CallItem(name="奖励", windows=[window])])

    html = page("/_patterns/components/")

    looks = {section["id"].removeprefix("component-"): section for section in html.select("section.specimen")}
    assert set(looks) == {template.stem for template in COMPONENTS.glob("*.html")} | {"badge", "button"}
    assert not [name for name, look in looks.items() if not look.select_one(".specimen__look").find(True)]


@pytest.mark.parametrize("name", sorted(template.name for template in COMPONENTS.glob("*.html")))
def test_every_component_is_used_by_public_templates(name: str) -> None:
    folders = [folder for folder in COMPONENTS.parent.iterdir() if folder.is_dir() and folder.name != "patterns"]
    texts = [template.read_text(encoding="utf-8") for folder in folders for template in folder.rglob("*.html")]

    assert any(f'"components/{name}"' in text for text in texts)


def test_every_block_has_a_specimen_and_one_in_use_is_shown_as_it_is(shown) -> None:
    document = PolicyDocumentFactory(body=[("text", f"<p>{WORDS}</p>")])

    html = page("/_patterns/blocks/")

    names = {section["id"].removeprefix("block-") for section in html.select("section.specimen")}
    assert names == {"-".join(key) for key in vocabulary()}
    text = html.find(id="block-text-text")
    assert WORDS in text.text
    assert text.find("a", href=document.url)


def test_every_kind_with_records_is_a_page_type_and_its_address_answers(shown) -> None:
    ensure_site_tree()
    record = PolicyDocumentFactory()

    found = {one.name: one.path for one in page_types()}

    assert found["policies"] == record.url
    html = page("/_patterns/pages/?type=policies")
    frames = html.find_all("iframe")
    assert {frame["src"] for frame in frames} == {record.url}
    assert {frame["data-scheme"] for frame in frames} == {"light", "dark"}
    assert {f"frame--{width}" for width in (390, 768, 1280, 1920)} <= {
        name for figure in html.select("figure.frame") for name in figure["class"]
    }


def test_page_type_that_is_none_shows_the_first(shown) -> None:
    ensure_site_tree()

    assert page("/_patterns/pages/?type=%00nonsense").find("iframe")["src"] == "/"
