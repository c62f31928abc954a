"""Word files: paragraphs with their printed numbers, tables with merged cells, pictures, notes; changes as accepted."""

from collections.abc import Iterator
from html import escape
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from portal.importers.blocks import Line, Table
from portal.intake.formats.container import check_container
from portal.intake.formats.contents import Reading, Warned
from portal.intake.formats.headings import bold_heading
from portal.intake.formats.pictures import Album
from portal.intake.formats.word_numbering import Numbering
from portal.intake.formats.word_runs import Content, Runs
from portal.intake.formats.word_styles import Styles, value
from portal.intake.formats.word_tables import grid, own_rows

_PARAGRAPH, _TABLE = qn("w:p"), qn("w:tbl")
# Containers that only wrap paragraphs; what was deleted or moved away is not among them.
_WRAPPERS = {
    qn(name) for name in ("w:body", "w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:tc")
}


def read_word(name: str, raw: bytes) -> Reading:
    """Everything of the main text in reading order, text boxes after the paragraph they hang on, notes at the end."""
    check_container(raw, trees="word/")
    reader = _Reader(Document(BytesIO(raw)))
    reader.walk(reader.body)
    reader.notes()
    warnings = reader.album.warnings()
    for key, count in (("deletions", reader.runs.changes), ("nested_tables", reader.nested)):
        warnings += [Warned(key)] if count else []
    warnings += [Warned("drawings", {"count": reader.runs.unread})] if reader.runs.unread else []
    return Reading(name=name, format="docx", lines=reader.lines, pictures=reader.album.pictures, warnings=warnings)


class _Reader:
    """Walks the body once."""

    def __init__(self, document: Any):
        part = document.part
        self.body = document.element.body
        self.styles = Styles(document.styles.element)
        self.numbering = Numbering(_related(part, "numbering"), self.styles)
        self.footnotes = {one.get(qn("w:id")): one for one in _children(_related(part, "footnotes"), "w:footnote")}
        self.album = Album()
        self.runs = Runs(part, self.album)
        self.lines: list[Line] = []
        self.nested = 0

    def walk(self, container: Any) -> None:
        """The paragraphs and tables of a container, through what merely wraps them."""
        for child in container:
            if child.tag == _PARAGRAPH:
                self._paragraph(child)
            elif child.tag == _TABLE:
                self._table(child)
            elif child.tag in _WRAPPERS and not _is_contents_list(child):
                self.walk(child)
            elif child.tag == qn("w:altChunk"):
                self.runs.unread += 1

    def notes(self) -> None:
        """Footnotes that the text refers to, after it."""
        for number, key in enumerate(self.runs.notes, 1):
            if key in self.footnotes:
                words = " ".join(self._words(self.footnotes[key]))
                self.lines.append(Line.plain(f"［{number}］{words}"))

    def _paragraph(self, element: Any) -> None:
        if self.styles.is_contents(element):
            return
        content = self.runs.read(element)
        if content.text.strip():
            label = self.numbering.label(element)
            html = escape(label, quote=False) + content.html.strip()
            align = self.styles.align(element)
            level = self.styles.level(element) or bold_heading(content.text, content.html, align)
            for part, inner in _broken(label + content.text.strip(), html):
                self.lines.append(Line(text=part, html=inner, level=level, align=align))
        self._attached(content)

    def _attached(self, content: Content) -> None:
        for name, alternative in content.pictures:
            self.lines.append(Line(picture=name, alternative=alternative))
        for box in content.boxes:
            self.walk(box)

    def _table(self, element: Any) -> None:
        rows = own_rows(element)
        if len(rows) == 1 and len(rows[0].findall(qn("w:tc"))) == 1:
            # A frame around text, as notices have around a warning: no table for who reads it.
            self.walk(rows[0].find(qn("w:tc")))
            return
        attached: list[Content] = []
        table = grid(rows, lambda cell: self._cell(cell, attached))
        if table.rows:
            self.lines.append(_line(table))
        for content in attached:
            self._attached(content)

    def _cell(self, cell: Any, attached: list[Content]) -> str:
        if next(cell.iterdescendants(_TABLE), None) is not None:
            self.nested += 1
        parts = []
        for element in _paragraphs(cell):
            content = self.runs.read(element)
            attached.append(content)
            if content.text.strip():
                parts.append(self.numbering.label(element) + content.text.strip())
        return "\n".join(parts)

    def _words(self, container: Any) -> Iterator[str]:
        for element in _paragraphs(container):
            if text := self.runs.read(element).text.strip():
                yield text


def _paragraphs(container: Any) -> Iterator[Any]:
    """Paragraphs at any depth, except those that were deleted and those of text boxes, which are read by themselves."""
    for child in container:
        if child.tag == _PARAGRAPH:
            yield child
        elif child.tag in _WRAPPERS or child.tag in (_TABLE, qn("w:tr")):
            yield from _paragraphs(child)


def _broken(text: str, html: str) -> list[tuple[str, str]]:
    """A paragraph with line breaks is as many lines, when marks do not run across the breaks."""
    texts, inner = text.split("\n"), html.split("\n")
    if len(texts) == len(inner) and all(part.count("<") == 2 * part.count("</") for part in inner):
        return [(words.strip(), part.strip()) for words, part in zip(texts, inner, strict=True) if words.strip()]
    return [(words.strip(), escape(words.strip(), quote=False)) for words in texts if words.strip()]


def _line(table: Table) -> Line:
    return Line(text="\n".join(" ".join(row) for row in table.rows), table=table)


def _is_contents_list(element: Any) -> bool:
    return value(element, "w:sdtPr/w:docPartObj/w:docPartGallery") == "Table of Contents"


def _related(part: Any, kind: str) -> Any:
    """The root of the part that holds numbering or footnotes; None where the file has none."""
    for relation in part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            return _root(relation.target_part)
    return None


def _root(part: Any) -> Any:
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _children(element: Any, name: str) -> list[Any]:
    return [] if element is None else element.findall(qn(name))
