"""Tables that go on over a page's end, put together again."""

from portal.importers.blocks import Table
from portal.intake.formats.pdf_tables import NEAR, Grid

_SENTENCE_END = tuple("。；：;:！？!?")


def shared_columns(last: Grid, first: Grid) -> list[int] | None:
    """Where each column line of the page's first table stands among those of the last one; None where they differ."""
    found = [next((at for at, line in enumerate(last.xs) if abs(line - x) < NEAR), None) for x in first.xs]
    places = [place for place in found if place is not None]
    same_sides = bool(places) and places[0] == 0 and places[-1] == len(last.xs) - 1
    return places if same_sides and len(places) == len(found) else None


def continued(table: Table | None, more: Table | None, columns: list[int]) -> Table:
    """One table of two; a header that is printed again is dropped, a row that the page's end cut is one again."""
    if table is None or more is None:
        return table or more or Table([])
    added, spans = _placed(more, columns)
    rows = [list(row) for row in table.rows]
    dropped = 1 if added and added[0] == rows[0] else 0
    if not dropped and len(added[0]) > 1 and not added[0][0].strip():
        rows[-1] = [_joined(*pair) for pair in zip(rows[-1], added[0], strict=True)]
        dropped = 1
    shift = len(rows) - dropped
    kept = [(row + shift, column, down, across) for row, column, down, across in spans if row >= dropped]
    return Table(rows + added[dropped:], [*table.spans, *kept])


def _placed(table: Table, columns: list[int]) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    """The rows on the other table's columns; a cell over several of them becomes a span."""
    width = columns[-1]
    rows = [[""] * width for _ in table.rows]
    sizes = {(row, column): (down, across) for row, column, down, across in table.spans}
    hidden = {
        (row + down, column + across)
        for (row, column), (height, breadth) in sizes.items()
        for down in range(height)
        for across in range(breadth)
        if down or across
    }
    spans = []
    for row, texts in enumerate(table.rows):
        for column, text in enumerate(texts):
            if (row, column) in hidden:
                continue
            down, across = sizes.get((row, column), (1, 1))
            rows[row][columns[column]] = text
            breadth = columns[column + across] - columns[column]
            if down > 1 or breadth > 1:
                spans.append((row, columns[column], down, breadth))
    return rows, spans


def _joined(before: str, after: str) -> str:
    if not before or not after:
        return before or after
    return before + ("\n" if before.endswith(_SENTENCE_END) else "") + after
