"""A request's page comes from the templates of its site's theme, with all that it extends and includes."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from cms_blocks import raw
from portal.appearance.models import SitePresentation
from portal.settings import themes as theme_settings
from portal.themed import themed
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.appearance.conftest import forget
from tests.portal.appearance.sites import OTHER, at, main_site, white_label
from themes import bundles, catalogue

pytestmark = pytest.mark.django_db

# Its own footer tells whose templates a page came from.
FOOTER = "made for this test"
WHOLE = {
    "theme.toml": 'label = "试"',
    "static/css/tokens.css": ":root { --brand: #14532d; }",
    "templates/includes/footer.html": f"<footer>{FOOTER}</footer>",
}


def present(**values: Any) -> SitePresentation:
    return SitePresentation.objects.create(site=main_site(), **values)


@pytest.fixture
def made(settings: Any, tmp_path: Path) -> Any:
    """Make a theme of files: `made("name", {"templates/404.html": "…"})`; its tokens are there unless given."""

    def make(name: str, files: dict[str, str]) -> Path:
        folder = tmp_path / "themes" / name
        shutil.rmtree(folder, ignore_errors=True)
        given = {**WHOLE, **files}
        for path, text in given.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        settings.THEMES = {**settings.THEMES, name: folder}
        settings.TEMPLATES = theme_settings.templates(settings.THEMES)
        forget()
        return folder

    return make


def test_a_site_without_a_choice_has_the_base_theme(client: Client, home: Any) -> None:
    assert bundles.bundle_name("base") in client.get("/").content.decode()


def test_the_chosen_theme_gives_its_stylesheet_and_header_to_every_page(client: Client, home: Any) -> None:
    present(theme="park")
    for path in ("/", "/policies/", "/search/", "/business-items/", "/nowhere/", "/en/"):
        page = client.get(path).content.decode()
        assert bundles.bundle_name("park") in page, path
        assert 'class="park-header"' in page, path


def test_a_theme_replaces_whole_templates(client: Client, home: Any) -> None:
    assert "park-board" not in client.get("/").content.decode()
    present(theme="park")
    assert "park-board" in client.get("/").content.decode()


def test_a_theme_that_is_gone_leaves_the_base_theme(client: Client, home: Any) -> None:
    present(theme="gone")
    assert bundles.bundle_name("base") in client.get("/").content.decode()


def test_blocks_of_texts_are_rendered_by_the_theme_and_the_log_keeps_the_base_form(
    client: Client, home: Any, made: Any
) -> None:
    made("marked", {"templates/cms_blocks/text.html": "<aside>{{ value }}</aside>"})
    body = [raw.heading("一、总则"), raw.text("<p>支持企业研发。</p>")]
    page = PolicyDocumentFactory(slug="blocks", body=body)
    plain = client.get("/policies/blocks/").content.decode()
    present(theme="marked")

    shown = client.get("/policies/blocks/").content.decode()

    assert "<aside>" in shown and "<aside>" not in plain
    assert "支持企业研发。" in shown
    assert "<aside>" not in client.get(f"/api/v1/policies/{page.permanent_id}").content.decode()


def test_two_sites_have_two_themes_in_one_process(home: Any) -> None:
    white_label(theme="park")
    for _ in range(2):
        assert "park-header" in at(OTHER).get("/").content.decode()
        assert "park-header" not in at("testserver").get("/").content.decode()


def test_a_theme_that_is_whole_is_used(client: Client, home: Any, made: Any) -> None:
    made("whole", {})
    present(theme="whole")
    assert FOOTER in client.get("/").content.decode()
    assert FOOTER in client.get("/nowhere/").content.decode()


def test_a_template_that_fails_while_it_is_rendered_costs_no_page(client: Client, home: Any, made: Any) -> None:
    made("failing", {"templates/home/home_page.html": "{% include page.title %}"})
    present(theme="failing")

    response = client.get("/")

    assert response.status_code == 200
    assert FOOTER not in response.content.decode()


@pytest.mark.parametrize(
    ("template", "path", "status"), [("404.html", "/nowhere/", 404), ("offline.html", "/offline/", 200)]
)
def test_a_fault_in_what_is_rendered_at_once_costs_no_page_either(
    client: Client, home: Any, made: Any, template: str, path: str, status: int
) -> None:
    made("failing", {f"templates/{template}": "{% include request.path %}"})
    present(theme="failing")

    response = client.get(path)

    assert response.status_code == status
    assert "<h1" in response.content.decode() and FOOTER not in response.content.decode()


@pytest.mark.parametrize(
    ("files", "file"),
    [
        ({"templates/404.html": "{% bogus %}"}, "404.html"),
        ({"templates/home/home_page.html": '{% extends "nowhere.html" %}'}, "home_page.html"),
        ({"theme.toml": "label ="}, "theme.toml"),
        ({"static/css/tokens.css": ":root { --brnad: #14532d; }"}, "tokens.css"),
        ({"static/css/own.css": ".x { color: var(--nobody); }"}, "own.css"),
    ],
)
def test_a_faulty_theme_is_not_used(client: Client, home: Any, made: Any, files: Any, file: str) -> None:
    made("faulty", files)
    present(theme="faulty")

    response = client.get("/")

    assert response.status_code == 200
    assert FOOTER not in response.content.decode()


def test_an_error_page_has_the_theme_of_its_site(home: Any) -> None:
    request = RequestFactory().get("/nowhere/")

    assert "park-header" not in themed(request, "404.html", status=404).content.decode()


def test_no_page_shows_the_logs_text_past_the_theme() -> None:
    folder = catalogue.themes()["base"].folder / "templates"
    past = [path for path in folder.rglob("*.html") if "{{ item.body_html" in path.read_text(encoding="utf-8")]

    assert past == []
