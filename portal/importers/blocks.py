"""What a document's text is made of before it becomes StreamField blocks: plain values, ids stable across imports."""

import uuid
from dataclasses import dataclass, field
from html import escape

NAMESPACE = uuid.UUID("6f1d3c1e-52f6-5d0b-9a68-5b8e1d6a2f10")


@dataclass(frozen=True)
class Line:
    """One paragraph, table or picture in reading order. `html` holds inline mark-up only.

    `level` is that of a heading the source marks as one (1 the title, 2 and more below it), 0 for others; `align` is
    "center", "right" or "" for all else; `alternative` is a picture's, as its source gives it.
    """

    text: str = ""
    html: str = ""
    table: "Table | None" = None
    picture: str = ""
    level: int = 0
    align: str = ""
    alternative: str = ""

    @classmethod
    def plain(cls, text: str) -> "Line":
        """A paragraph without mark-up."""
        return cls(text=text, html=escape(text, quote=False))


@dataclass(frozen=True)
class Table:
    """Cell texts row by row, all rows of one length; `spans` as (row, column, rowspan, colspan)."""

    rows: list[list[str]]
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass
class Block:
    """kind ∈ heading, clause, text, table, picture. A heading's `level` is 2 (编, 章, 一、) or 3 (节, （一）)."""

    kind: str
    label: str = ""
    level: int = 2
    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    table: Table | None = None
    address: str = ""
    id: str = ""
    alternative: str = ""

    def add(self, line: Line) -> None:
        """Append a paragraph."""
        self.html.append(line.html)
        self.text.append(line.text)


def number_blocks(blocks: list[Block], source_id: str) -> list[Block]:
    """Give every block an id that a second import gives again: UUIDv5 of source, kind, label, occurrence."""
    seen: dict[tuple[str, str], int] = {}
    for block in blocks:
        key = (block.kind, block.label)
        seen[key] = seen.get(key, 0) + 1
        block.id = str(stable_id(source_id, *key, str(seen[key])))
    return blocks


def stable_id(*parts: str) -> uuid.UUID:
    """UUIDv5 of the parts under the importers' namespace."""
    return uuid.uuid5(NAMESPACE, "\x1f".join(parts))
