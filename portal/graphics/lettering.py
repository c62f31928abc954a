"""Chinese text on a picture: measured, broken into lines by the rules of typesetting, drawn."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

from portal import typefaces

# 避头尾: these may not begin, or end, a line.
NOT_FIRST = frozenset("，。、；：！？）》〉」』】〕…—～%％℃”’,.;:!?)]}")
NOT_LAST = frozenset("（《〈「『【〔“‘([{")


@dataclass(frozen=True)
class Style:
    """Size in pixels, weight and colour of a run of text; lines stand `leading` × size apart."""

    size: int
    colour: str
    bold: bool = False
    leading: float = 1.5

    @property
    def line(self) -> int:
        """Height of one line in pixels."""
        return round(self.size * self.leading)


def font(style: Style, text: str) -> ImageFont.FreeTypeFont:
    """The project's own typeface; never one that a machine may lack. Rare characters have the regular weight only."""
    return _loaded(typefaces.bold(text) if style.bold else typefaces.regular(), style.size)


@cache
def _loaded(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def broken(text: str, style: Style, width: int) -> list[str]:
    """The lines of `text` that fit `width` pixels; words in Latin letters and numbers stay whole where they can."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += _broken_paragraph(paragraph.strip(), font(style, text), width)
    return lines


def height(text: str, style: Style, width: int) -> int:
    """Pixels that the text takes."""
    return len(broken(text, style, width)) * style.line


def draw(canvas: ImageDraw.ImageDraw, place: tuple[int, int], text: str, style: Style, width: int) -> int:
    """Draw the text with its top left corner at `place`; returns the y below it."""
    x, y = place
    above, face = round((style.line - style.size) / 2), font(style, text)
    for line in broken(text, style, width):
        canvas.text((x, y + above), line, font=face, fill=style.colour, anchor="lt")
        y += style.line
    return y


def _broken_paragraph(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines, line = [], ""
    for unit in _units(text):
        if line and face.getlength(line + unit) > width and unit[0] not in NOT_FIRST:
            carried = _carried(line)
            lines.append(line[: len(line) - len(carried)].rstrip())
            line = carried + unit.lstrip()
        else:
            line += unit
        while face.getlength(line) > width + face.size and len(line) > 1:
            fitting = _fitting(line, face, width)
            lines.append(line[:fitting])
            line = line[fitting:]
    return [*lines, line]


def _carried(line: str) -> str:
    """Opening brackets at the end of a line belong to the next one."""
    end = len(line)
    while end > 1 and line[end - 1] in NOT_LAST:
        end -= 1
    return line[end:]


def _fitting(line: str, face: ImageFont.FreeTypeFont, width: int) -> int:
    """How many characters of a line that cannot be broken otherwise fit; at least one."""
    count = len(line)
    while count > 1 and face.getlength(line[:count]) > width:
        count -= 1
    return count


def _units(text: str) -> list[str]:
    """Chinese character by character, words of other letters whole, each with the space before it."""
    units: list[str] = []
    for character in text:
        if units and _joins(units[-1][-1]) and _joins(character):
            units[-1] += character
        else:
            units.append(character)
    return units


def _joins(character: str) -> bool:
    return character.isascii() and not character.isspace()
