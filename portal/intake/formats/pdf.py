"""PDF files with a text layer: paragraphs put together again, ruled tables, pictures; running heads and page numbers
left out. A scan is refused."""

import re
from collections import Counter

import pypdfium2 as pdfium

from portal.intake.formats.contents import Reading, Unreadable, Warned
from portal.intake.formats.pdf_continuing import continued, shared_columns
from portal.intake.formats.pdf_page import Glyph, PdfPage, page_of
from portal.intake.formats.pdf_paragraphs import Margins, Piece, paragraphs
from portal.intake.formats.pdf_rows import Row, rows_of
from portal.intake.formats.pdf_tables import Grid, filled, grids
from portal.intake.formats.pictures import Album

PAGES = 400
# Fewer characters a page than this are a stamp or a page number on a scan.
FEWEST_GLYPHS = 15
# A cell with more text than this holds a text, not a datum (as in portal.importers.html).
CELL_LIMIT = 1500
EDGE = 0.12
_PAGE_NUMBER = re.compile(
    r"^[\s\-—–－·•~]*(?:第)?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:页)?(?:[/／共,， ]*\d{1,4}\s*页?)?[\s\-—–－·•~]*$"
)
_PRIVATE = re.compile(r"[\ue000-\uf8ff\ufffd]")


def read_pdf(name: str, raw: bytes) -> Reading:
    """The text in reading order. Raises Unreadable for scans, passwords, and fonts that do not say their characters."""
    pages = _pages(raw)
    texts = [page for page in pages if len(page.glyphs) >= FEWEST_GLYPHS]
    if not texts:
        raise Unreadable("scan")
    glyphs = [glyph.text for page in pages for glyph in page.glyphs]
    if len(_PRIVATE.findall("".join(glyphs))) > 0.2 * len(glyphs):
        raise Unreadable("fonts")
    album = Album()
    pieces = _pieces(pages, album)
    warnings = album.warnings()
    if len(texts) < len(pages):
        warnings.append(Warned("pages_without_text", {"count": len(pages) - len(texts)}))
    return Reading(
        name=name, format="pdf", lines=paragraphs(pieces, _margins(pages)), pictures=album.pictures,
        warnings=warnings, pages=len(pages),
    )  # fmt: skip


def _pages(raw: bytes) -> list[PdfPage]:
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        raise Unreadable("encrypted" if "assword" in str(error) else "broken", format="pdf") from None
    if len(document) > PAGES:
        raise Unreadable("too_many_pages", limit=PAGES)
    return [page_of(document[index]) for index in range(len(document))]


def _margins(pages: list[PdfPage]) -> Margins:
    """Where long lines begin and end, and the usual size of the text."""
    rows = [row for page in pages for row in rows_of(page.glyphs) if len(row.text) >= 10]
    if not rows:
        return Margins(0, 1e6, 12)
    lefts, rights = sorted(row.left for row in rows), sorted(row.right for row in rows)
    sizes = Counter(round(row.size) for row in rows)
    return Margins(lefts[len(lefts) // 20], rights[-1 - len(rights) // 20], float(sizes.most_common(1)[0][0]))


def _pieces(pages: list[PdfPage], album: Album) -> list[Piece]:
    """Lines, tables and pictures of all pages in order, without what runs along the edges."""
    running = _running(pages)
    found: list[Piece] = []
    last: Grid | None = None
    for page in pages:
        tables = grids(page.rules)
        placed = _placed(page, tables, running, album)
        columns = shared_columns(last, tables[0]) if last and placed and placed[0][1].table else None
        if columns:
            _, first = placed.pop(0)
            found[-1] = Piece(table=continued(found[-1].table, first.table, columns))
        found += [piece for _, piece in placed]
        if placed or not columns or len(tables) > 1:
            last = tables[-1] if tables and found and found[-1].table else None
    return found


def _placed(page: PdfPage, tables: list[Grid], running: set[str], album: Album) -> list[tuple[float, Piece]]:
    """Pieces of one page from top to bottom."""
    rest: list[Glyph] = []
    inside: dict[int, list[Glyph]] = {}
    for glyph in page.glyphs:
        place = next((index for index, grid in enumerate(tables) if grid.holds(glyph)), None)
        (rest if place is None else inside.setdefault(place, [])).append(glyph)
    placed: list[tuple[float, Piece]] = [
        (row.top, Piece(row=row)) for row in rows_of(rest) if not _runs(row, page, running)
    ]
    for index, glyphs in inside.items():
        table = filled(tables[index], glyphs)
        if any(len(cell) > CELL_LIMIT for line in table.rows for cell in line):
            placed += [(row.top, Piece(row=row)) for row in rows_of(glyphs)]
        elif table.rows:
            placed.append((tables[index].ys[0], Piece(table=table)))
    for box, content in page.pictures:
        key = album.add(content) if content else ""
        album.left_out += not content
        placed += [(box.top, Piece(picture=key))] if key else []
    return sorted(placed, key=lambda pair: -pair[0])


def _running(pages: list[PdfPage]) -> set[str]:
    """Heads and feet: what stands at an edge of most pages, numbers apart."""
    seen: Counter[str] = Counter()
    for page in pages:
        edges = {_bare(row.text) for row in rows_of(page.glyphs) if _at_edge(row, page)}
        seen.update(edges - {""})
    return {text for text, count in seen.items() if count >= max(3, len(pages) // 2)}


def _runs(row: Row, page: PdfPage, running: set[str]) -> bool:
    return _at_edge(row, page) and bool(_PAGE_NUMBER.match(row.text) or _bare(row.text) in running)


def _at_edge(row: Row, page: PdfPage) -> bool:
    return row.bottom > (1 - EDGE) * page.height or row.top < EDGE * page.height


def _bare(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text)
