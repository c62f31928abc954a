"""Tables of a Word file laid out on a grid, merged cells as spans."""

from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

from portal.importers.blocks import Table
from portal.intake.formats.word_styles import value

COLUMNS = 200
_ROW_WRAPPERS = {qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml")}
_CELL_WRAPPERS = _ROW_WRAPPERS


def own_rows(table: Any) -> list[Any]:
    """The rows of this table, not of one inside it; rows whose deletion is tracked are gone."""
    return [
        row for row in _below(table, qn("w:tr"), _ROW_WRAPPERS) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None
    ]


def grid(rows: list[Any], text_of: Callable[[Any], str]) -> Table:
    """Cell texts row by row and the spans; a cell that spans several leaves the others empty."""
    texts: list[list[str]] = []
    spans: dict[tuple[int, int], list[int]] = {}
    open_cells: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        line = [""] * _count(row, "w:trPr/w:gridBefore", least=0)
        for cell in _below(row, qn("w:tc"), _CELL_WRAPPERS):
            column, across = len(line), _count(cell, "w:tcPr/w:gridSpan")
            merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            continues = merged is not None and merged.get(qn("w:val")) != "restart" and column in open_cells
            if continues:
                spans[open_cells[column]][0] = number - open_cells[column][0] + 1
            else:
                open_cells.pop(column, None)
                spans[number, column] = [1, across]
                if merged is not None:
                    open_cells[column] = (number, column)
            line += ["" if continues else text_of(cell), *[""] * (across - 1)]
        texts.append(line[:COLUMNS])
    return _squared(texts, spans)


def _squared(texts: list[list[str]], spans: dict[tuple[int, int], list[int]]) -> Table:
    width = max(map(len, texts), default=0)
    if not any(any(line) for line in texts):
        return Table([])
    merged = [
        (row, column, down, min(across, width - column))
        for (row, column), (down, across) in spans.items()
        if column < width and (down > 1 or across > 1)
    ]
    return Table([line + [""] * (width - len(line)) for line in texts], merged)


def _below(element: Any, tag: str, wrappers: set[str]) -> list[Any]:
    found = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag in wrappers:
            found += _below(child, tag, wrappers)
    return found


def _count(element: Any, path: str, *, least: int = 1) -> int:
    printed = value(element, path) or ""
    return min(max(int(printed), least), COLUMNS) if printed.isdigit() and len(printed) < 6 else least
