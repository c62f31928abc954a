"""Stream values for programs, in the form StreamField stores. HTML given to these functions must be clean already."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

Raw = dict[str, Any]


def block(kind: str, value: Any, id: str = "") -> Raw:
    """One stream child; `id` is its permanent UUID as text, a new one when empty."""
    return {"type": kind, "value": value, "id": id or str(uuid.uuid4())}


def clause(*, label: str, html: str, heading: str = "", id: str = "") -> Raw:
    """A clause; `html` holds whole paragraphs (`<p>…</p>`)."""
    return block("clause", {"label": label, "heading": heading, "text": html}, id)


def heading(text: str, *, level: int = 2, id: str = "") -> Raw:
    """A heading of level 2 or 3."""
    return block("heading", {"text": text, "level": f"h{level}"}, id)


def text(html: str, id: str = "") -> Raw:
    """Prose; `html` holds whole paragraphs."""
    return block("text", html, id)


def table(
    rows: Sequence[Sequence[str]],
    *,
    spans: Iterable[tuple[int, int, int, int]] = (),
    caption: str = "",
    header: str = "row",
    id: str = "",
) -> Raw:
    """A table of plain cell texts, all rows of one length.

    `spans` are (row, column, rowspan, colspan) with the covered cells left empty; `header` is the first "row", the
    first "column", "both" or "neither".
    """
    value = {
        "data": [list(row) for row in rows],
        "table_caption": caption,
        "table_header_choice": header,
        "first_row_is_table_header": header in ("row", "both"),
        "first_col_is_header": header in ("column", "both"),
        "cell": [],
        "mergeCells": [
            {"row": row, "col": column, "rowspan": down, "colspan": across} for row, column, down, across in spans
        ],
    }
    return block("table", value, id)


def entries(kind: str, items: Iterable[Raw], *, title: str = "", id: str = "") -> Raw:
    """steps {title, text}, materials {name, required, copies, note}, contacts {name, phone, address, hours} or
    attachments {name, document, url}: see cms_blocks.lists."""
    listed = [{"type": "item", "value": item, "id": str(uuid.uuid4())} for item in items]
    return block(kind, {"title": title, "items": listed}, id)


def callout(html: str, *, heading: str = "", tone: str = "note", id: str = "") -> Raw:
    """A boxed remark; tone is note, important or warning."""
    return block("callout", {"tone": tone, "heading": heading, "text": html}, id)
