"""Templates obey the content security policy, and every page has what assistive technology needs."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.TEMPLATES[0]["DIRS"][0])
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html"))
SHEETS = sorted((ROOT.parent / "static" / "css").glob("*.css"))
# Set on paper by WeasyPrint: no browser reads them.
PAPER = "printing/paper/"
FOREIGN = re.compile(r"""(?:src|href)=["'](?:https?:)?//""")


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if not name.startswith(PAPER)])
def test_template_has_nothing_that_the_policy_forbids(name: str) -> None:
    source = (ROOT / name).read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", source)
    assert not re.search(r"<script(?![^>]*(?:application/ld\+json|src=.\{% static ))", source)
    assert not FOREIGN.search(source)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_style_sheet_loads_nothing_from_elsewhere(sheet: Path) -> None:
    assert not re.search(r"url\((?!#)|@import", sheet.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "sheet", [sheet for sheet in SHEETS if sheet.name != "tokens.css"], ids=lambda sheet: sheet.name
)
def test_colours_are_tokens(sheet: Path) -> None:
    """Another theme, the dark palette and high contrast reach only what tokens say."""
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert not re.search(r":[^;{}]*(?:#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\()[^;{}]*[;}]", rules)


def test_no_template_links_a_part_by_itself() -> None:
    sources = {name: (ROOT / name).read_text(encoding="utf-8") for name in TEMPLATES}

    assert not {name for name, source in sources.items() if re.search(r"static .css/", source)}


def test_error_page_needs_no_context() -> None:
    assert "<h1>" in get_template("500.html").render()
