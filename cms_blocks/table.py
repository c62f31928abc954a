"""表格: plain cells, merged ones and headers; no mark-up inside."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block.blocks import TableBlock as HandsontableBlock

from cms_blocks.prose import QuickRendering, lines

MENU = [
    "row_above", "row_below", "---------", "col_left", "col_right", "---------", "remove_row", "remove_col",
    "---------", "mergeCells", "---------", "undo", "redo",
]  # fmt: skip
OPTIONS = {"renderer": "text", "mergeCells": True, "contextMenu": MENU}


@dataclass(frozen=True)
class Cell:
    """One cell as it is written; `scope` is "col", "row" or "" for one that is no header."""

    text: str
    scope: str
    rowspan: int
    colspan: int


class TableBlock(QuickRendering, HandsontableBlock):
    """A table with an optional caption; the value is what `cms_blocks.raw.table` makes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("table_options", dict(OPTIONS))
        super().__init__(*args, **kwargs)

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns. Say in the caption what the table shows and which cells are headers.")
        template = "cms_blocks/table.html"
        preview_value = {
            "data": [["项目", "标准"], ["首次认定", "20万元"], ["再次认定", "10万元"]],
            "table_caption": "奖励标准",
            "table_header_choice": "row",
            "first_row_is_table_header": True,
            "first_col_is_header": False,
        }

    def quick_context(self, value: Any) -> dict[str, Any]:
        """`caption`, and `head` and `body` as rows of cells."""
        rows, headed = cells(value or {})
        return {"caption": (value or {}).get("table_caption") or "", "head": rows[:headed], "body": rows[headed:]}

    def plain_text(self, value: Any) -> str:
        """Caption, then one row a line, cells apart by a tab."""
        found = value or {}
        rows = ("\t".join(str(cell or "").strip() for cell in row) for row in found.get("data") or [])
        return lines(found.get("table_caption"), *rows)


def cells(value: dict[str, Any]) -> tuple[list[list[Cell]], int]:
    """The rows to write and how many of them are headers: as many as the first row's cells reach down."""
    spans = {(span["row"], span["col"]): span for span in value.get("mergeCells") or []}
    hidden = _hidden(spans)
    grid = value.get("data") or []
    headed = _headed(value, spans)
    column_header = bool(value.get("first_col_is_header"))
    rows = []
    for row, texts in enumerate(grid):
        found = []
        for column, text in enumerate(texts):
            if (row, column) not in hidden:
                scope = "col" if row < headed else "row" if column_header and column == 0 else ""
                span = spans.get((row, column), {})
                found.append(Cell(str(text or "").strip(), scope, span.get("rowspan", 1), span.get("colspan", 1)))
        rows.append(found)
    return rows, headed


def _headed(value: dict[str, Any], spans: dict[tuple[int, int], dict[str, int]]) -> int:
    if not value.get("first_row_is_table_header"):
        return 0
    return max((span["rowspan"] for (row, _), span in spans.items() if row == 0), default=1)


def _hidden(spans: dict[tuple[int, int], dict[str, int]]) -> set[tuple[int, int]]:
    """Places that a merged cell covers."""
    return {
        (row + down, column + across)
        for (row, column), span in spans.items()
        for down in range(span["rowspan"])
        for across in range(span["colspan"])
        if down or across
    }
