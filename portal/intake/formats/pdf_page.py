"""What stands on one page of a PDF: glyphs, ruling lines and pictures, upright whatever the page's rotation."""

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from portal.intake.formats.pictures import PIXELS

GLYPHS = 30_000
OBJECTS = 20_000
# Lines thinner than this rule a table; anything thicker is a bar or a box.
THIN = 3.0
SHORTEST_RULE = 5.0
# Share of the page that a picture covers: less is a seal's corner or an icon, more is a background.
SMALLEST_PICTURE, LARGEST_PICTURE = 0.02, 0.85


@dataclass(frozen=True)
class Box:
    """A rectangle in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True)
class Glyph:
    """One character and where it stands; `size` is that of its font in points."""

    text: str
    box: Box
    size: float


@dataclass
class PdfPage:
    """`rules` are thin boxes, lying or standing; `pictures` are (box, PNG bytes or None where too large)."""

    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Box]
    pictures: list[tuple[Box, bytes | None]]


def page_of(page: Any) -> PdfPage:
    """Everything of a page that reading needs."""
    width, height = page.get_size()
    upright = _upright(page)
    glyphs = list(_glyphs(page, upright))
    rules: list[Box] = []
    pictures: list[tuple[Box, bytes | None]] = []
    for count, thing in enumerate(page.get_objects(max_depth=2)):
        if count > OBJECTS:
            break
        if thing.type == raw.FPDF_PAGEOBJ_PATH:
            rules += [upright(rule) for rule in _rules(thing)]
        elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            box = upright(Box(*thing.get_bounds()))
            share = (box.right - box.left) * (box.top - box.bottom) / max(width * height, 1)
            if SMALLEST_PICTURE < share < LARGEST_PICTURE:
                pictures.append((box, _png(thing)))
    return PdfPage(width, height, glyphs, rules, pictures)


def _upright(page: Any) -> Callable[[Box], Box]:
    """From the page's own coordinates, whose origin and rotation are free, to those in which it is read."""
    left, bottom, right, top = page.get_cropbox()
    turn = page.get_rotation()

    def turned(x: float, y: float) -> tuple[float, float]:
        return {
            90: (y - bottom, right - x), 180: (right - x, top - y), 270: (top - y, x - left),
        }.get(turn, (x - left, y - bottom))  # fmt: skip

    def upright(box: Box) -> Box:
        (x1, y1), (x2, y2) = turned(box.left, box.bottom), turned(box.right, box.top)
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    return upright


def _glyphs(page: Any, upright: Callable[[Box], Box]) -> Iterator[Glyph]:
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(min(text.count_chars(), GLYPHS)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code <= 32 or code == 0xA0 or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        if not raw.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            continue
        size = raw.FPDFText_GetFontSize(text, index)
        box = upright(Box(left.value, bottom.value, right.value, top.value))
        height = box.top - box.bottom
        # A font scaled by its matrix says size 1; the glyph itself is then the better measure.
        yield Glyph("-" if code in (0xAD, 2) else chr(code), box, size if size > 2 else max(height, 1.0))


def _rules(path: Any) -> Iterator[Box]:
    """The thin ones among a path's rectangles, and the straight lines it strokes."""
    whole = Box(*path.get_bounds())
    if _is_thin(whole):
        yield whole
        return
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroked)
    count = raw.FPDFPath_CountSegments(path)
    if not stroked.value or not 2 <= count <= 2000:
        return
    matrix, last, first = path.get_matrix(), None, None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif last is not None:
            yield from _straight(last, point)
        if raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _straight(point, first)
        last = point


def _straight(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Box]:
    box = Box(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
    if _is_thin(box):
        yield box


def _is_thin(box: Box) -> bool:
    across, up = box.right - box.left, box.top - box.bottom
    return min(across, up) <= THIN and max(across, up) >= SHORTEST_RULE and math.isfinite(across + up)


def _png(image: Any) -> bytes | None:
    try:
        width, height = image.get_px_size()
        if width * height > PIXELS:
            return None
        written = BytesIO()
        image.get_bitmap(render=False).to_pil().convert("RGB").save(written, "PNG")
        return written.getvalue()
    except (pdfium.PdfiumError, OSError, ValueError):
        return None
