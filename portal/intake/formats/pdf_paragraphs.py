"""Lines of a PDF put together as the paragraphs that they were broken from."""

from dataclasses import dataclass

from portal.importers.blocks import Line, Table
from portal.intake.formats.pdf_rows import Row

# Larger type than the text's by this factor, in the middle of the page, is a title.
TITLE = 1.2
INDENT = 0.8
REACH = 2.2


@dataclass(frozen=True)
class Margins:
    """Where text begins and ends on the page, and its usual size, in points."""

    left: float
    right: float
    size: float


@dataclass(frozen=True)
class Piece:
    """A line, a table or a picture of a page."""

    row: Row | None = None
    table: Table | None = None
    picture: str = ""


def paragraphs(pieces: list[Piece], margins: Margins) -> list[Line]:
    """Paragraphs, tables and pictures in order."""
    found: list[Line] = []
    text, align, last = "", "", None
    for piece in [*pieces, Piece()]:
        row = piece.row
        if row and last and _goes_on(last, row, align, margins):
            text += _space(text, row.text) + row.text
            last = row
            continue
        if last:
            found.append(_line(text, align, last, margins))
        text, align, last = (row.text, _align(row, margins), row) if row else ("", "", None)
        if piece.table:
            found.append(Line(text="\n".join(" ".join(cells) for cells in piece.table.rows), table=piece.table))
        elif piece.picture:
            found.append(Line(picture=piece.picture))
    return found


def _goes_on(last: Row, row: Row, align: str, margins: Margins) -> bool:
    """A line that fills the measure goes on in the next one, unless that one is indented or of another size."""
    if align or _align(row, margins) or abs(last.size - row.size) > 0.15 * last.size:
        return False
    filled = last.right > margins.right - REACH * last.size
    same_page = row.top < last.bottom
    apart = same_page and last.bottom - row.top > 2.2 * row.size
    return filled and row.left < margins.left + INDENT * row.size and not apart


def _align(row: Row, margins: Margins) -> str:
    """center or right for lines that touch neither margin, or the right one only."""
    before, after = row.left - margins.left, margins.right - row.right
    # A line indented by two characters may leave as much free at its end; only larger type tells a title then.
    least = 1.2 if row.size > TITLE * margins.size else 2.6
    if before > least * row.size and abs(before - after) < 2 * row.size and after > row.size:
        return "center"
    return "right" if before > 0.4 * (margins.right - margins.left) and after < 6 * row.size else ""


def _space(before: str, after: str) -> str:
    return (
        " " if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalpha() and after[:1].isalpha() else ""
    )


def _line(text: str, align: str, row: Row, margins: Margins) -> Line:
    plain = Line.plain(text.strip())
    level = 1 if align == "center" and row.size > TITLE * margins.size else 0
    return Line(text=plain.text, html=plain.html, level=level, align=align)
