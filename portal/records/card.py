"""The picture that a messenger shows beside a shared address: 1200 × 630, a pure function of its words."""

import io
from dataclasses import dataclass

import segno
from PIL import Image, ImageDraw

from portal.graphics.lettering import Style, broken, draw

WIDTH, HEIGHT = 1200, 630
EDGE = 72
BAND = 16
QR_SIDE = 176
INNER = WIDTH - 2 * EDGE
FACTS_TOP, FOOT_TOP = 372, 560
# The title's sizes, the first in which it takes no more than three lines.
TITLE_SIZES = (60, 52, 44, 38)
MOST_LINES = 3

BRAND, PAPER, ACCENT = "#0a3a75", "#ffffff", "#b93c08"
KIND = Style(30, "#d3e2f4")
NAME = Style(26, "#495766")
VALUE = Style(40, "#15202c", bold=True, leading=1.35)
AMOUNT = Style(48, ACCENT, bold=True, leading=1.35)
SITE = Style(28, "#495766")


@dataclass(frozen=True)
class Card:
    """`facts` are at most two (name, value), the first one in the large coloured type; `address` is in the QR code."""

    kind: str
    title: str
    facts: tuple[tuple[str, str], ...]
    site: str
    invitation: str
    address: str


def png(card: Card) -> bytes:
    """The picture as an optimised PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, 0, WIDTH, FACTS_TOP - 32), fill=BRAND)
    canvas.rectangle((0, FACTS_TOP - 32, WIDTH, FACTS_TOP - 32 + BAND // 2), fill=ACCENT)
    y = draw(canvas, (EDGE, 44), card.kind, KIND, INNER) + 8
    style, title = _title(card.title)
    draw(canvas, (EDGE, y), title, style, INNER)
    _facts(canvas, card)
    draw(canvas, (EDGE, FOOT_TOP), f"{card.site}　{card.invitation}", SITE, INNER - QR_SIDE - EDGE)
    _code(picture, card.address)
    stream = io.BytesIO()
    picture.quantize(96, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _title(text: str) -> tuple[Style, str]:
    """The largest type in which the title fits; what fits in none ends in an ellipsis."""
    for size in TITLE_SIZES:
        style = Style(size, PAPER, bold=True, leading=1.3)
        lines = broken(text, style, INNER)
        if len(lines) <= MOST_LINES:
            return style, text
    return style, "".join(lines[:MOST_LINES])[:-1] + "…"


def _facts(canvas: ImageDraw.ImageDraw, card: Card) -> None:
    width = (INNER - QR_SIDE - EDGE) // max(len(card.facts), 1)
    for order, (name, value) in enumerate(card.facts):
        x, style = EDGE + order * width, AMOUNT if order == 0 else VALUE
        lines = broken(value, style, width - 24)
        text = value if len(lines) <= 2 else "".join(lines[:2])[:-1] + "…"
        y = draw(canvas, (x, FACTS_TOP + 4), name, NAME, width - 24)
        draw(canvas, (x, y), text, style, width - 24)


def _code(picture: Image.Image, address: str) -> None:
    stream = io.BytesIO()
    segno.make(address, error="m").save(stream, kind="png", scale=6, border=2)
    code = Image.open(stream).convert("RGB").resize((QR_SIDE, QR_SIDE), Image.Resampling.NEAREST)
    picture.paste(code, (WIDTH - EDGE - QR_SIDE, HEIGHT - 44 - QR_SIDE))
