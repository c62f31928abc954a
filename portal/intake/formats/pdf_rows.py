"""Glyphs put together as lines of text, read from top to bottom and left to right."""

import re
from dataclasses import dataclass

from portal.intake.formats.pdf_page import Glyph

_LATIN = re.compile(r"[\w.,:;()/%+@#&*=<>\"'$-]", re.ASCII)
# Widths of a gap in units of the font's size.
LATIN_GAP, DIGIT_GAP, WIDE_GAP = 0.22, 0.45, 1.2


@dataclass
class Row:
    """One line of text and its extent in points."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def rows_of(glyphs: list[Glyph]) -> list[Row]:
    """Lines from top to bottom. Glyphs that overlap by half their height share a line."""
    lines: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in sorted(glyphs, key=lambda one: (-one.box.middle[1], one.box.left)):
        middle = glyph.box.middle[1]
        if lines and abs(middles[-1] - middle) < 0.5 * glyph.size:
            lines[-1].append(glyph)
            # Commas hang low: full-height glyphs decide where the line is.
            if glyph.box.top - glyph.box.bottom > 0.6 * glyph.size:
                middles[-1] = middles[-1] * 0.7 + middle * 0.3
        else:
            lines.append([glyph])
            middles.append(middle)
    return [_row(sorted(line, key=lambda one: one.box.left)) for line in lines]


def _row(glyphs: list[Glyph]) -> Row:
    text = glyphs[0].text
    for before, glyph in zip(glyphs, glyphs[1:], strict=False):
        # Bold that is made by printing twice, a hair apart.
        if glyph.text == before.text and abs(glyph.box.left - before.box.left) < 0.15 * glyph.size:
            continue
        text += _gap(before, glyph) + glyph.text
    sizes = sorted(glyph.size for glyph in glyphs)
    return Row(
        text,
        glyphs[0].box.left,
        max(glyph.box.right for glyph in glyphs),
        min(glyph.box.bottom for glyph in glyphs),
        max(glyph.box.top for glyph in glyphs),
        sizes[len(sizes) // 2],
    )


def _gap(before: Glyph, glyph: Glyph) -> str:
    """A space where a writer put one: justified Chinese has gaps that are none."""
    gap = (glyph.box.left - before.box.right) / max(glyph.size, 1)
    if _LATIN.match(before.text) and _LATIN.match(glyph.text):
        digits = before.text.isdigit() and glyph.text.isdigit()
        return " " if gap > (DIGIT_GAP if digits else LATIN_GAP) else ""
    return "\u3000" if gap > WIDE_GAP and before.text != "\u3000" else ""
