"""A composed graphic as one tall picture to share: a pure function of the published facts."""

import io
from dataclasses import dataclass
from typing import Any

import segno
from PIL import Image, ImageDraw

from portal.graphics.lettering import Style, draw, height
from portal.graphics.parts import PARTS

WIDTH = 1080
EDGE = 64
INNER = WIDTH - 2 * EDGE
GAP = 40
# What a phone's viewer still shows in one piece; composing limits keep graphics far below it.
TALLEST = 24_000

BRAND, PAPER, SOFT = "#0b3f7d", "#ffffff", "#f3f6f9"
KIND = Style(34, "#d9e6f5")
TITLE = Style(60, PAPER, bold=True, leading=1.35)
WHOSE = Style(32, "#d9e6f5")
HEADING = Style(44, "#16202b", bold=True, leading=1.4)
FOOT = Style(30, "#4b5866")
FOOT_STRONG = Style(36, "#16202b", bold=True)
QR_SIDE = 220


@dataclass(frozen=True)
class Poster:
    """What stands on it: `parts` as portal's `graphic` has them, the rest as words; `address` is in the QR code."""

    kind: str
    title: str
    whose: str
    parts: list[dict[str, Any]]
    site: str
    invitation: str
    address: str


def png(poster: Poster) -> bytes:
    """The picture, 1080 px wide, as an optimised PNG. Raises ValueError for one too tall to be looked at."""
    measured = [_part_height(part) for part in poster.parts]
    head, foot = _head_height(poster), QR_SIDE + 2 * GAP
    tall = head + sum(measured) + foot
    if tall > TALLEST:
        raise ValueError("too tall")
    picture = Image.new("RGB", (WIDTH, tall), SOFT)
    canvas = ImageDraw.Draw(picture)
    _head(canvas, poster, head)
    y = head
    for part, part_height in zip(poster.parts, measured, strict=True):
        _part(canvas, part, y, part_height)
        y += part_height
    _foot(picture, canvas, poster, y)
    stream = io.BytesIO()
    picture.quantize(128, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _head_height(poster: Poster) -> int:
    whose = height(poster.whose, WHOSE, INNER) if poster.whose else 0
    return EDGE + KIND.line + 12 + height(poster.title, TITLE, INNER) + 16 + whose + EDGE


def _head(canvas: ImageDraw.ImageDraw, poster: Poster, tall: int) -> None:
    canvas.rectangle((0, 0, WIDTH, tall), fill=BRAND)
    y = draw(canvas, (EDGE, EDGE), poster.kind, KIND, INNER) + 12
    y = draw(canvas, (EDGE, y), poster.title, TITLE, INNER) + 16
    if poster.whose:
        draw(canvas, (EDGE, y), poster.whose, WHOSE, INNER)


def _part_height(part: dict[str, Any]) -> int:
    heading = height(part["title"], HEADING, INNER - 2 * GAP)
    return GAP + GAP + heading + 24 + PARTS[part["shape"]].height(part["items"], INNER - 2 * GAP) + GAP


def _part(canvas: ImageDraw.ImageDraw, part: dict[str, Any], top: int, tall: int) -> None:
    """A white card with a coloured bar beside its heading."""
    canvas.rounded_rectangle((EDGE, top + GAP, WIDTH - EDGE, top + tall), 16, fill=PAPER, outline="#ccd5de", width=2)
    x, y = EDGE + GAP, top + GAP + GAP
    heading = height(part["title"], HEADING, INNER - 2 * GAP)
    canvas.rectangle((EDGE, y + 8, EDGE + 12, y + heading - 8), fill="#b3261e")
    y = draw(canvas, (x, y), part["title"], HEADING, INNER - 2 * GAP) + 24
    PARTS[part["shape"]].draw(canvas, (x, y), part["items"], INNER - 2 * GAP)


def _foot(picture: Image.Image, canvas: ImageDraw.ImageDraw, poster: Poster, top: int) -> None:
    """QR code, invitation, address in letters for who cannot scan."""
    stream = io.BytesIO()
    segno.make(poster.address, error="m").save(stream, kind="png", scale=8, border=4)
    code = Image.open(stream).convert("RGB").resize((QR_SIDE, QR_SIDE), Image.Resampling.NEAREST)
    picture.paste(code, (EDGE, top + GAP))
    x, width = EDGE + QR_SIDE + GAP, INNER - QR_SIDE - GAP
    y = draw(canvas, (x, top + GAP + 12), poster.invitation, FOOT_STRONG, width)
    y = draw(canvas, (x, y + 4), poster.site, FOOT, width)
    draw(canvas, (x, y), poster.address, FOOT, width)
