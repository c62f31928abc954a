"""Lists in xlsx and csv: which row is the header, what kind of value each column holds, the rows below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.intake.formats.contents import Reading, Sheet
from portal.taxonomy.uscc import is_valid

# Rows at the top among which the header is looked for: above it stand a title, a unit, a remark.
HEADER_ROWS = 15
# A header says what a column holds; a longer text is a datum or a remark.
TITLE_LENGTH = 30
SAMPLE = 500
EXAMPLES = 3
# Share of a column's filled cells that must be of one kind.
MOSTLY = 0.8
_DATE = re.compile(
    r"^(?:19|20)\d\d(?:[-/.年](?:0?[1-9]|1[0-2])(?:[-/.月](?:0?[1-9]|[12]\d|3[01])日?)?月?)(?:[ T]\d\d:\d\d.*)?$"
)
_NUMBER = re.compile(r"^-?[\d,，]+(?:\.\d+)?%?$")
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$")
_HEADER_WORD = re.compile(
    r"名称|序号|标题|企业|单位|日期|时间|金额|编号|代码|文号|链接|网址|备注|电话|联系人|地址|类别|类型|部门|机构|项目|title|name|date|url|link",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Column:
    """One column: `kind` is text, date, number, address, code (统一社会信用代码) or empty."""

    index: int
    title: str
    kind: str
    filled: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class List:
    """A sheet as a list. `header_row` counts from 0 in the sheet's rows; -1 where no row is a header.

    `rows` are the rows below the header, blank cells as "", subtotals and remarks included; `first_row` is the number
    (from 1) of the first of them in the sheet.
    """

    name: str
    header_row: int
    columns: list[Column]
    rows: list[list[str]]

    @property
    def first_row(self) -> int:
        """The number of the first row of data among those of the sheet that are not blank, from 1."""
        return self.header_row + 2


def lists_of(reading: Reading) -> list[List]:
    """The lists of a file: its sheets, or the tables of a document."""
    sheets = reading.sheets or [Sheet("", line.table.rows) for line in reading.lines if line.table]
    return [list_of(sheet.rows, sheet.name) for sheet in sheets if sheet.rows]


def list_of(rows: Sequence[Sequence[str]], name: str = "") -> List:
    """Rows, all of one length, as a list."""
    header = header_of(rows)
    below = [list(row) for row in rows[header + 1 :]]
    titles = _titles(rows, header)
    return List(name, header, [_column(index, title, below) for index, title in enumerate(titles)], below)


def header_of(rows: Sequence[Sequence[str]]) -> int:
    """The index of the header: of the first rows the one with most short, distinct words and no data; -1 for none."""
    best, place = 0.0, -1
    for index, row in enumerate(rows[:HEADER_ROWS]):
        filled = [cell for cell in row if cell.strip()]
        if len(filled) < min(2, len(row)) or any(_is_datum(cell) for cell in filled):
            continue
        short = [cell for cell in filled if len(cell) <= TITLE_LENGTH]
        known = sum(1 for cell in short if _HEADER_WORD.search(cell))
        score = len(set(short)) / max(len(row), 1) + known - 0.01 * index
        if len(short) == len(filled) and known and score > best:
            best, place = score, index
    return place


def _titles(rows: Sequence[Sequence[str]], header: int) -> list[str]:
    """The header's words; a column without any is named by its letter, as Excel does."""
    row = rows[header] if header >= 0 else [""] * max(map(len, rows), default=0)
    return [re.sub(r"\s+", "", cell) or letter(index) for index, cell in enumerate(row)]


def letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    return (letter(index // 26 - 1) if index >= 26 else "") + chr(65 + index % 26)


def _column(index: int, title: str, rows: list[list[str]]) -> Column:
    filled = [row[index].strip() for row in rows if row[index].strip()]
    sample = filled[:SAMPLE]
    return Column(index, title, _kind(sample), len(filled), tuple(dict.fromkeys(sample))[:EXAMPLES])


def _kind(sample: list[str]) -> str:
    if not sample:
        return "empty"
    for kind, fits in (
        ("code", is_valid),
        ("date", _DATE.match),
        ("number", _NUMBER.match),
        ("address", _ADDRESS.match),
    ):
        if sum(1 for cell in sample if fits(cell)) >= MOSTLY * len(sample):
            return kind
    return "text"


def _is_datum(cell: str) -> bool:
    cell = cell.strip()
    return bool(_DATE.match(cell) or _NUMBER.match(cell) or _ADDRESS.match(cell))
