"""WCAG 2.2 AA: text on its background has 4.5:1 in the light and in the dark palette."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SOURCE = (Path(settings.TEMPLATES[0]["DIRS"][0]).parent / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = SOURCE.split("@media", 1)
PAIRS = [
    ("ink", "paper"), ("ink", "surface"), ("ink-muted", "paper"), ("ink-muted", "surface"), ("link", "paper"),
    ("link", "surface"), ("link-visited", "paper"), ("link-visited", "surface"), ("link-hover", "paper"),
    ("brand-ink", "brand"), ("ink", "brand-soft"), ("link", "brand-soft"), ("accent", "paper"), ("mark-ink", "mark"),
    ("good", "good-soft"), ("soon", "soon-soft"), ("soon", "paper"), ("soon", "surface"), ("held", "held-soft"),
    ("future", "future-soft"), ("quiet", "quiet-soft"), ("bad", "bad-soft"), ("ink", "soon-soft"),
    ("ink", "future-soft"), ("ink", "bad-soft"),
]  # fmt: skip


def palette(*parts: str) -> dict[str, str]:
    return dict(pair for part in parts for pair in re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part))


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [palette(LIGHT), palette(LIGHT, DARK)], ids=["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
def test_text_can_be_read(colours: dict[str, str], pair: tuple[str, str]) -> None:
    low, high = sorted(luminance(colours[name]) for name in pair)

    assert (high + 0.05) / (low + 0.05) >= 4.5
