"""Lists: xlsx with its formulas' values, csv in any usual encoding; rows as texts."""

import csv
import datetime as dt
import warnings
from collections.abc import Iterable
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from portal.intake.formats.container import check_container
from portal.intake.formats.contents import Reading, Sheet, Unreadable, Warned
from portal.intake.formats.encoding import decode

ROWS = 50_000
COLUMNS = 200
SHEETS = 50
SNIFFED_LINES = 20


def read_workbook(name: str, raw: bytes) -> Reading:
    """The visible sheets that have rows. Raises Unreadable for more than ROWS rows."""
    check_container(raw, trees="xl/styles")
    with warnings.catch_warnings():
        # openpyxl warns of extensions and validations that it leaves out; a list needs neither.
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        sheets = [Sheet(sheet.title, _rows(sheet)) for sheet in book.worksheets[:SHEETS] if _visible(sheet)]
    found = [sheet for sheet in sheets if sheet.rows]
    told = [Warned("more_sheets", {"count": len(found)})] if len(found) > 1 else []
    return Reading(name=name, format="xlsx", sheets=found, warnings=told)


def read_csv(name: str, raw: bytes) -> Reading:
    """One sheet; the separator is the one that the first lines have most of."""
    text = decode(raw)
    separator = ","
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[-1], rest
    else:
        head = text.splitlines()[:SNIFFED_LINES]
        separator = max(",\t;|", key=lambda mark: sum(line.count(mark) for line in head))
    try:
        rows = _squared(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Unreadable("broken", format="csv", error=str(error)) from None
    return Reading(name=name, format="csv", sheets=[Sheet("", rows)] if rows else [])


def _visible(sheet: Any) -> bool:
    return sheet.sheet_state == "visible"


def _rows(sheet: Any) -> list[list[str]]:
    # What a file declares as its size may be all of Excel's sixteen billion cells.
    sheet.reset_dimensions()
    return _squared(sheet.iter_rows(values_only=True))


def _squared(rows: Iterable[Iterable[Any]]) -> list[list[str]]:
    """Texts of the rows that have any, all of one length; blank columns at the end are cut off."""
    found: list[list[str]] = []
    for row in rows:
        texts = [_text(cell) for cell in islice(row, COLUMNS)]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            found.append(texts)
        if len(found) > ROWS:
            raise Unreadable("too_many_rows", limit=ROWS)
    width = max(map(len, found), default=0)
    return [texts + [""] * (width - len(texts)) for texts in found]


def _text(value: Any) -> str:
    """As a person would copy it: whole numbers without a point, dates in ISO form, no time where it is midnight."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else f"{value:.12g}"
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value).strip()
