"""One stylesheet per theme: whole, in order, hashed by collectstatic, and the only one that pages link."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import Context, Template
from django.test import RequestFactory, override_settings

from themes import bundles

BASE_CSS = settings.THEMES["base"] / "static" / "css"


class Theme:
    """As much of a theme as the tag asks for."""

    def __init__(self, name: str) -> None:
        self.name = name


def stylesheet(theme: str | None) -> str:
    request = RequestFactory().get("/")
    if theme:
        request.theme = Theme(theme)  # type: ignore[attr-defined]
    return Template("{% load theme_tags %}{% stylesheet %}").render(Context({"request": request}))


def test_every_stylesheet_is_a_part_of_the_bundle() -> None:
    assert {part.name for part in bundles.parts("base")} == {sheet.name for sheet in BASE_CSS.glob("*.css")}


def test_tokens_come_first_and_paper_last() -> None:
    names = [part.name for part in bundles.parts("base")]

    assert names[:3] == ["tokens.css", "base.css", "layout.css"]
    assert names[-1] == "print.css"


def test_bundle_has_every_rule_and_no_comment() -> None:
    text = bundles.bundle("base")

    assert "/*" not in text
    braces = sum(
        re.sub(r"/\*.*?\*/", "", part.read_text(), flags=re.DOTALL).count("{") for part in bundles.parts("base")
    )
    assert text.count("{") == text.count("}") == braces


@pytest.mark.parametrize("theme", bundles.themes())
def test_finder_finds_the_bundle_of_every_theme(theme: str) -> None:
    found = finders.find(bundles.bundle_name(theme))

    assert Path(found).read_text(encoding="utf-8") == bundles.bundle(theme)
    assert gzip.decompress(Path(f"{found}.gz").read_bytes()) == Path(found).read_bytes()


@pytest.mark.parametrize("name", ["css/bundle-nowhere.css", "css/bundle-../../tokens.css", "css/bundle.css"])
def test_finder_finds_nothing_else(name: str) -> None:
    assert bundles.BundleFinder().find(name) == []


def test_bundle_is_made_anew_when_a_part_changed(settings, tmp_path: Path) -> None:
    settings.BUNDLES_ROOT = tmp_path
    finder = bundles.BundleFinder()
    place = Path(finder.find("css/bundle-base.css"))
    place.write_text("stale", encoding="utf-8")

    again = Path(finder.find("css/bundle-base.css"))

    assert again.read_text(encoding="utf-8") == bundles.bundle("base")
    assert {entry.name for entry in again.parent.iterdir()} == {"bundle-base.css", "bundle-base.css.gz"}


def test_page_links_the_bundle_of_its_theme() -> None:
    assert stylesheet(None) == stylesheet("base") == "/static/css/bundle-base.css"
    assert stylesheet("nowhere") == "/static/css/bundle-base.css"


def test_collected_bundle_has_its_digest_in_its_name(settings, tmp_path: Path) -> None:
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    # The bundles alone: all else that is collected is Wagtail's and Django's.
    finders_used = ["themes.bundles.BundleFinder"]
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages, STATICFILES_FINDERS=finders_used):
        call_command("collectstatic", interactive=False, verbosity=0)
        address = stylesheet("base")

    assert re.fullmatch(r"/static/css/bundle-base\.[0-9a-f]{12}\.css", address)
    collected = tmp_path / address.removeprefix("/static/")
    assert collected.read_text(encoding="utf-8") == bundles.bundle("base")
    assert collected.with_suffix(".css.gz").is_file()
