"""How the entries of each shape stand on the picture. Every drawing has a height that is known before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PIL import ImageDraw

from portal.graphics.lettering import Style, draw, font, height

INK, MUTED, BRAND, ACCENT, GOOD, SOFT = "#16202b", "#4b5866", "#0b3f7d", "#b3261e", "#0f5c36", "#f3f6f9"
TEXT = Style(36, INK)
LEAD = Style(40, INK, bold=True)
FIGURE = Style(60, ACCENT, bold=True, leading=1.3)
WHAT = Style(34, MUTED)
NUMBER = Style(36, "#ffffff", bold=True)
BETWEEN = 24
PAD = 28
DISC = 68
COLUMN = 300

Entry = dict[str, Any]
Place = tuple[int, int]


class Part(Protocol):
    """A way to draw entries."""

    def height(self, entries: Sequence[Entry], width: int) -> int: ...

    def draw(self, canvas: ImageDraw.ImageDraw, place: Place, entries: Sequence[Entry], width: int) -> None: ...


def stacked(entry: Entry, lead: Style, text: Style, width: int) -> int:
    """Height of an entry's lead over its text."""
    above = height(entry["lead"], lead, width) if entry["lead"] else 0
    return above + (height(entry["text"], text, width) if entry["text"] else 0)


def draw_stacked(canvas: ImageDraw.ImageDraw, place: Place, entry: Entry, lead: Style, text: Style, width: int) -> None:
    """An entry's lead over its text."""
    x, y = place
    if entry["lead"]:
        y = draw(canvas, (x, y), entry["lead"], lead, width)
    if entry["text"]:
        draw(canvas, (x, y), entry["text"], text, width)


@dataclass(frozen=True)
class Rows:
    """One entry a row: the lead over the text beside a mark."""

    mark: str
    indent: int

    def height(self, entries: Sequence[Entry], width: int) -> int:
        """All rows with the space between them."""
        return sum(self._row(entry, width) + BETWEEN for entry in entries) - BETWEEN if entries else 0

    def _row(self, entry: Entry, width: int) -> int:
        return max(stacked(entry, LEAD, TEXT, width - self.indent), DISC if self.mark == "number" else 0)

    def draw(self, canvas: ImageDraw.ImageDraw, place: Place, entries: Sequence[Entry], width: int) -> None:
        """Row by row."""
        x, y = place
        for number, entry in enumerate(entries, start=1):
            tall = self._row(entry, width)
            MARKS[self.mark](canvas, (x, y), tall, number, number == len(entries))
            own = stacked(entry, LEAD, TEXT, width - self.indent)
            down = (tall - own) // 2 if self.mark == "number" else 0
            draw_stacked(canvas, (x + self.indent, y + down), entry, LEAD, TEXT, width - self.indent)
            y += tall + BETWEEN


def tick(canvas: ImageDraw.ImageDraw, place: Place, tall: int, number: int, last: bool) -> None:
    """✓ beside a condition."""
    x, y = place[0], place[1] + 26
    canvas.line([(x + 4, y), (x + 16, y + 14), (x + 38, y - 14)], fill=GOOD, width=7, joint="curve")


def numbered(canvas: ImageDraw.ImageDraw, place: Place, tall: int, number: int, last: bool) -> None:
    """The number of a step on a disc."""
    x, y = place
    canvas.ellipse((x, y, x + DISC, y + DISC), fill=BRAND)
    canvas.text((x + DISC // 2, y + DISC // 2), str(number), font=font(NUMBER, "1"), fill=NUMBER.colour, anchor="mm")


def dotted(canvas: ImageDraw.ImageDraw, place: Place, tall: int, number: int, last: bool) -> None:
    """A dot on the line of time, which goes on to the next entry."""
    x, y = place[0] + 14, place[1] + 30
    if not last:
        canvas.line([(x, y), (x, y + tall + BETWEEN)], fill="#8b98a5", width=5)
    canvas.ellipse((x - 14, y - 14, x + 14, y + 14), fill=BRAND)


MARKS = {"tick": tick, "number": numbered, "dot": dotted}


class Columns:
    """Date on the left, what happens on the right; a line between entries."""

    def height(self, entries: Sequence[Entry], width: int) -> int:
        """All rows with the space between them."""
        return sum(self._row(entry, width) + 2 * BETWEEN for entry in entries) - 2 * BETWEEN if entries else 0

    def _row(self, entry: Entry, width: int) -> int:
        return max(height(entry["lead"], LEAD, COLUMN), height(entry["text"], TEXT, width - COLUMN - PAD))

    def draw(self, canvas: ImageDraw.ImageDraw, place: Place, entries: Sequence[Entry], width: int) -> None:
        """Row by row."""
        x, y = place
        for number, entry in enumerate(entries):
            if number:
                canvas.line([(x, y - BETWEEN), (x + width, y - BETWEEN)], fill="#ccd5de", width=2)
            draw(canvas, (x, y), entry["lead"], LEAD, COLUMN)
            draw(canvas, (x + COLUMN + PAD, y), entry["text"], TEXT, width - COLUMN - PAD)
            y += self._row(entry, width) + 2 * BETWEEN


@dataclass(frozen=True)
class Cards:
    """Entries on cards, as many in a row as `across`; the cards of a row are equally tall."""

    across: int
    lead: Style
    text: Style

    def height(self, entries: Sequence[Entry], width: int) -> int:
        """All rows with the space between them."""
        rows = [self._row(row, width) for row in self._rows(entries)]
        return sum(rows) + BETWEEN * (len(rows) - 1) if rows else 0

    def draw(self, canvas: ImageDraw.ImageDraw, place: Place, entries: Sequence[Entry], width: int) -> None:
        """Row by row, card by card."""
        x, y = place
        card = self._card(width)
        for row in self._rows(entries):
            tall = self._row(row, width)
            for number, entry in enumerate(row):
                left = x + number * (card + BETWEEN)
                canvas.rounded_rectangle((left, y, left + card, y + tall), 12, fill=SOFT)
                draw_stacked(canvas, (left + PAD, y + PAD), entry, self.lead, self.text, card - 2 * PAD)
            y += tall + BETWEEN

    def _rows(self, entries: Sequence[Entry]) -> list[Sequence[Entry]]:
        return [entries[start : start + self.across] for start in range(0, len(entries), self.across)]

    def _card(self, width: int) -> int:
        return (width - BETWEEN * (self.across - 1)) // self.across

    def _row(self, row: Sequence[Entry], width: int) -> int:
        inner = self._card(width) - 2 * PAD
        return max(stacked(entry, self.lead, self.text, inner) for entry in row) + 2 * PAD


PARTS: dict[str, Part] = {
    "who": Rows("tick", 64),
    "amounts": Cards(2, FIGURE, WHAT),
    "when": Columns(),
    "how": Cards(1, LEAD, TEXT),
    "steps": Rows("number", 96),
    "timeline": Rows("dot", 64),
}
