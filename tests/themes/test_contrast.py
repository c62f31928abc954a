"""WCAG 2.2: text on its background has 4.5:1 in the light and in the dark palette, 7:1 in high contrast."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SOURCE = (Path(settings.TEMPLATES[0]["DIRS"][0]).parent / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
HIGH = ':root[data-display~="contrast"]'
PAIRS = [
    ("ink", "paper"), ("ink", "surface"), ("ink", "ground"), ("ink", "surface-strong"), ("ink-muted", "paper"),
    ("ink-muted", "surface"), ("ink-muted", "ground"), ("link", "paper"), ("link", "surface"), ("link", "ground"),
    ("link-visited", "paper"), ("link-visited", "surface"), ("link-visited", "ground"), ("link-hover", "paper"),
    ("link-hover", "ground"), ("brand-ink", "brand"), ("brand-ink", "brand-strong"), ("brand-quiet", "brand"),
    ("brand-quiet", "brand-strong"), ("ink", "brand-soft"), ("link", "brand-soft"), ("action-ink", "action"),
    ("action-ink", "action-hover"), ("accent", "paper"), ("accent", "surface"), ("accent", "ground"),
    ("accent", "accent-soft"), ("accent-ink", "accent"), ("accent-ink", "accent-hover"), ("mark-ink", "mark"),
    ("focus-ink", "focus"), ("good", "good-soft"), ("good", "paper"), ("soon", "soon-soft"), ("soon", "paper"),
    ("soon", "surface"), ("soon", "ground"), ("held", "held-soft"), ("future", "future-soft"), ("future", "paper"),
    ("quiet", "quiet-soft"), ("bad", "bad-soft"), ("bad", "paper"), ("ink", "accent-soft"), ("ink", "good-soft"),
    ("ink", "soon-soft"), ("ink", "future-soft"), ("ink", "bad-soft"), ("ink", "held-soft"), ("ink", "quiet-soft"),
]  # fmt: skip
# What is no text but carries meaning: edges of fields and charts.
EDGES = [
    ("line-strong", "paper"),
    ("line-strong", "ground"),
    *((f"figure-{number}", "paper") for number in range(1, 9)),
]


def colours(selector: str, dark: bool) -> dict[str, str]:
    """The colours of one rule, in the dark media query or outside it."""
    rule = re.compile(rf"^{'  ' if dark else ''}{re.escape(selector)} \{{\n(.*?)\n\s*\}}", re.DOTALL | re.MULTILINE)
    found = rule.search(SOURCE)
    assert found, selector
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", found[1]))


LIGHT, DARK = colours(":root", dark=False), colours(":root", dark=True)
PALETTES = {"light": LIGHT, "dark": LIGHT | DARK}
HIGH_PALETTES = {
    "light": LIGHT | colours(HIGH, dark=False),
    "dark": LIGHT | DARK | colours(HIGH, dark=False) | colours(HIGH, dark=True),
}


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(palette: dict[str, str], pair: tuple[str, str]) -> float:
    low, high = sorted(luminance(palette[name]) for name in pair)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
def test_text_can_be_read(name: str, pair: tuple[str, str]) -> None:
    assert contrast(PALETTES[name], pair) >= 4.5


@pytest.mark.parametrize("name", HIGH_PALETTES)
@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
def test_text_in_high_contrast(name: str, pair: tuple[str, str]) -> None:
    assert contrast(HIGH_PALETTES[name], pair) >= 7


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("pair", EDGES, ids="-on-".join)
def test_edges_can_be_seen(name: str, pair: tuple[str, str]) -> None:
    assert contrast(PALETTES[name], pair) >= 3
    assert contrast(HIGH_PALETTES[name], pair) >= 3
