"""What a file says, whatever its format: paragraphs, tables and pictures in reading order, rows of sheets."""

import base64
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from portal.importers.blocks import Line, Table


class Unreadable(Exception):
    """The file cannot be read; `key` names a sentence of portal.intake.sentences, `values` are put into it."""

    def __init__(self, key: str, **values: Any):
        super().__init__(key)
        self.key, self.values = key, values


@dataclass(frozen=True)
class Warned:
    """Something was left out or looks wrong; a sentence of portal.intake.sentences with its values."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """A picture kept in the file. `Line.picture` and `Block.address` name it by its key in `Reading.pictures`."""

    name: str
    media_type: str
    content: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Sheet:
    """A list: cell texts row by row as they are, rows of one length; `name` is "" for csv."""

    name: str
    rows: list[list[str]]


@dataclass
class Reading:
    """One file as read.

    `format` is docx, pdf, html, txt, xlsx or csv. `facts` are (label, value) pairs that the file states beside its
    text: a web page's table of 索引号, 发文机关 …, its meta tags, a Word file's properties. `links` are (name, address)
    of files it links to. `pictures` are keyed by what lines call them; a remote picture has an address instead.
    """

    name: str
    format: str
    lines: list[Line] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    warnings: list[Warned] = field(default_factory=list)
    pages: int = 0

    def text(self) -> str:
        """All words, a paragraph a line; rows of tables are lines with cells apart by a space."""
        return "\n".join(line.text for line in self.lines if line.text)

    def to_json(self) -> dict[str, Any]:
        """Plain values for JSON; pictures in base64."""
        return {**vars(self), **_plain(self), "pictures": pictures_to_json(self.pictures)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Reading":
        """The reverse of `to_json`."""
        return cls(
            name=value["name"],
            format=value["format"],
            lines=[line_from_json(line) for line in value["lines"]],
            sheets=[Sheet(**sheet) for sheet in value["sheets"]],
            facts=[(label, text) for label, text in value["facts"]],
            links=[(name, address) for name, address in value["links"]],
            pictures=pictures_from_json(value["pictures"]),
            warnings=[Warned(**warned) for warned in value["warnings"]],
            pages=value["pages"],
        )


def dump(reading: Reading) -> bytes:
    """The reading as UTF-8 JSON."""
    return json.dumps(reading.to_json(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def load(raw: bytes) -> Reading:
    """The reverse of `dump`."""
    return Reading.from_json(json.loads(raw))


def pictures_to_json(pictures: dict[str, Picture]) -> dict[str, Any]:
    """Pictures as plain values, their bytes in base64."""
    return {key: {**vars(one), "content": base64.b64encode(one.content).decode()} for key, one in pictures.items()}


def pictures_from_json(value: dict[str, Any]) -> dict[str, Picture]:
    """The reverse of `pictures_to_json`."""
    return {key: Picture(**{**one, "content": base64.b64decode(one["content"])}) for key, one in value.items()}


def line_from_json(value: dict[str, Any]) -> Line:
    """A line of plain values; members that are absent have their default."""
    return Line(**{**value, "table": table_from_json(value.get("table"))})


def table_from_json(value: dict[str, Any] | None) -> Table | None:
    """A table of plain values."""
    return Table(value["rows"], [tuple(span) for span in value["spans"]]) if value else None


def _plain(reading: Reading) -> dict[str, Any]:
    """Members that are dataclasses; of a line only what it has, since a long text has ten thousand of them."""
    return {
        "lines": [{name: part for name, part in asdict(line).items() if part} for line in reading.lines],
        "sheets": [vars(sheet) for sheet in reading.sheets],
        "warnings": [vars(warned) for warned in reading.warnings],
    }
