"""Every theme that is there is whole; what is wrong with one is told by file and line."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from portal.settings import themes as theme_settings
from themes import bundles, catalogue, faults, palettes
from themes.colours import contrast, mixed, readable
from themes.tokens import EDGE_PAIRS, TEXT_PAIRS, palette, read_sheet

NAMES = sorted(catalogue.themes())
TOKENS = ":root { --brand: #14532d; }"
KEPT = (catalogue.themes, faults.faults_of, faults.usable, palettes.palette_of)


def forget() -> None:
    for kept in KEPT:
        kept.cache_clear()


@pytest.fixture
def made(settings: Any, tmp_path: Path) -> Iterator[Callable[..., list[str]]]:
    """The faults of a theme of these files, as `name of the file: words`."""

    def make(**files: str | None) -> list[str]:
        folder = tmp_path / "harbour"
        shutil.rmtree(folder, ignore_errors=True)
        given = {"theme.toml": 'label = "港区"', "static/css/tokens.css": TOKENS, **files}
        for path, text in given.items():
            if text is not None:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text, encoding="utf-8")
        (folder / "templates").mkdir(exist_ok=True)
        settings.THEMES = {**settings.THEMES, "harbour": folder}
        settings.TEMPLATES = theme_settings.templates(settings.THEMES)
        forget()
        return [f"{fault.path.name}:{fault.line} {fault.words}" for fault in faults.faults_of("harbour") if fault.grave]

    yield make
    forget()


@pytest.mark.parametrize("name", NAMES)
def test_theme_has_no_fault(name: str) -> None:
    assert [str(fault) for fault in faults.faults_of(name)] == []
    assert faults.usable(name).name == name


@pytest.mark.parametrize("high", [False, True], ids=["usual", "high contrast"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_theme_can_be_read_in_every_mode(name: str, dark: bool, high: bool) -> None:
    colours = palettes.palette_of(name, dark=dark, high=high)

    least = 7 if high else 4.5
    for front, back in TEXT_PAIRS:
        assert contrast(colours[front], colours[back]) >= least, (front, back)
    for front, back in EDGE_PAIRS:
        assert contrast(colours[front], colours[back]) >= 3, (front, back)


def test_park_is_another_face() -> None:
    base, park = (palettes.palette_of(name, dark=False) for name in ("base", "park"))

    assert all(base[token] != park[token] for token in ("brand", "ground", "ink", "link", "accent"))
    assert {"includes/header.html", "home/home_page.html"} <= {
        str(path.relative_to(catalogue.themes()["park"].folder / "templates"))
        for path in (catalogue.themes()["park"].folder / "templates").rglob("*.html")
    }


def test_a_theme_of_tokens_alone_is_whole(made: Any) -> None:
    assert made() == []
    assert catalogue.themes()["harbour"].label == "港区"
    assert bundles.bundle("harbour").endswith(f"{TOKENS}\n")


def test_own_tokens_bear_the_themes_name(made: Any) -> None:
    css = ":root { --harbour-wave: 3px; }\n.harbour-x { inset: var(--harbour-wave); color: var(--ink); }"
    assert made(**{"static/css/own.css": css}) == []


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"theme.toml": None}, "theme.toml:0"),
        ({"theme.toml": 'label = "x"\ncolour = "red"'}, "theme.toml:0"),
        ({"theme.toml": "label = 3"}, "theme.toml:0"),
        ({"static/css/tokens.css": None}, "tokens.css:0"),
        ({"static/css/tokens.css": ":root {\n  --brand: #14532d;\n  --brnad: #14532d;\n}"}, "tokens.css:3"),
        ({"static/css/own.css": "\n\n.x { margin: calc(2 * var(--nobody)); }"}, "own.css:3"),
        ({"templates/404.html": "{% if %}"}, "404.html:0"),
        ({"templates/404.html": "\n{% include 'nowhere.html' %}"}, "404.html:2"),
        ({"templates/404.html": "{% extends 'nowhere.html' %}"}, "404.html:1"),
        ({"templates/only_here.html": "{% extends 'only_here.html' %}"}, "only_here.html:1"),
    ],
)
def test_a_grave_fault_is_told_by_file_and_line(made: Any, files: Any, said: str) -> None:
    found = made(**files)

    assert [fault.split(" ")[0] for fault in found] == [said]
    assert faults.usable("harbour").name == "base"


def test_the_start_up_check_names_file_and_theme(made: Any) -> None:
    made(**{"templates/404.html": "{% if %}"})

    said = [warning for warning in run_checks() if warning.id == "themes.W001"]

    assert len(said) == 1
    assert "harbour/templates/404.html" in said[0].msg
    assert "harbour" in (said[0].hint or "")


def test_what_can_be_read_less_well_is_told_and_used(made: Any) -> None:
    assert made(**{"static/css/tokens.css": ":root { --ink: #999999; }"}) == []
    assert any("--ink" in fault.words and "--paper" in fault.words for fault in faults.faults_of("harbour"))
    assert faults.usable("harbour").name == "harbour"


def test_a_template_that_no_page_asks_for_is_told(made: Any) -> None:
    assert made(**{"templates/home/homepage.html": "x"}) == []
    assert [fault.path.name for fault in faults.faults_of("harbour")] == ["homepage.html"]


def test_a_theme_that_is_not_there_is_the_base_theme() -> None:
    assert faults.usable("nowhere").name == "base"


def test_an_operators_theme_takes_the_place_of_its_namesake_but_of_the_base(tmp_path: Path) -> None:
    for root, name in (
        ("shipped", "base"),
        ("shipped", "park"),
        ("own", "park"),
        ("own", "base"),
        ("own", "Not A Name"),
    ):
        (tmp_path / root / name / "templates").mkdir(parents=True)

    found = theme_settings.folders(tmp_path / "shipped", tmp_path / "own")

    assert {name: folder.parent.name for name, folder in found.items()} == {"base": "shipped", "park": "own"}
    assert list(found)[0] == "base"


def test_a_palette_is_what_a_browser_would_take(tmp_path: Path) -> None:
    sheet = tmp_path / "x.css"
    sheet.write_text(
        ":root { --ink: #111111; --paper: #ffffff; }\n"
        "@media (prefers-color-scheme: dark) { :root { --ink: #eeeeee; } }\n"
        ':root[data-display~="contrast"] { --ink: #000000; }\n'
        ":root { --paper: #fafafa; --space: 4px; }\n"
    )
    read = [read_sheet(sheet)]

    assert palette(read, dark=False, high=False) == {"ink": "#111111", "paper": "#fafafa"}
    assert palette(read, dark=True, high=False)["ink"] == "#eeeeee"
    assert palette(read, dark=True, high=True)["ink"] == "#000000"


def test_the_nearest_readable_shade() -> None:
    assert readable("#0b3f7d", "#ffffff", towards="#000000") == "#0b3f7d"
    shade = readable("#9ad0ff", "#ffffff", towards="#000000")
    assert 4.5 <= contrast(shade, "#ffffff") < 5
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert round(contrast("#000000", "#ffffff")) == 21
