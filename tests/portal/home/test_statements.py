"""The accessibility statement is told in the reader's language until its operator writes another."""

import pytest
from django.test import Client

from cms_blocks import raw
from portal.home import statements
from portal.home.models import PlainPage
from portal.home.tree import ensure_site_tree

pytestmark = pytest.mark.django_db
OWN = "本局承诺逐步改进。"


def test_statement_as_shipped_is_english_on_the_english_page() -> None:
    ensure_site_tree()

    english, chinese = (Client().get(f"{prefix}/accessibility/").text for prefix in ("/en", ""))

    assert "<h1>Accessibility statement</h1>" in english and "keyboard alone" in english
    assert "<h1>无障碍声明</h1>" in chinese and "keyboard alone" not in chinese


def test_statement_of_the_operator_stands_as_written() -> None:
    ensure_site_tree()
    page = PlainPage.objects.get(slug=statements.SLUG)
    page.body = [raw.text(f"<p>{OWN}</p>")]
    page.save_revision().publish()

    english = Client().get("/en/accessibility/").text

    assert OWN in english and "keyboard alone" not in english


def test_site_map_names_the_sections_in_the_readers_language() -> None:
    ensure_site_tree()

    english = Client().get("/en/site-map/").text

    assert "政策文件" not in english and "政策超市" not in english
