"""Turns a body in HTML, as a government site or Word published it, into clean paragraphs, tables and picture links."""

import re
from collections.abc import Container
from html import escape
from urllib.parse import urljoin

import nh3
from bs4 import BeautifulSoup, NavigableString, Tag

from portal.importers.blocks import Line, Table

_INLINE = {"strong", "em", "b", "i", "sup", "sub", "a", "br"}
_BLOCK = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "section",
    "article",
    "center",
}
_TABLE = {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    **dict.fromkeys({"p", "div", "center", *_HEADINGS}, {"align"}),
}
_DROPPED_WITH_TEXT = {"script", "style", "head", "title", "noscript", "template", "iframe", "object"}
_MAPPED = {"b": "b", "strong": "b", "i": "i", "em": "i", "sup": "sup", "sub": "sub"}
_BREAKING = ["p", "div", "table", "img", "br"]
# A cell that claims to span more than this is broken mark-up.
SPAN_LIMIT = 100
# A cell with more text than this holds a document, not a datum.
CELL_LIMIT = 1500


def sanitise(html: str) -> str:
    """Only structure is left: no style, class, mso-* or script, links only to http, https and mailto."""
    return nh3.clean(
        html,
        tags=_INLINE | _BLOCK | _TABLE | {"img"},
        clean_content_tags=_DROPPED_WITH_TEXT,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


def html_lines(html: str, base: str | None = None, embedded: Container[str] = ()) -> list[Line]:
    """The paragraphs, tables and pictures of a body in order; relative addresses are resolved against `base`.

    `embedded` are names of pictures that the caller holds; `<img src>` may name one of them instead of an address.
    """
    reader = _Reader(base, embedded)
    reader.walk(BeautifulSoup(sanitise(html), "html.parser"))
    reader.flush()
    return reader.lines


def squeeze(text: str) -> str:
    """White space of every kind and length as one space."""
    return re.sub(r"[\s\u00a0\u3000\u200b\ufeff]+", " ", text)


class _Reader:
    """Collects inline content until a block ends."""

    def __init__(self, base: str | None, embedded: Container[str] = ()):
        self.base = base
        self.embedded = embedded
        self.level = 0
        self.align = ""
        self.lines: list[Line] = []
        self.html: list[str] = []
        self.text: list[str] = []

    def walk(self, node: Tag) -> None:
        for child in node.children:
            if isinstance(child, NavigableString):
                self._words(str(child))
            elif isinstance(child, Tag):
                self._element(child)

    def flush(self) -> None:
        """End the paragraph."""
        text = squeeze("".join(self.text)).strip()
        if text:
            html = _tidy("".join(self.html))
            self.lines.append(Line(text=text, html=html, level=self.level, align=self.align))
        self.html, self.text = [], []

    def _words(self, words: str) -> None:
        words = squeeze(words)
        self.text.append(words)
        self.html.append(escape(words, quote=False))

    def _element(self, tag: Tag) -> None:
        if tag.name == "table" and not _is_layout(tag):
            self._table(tag)
        elif tag.name == "img":
            self._picture(tag)
        elif tag.name == "br" or tag.name in _BLOCK or tag.name in _TABLE:
            self._block(tag)
        elif tag.name == "a":
            self._link(tag)
        elif tag.name in _MAPPED and not tag.find(_BREAKING):
            self._wrap(tag, f"<{_MAPPED[tag.name]}>", f"</{_MAPPED[tag.name]}>")
        else:
            self.walk(tag)

    def _block(self, tag: Tag) -> None:
        """A paragraph, or what holds some: headings and alignment hold for what is inside."""
        self.flush()
        kept = self.level, self.align
        self.level = _HEADINGS.get(tag.name, self.level)
        aligned = "center" if tag.name == "center" else str(tag.get("align") or self.align).lower()
        self.align = aligned if aligned in ("center", "right") else ""
        self.walk(tag)
        self.flush()
        self.level, self.align = kept

    def _wrap(self, tag: Tag, before: str, after: str) -> None:
        self.html.append(before)
        self.walk(tag)
        self.html.append(after)

    def _link(self, tag: Tag) -> None:
        address = self._resolve(tag.get("href"))
        if address and not tag.find(_BREAKING):
            self._wrap(tag, f'<a href="{escape(address)}">', "</a>")
        else:
            self.walk(tag)

    def _picture(self, tag: Tag) -> None:
        """A remote picture is never embedded; the reader gets a link to it."""
        self.flush()
        source = str(tag.get("src") or "")
        if address := source if source in self.embedded else self._resolve(source):
            alternative = squeeze(str(tag.get("alt") or "")).strip()
            self.lines.append(Line(picture=address, alternative=alternative))

    def _resolve(self, address: object) -> str:
        relative = str(address or "").strip()
        if not relative or relative.startswith("#"):
            return ""
        try:
            found = urljoin(self.base or "", relative)
        except ValueError:
            return ""
        return found if re.match(r"https?://[^\s/]+", found) and len(found) <= 1000 else ""

    def _table(self, tag: Tag) -> None:
        self.flush()
        rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
        table = _grid(rows)
        if table.rows:
            self.lines.append(Line(text="\n".join(" ".join(row) for row in table.rows), table=table))
        for picture in tag.find_all("img"):
            self._picture(picture)


def _is_layout(table: Tag) -> bool:
    """A table that only places things on the page: it holds another table or a cell as long as a text."""
    cells = table.find_all(["td", "th"])
    return table.find("table") is not None or any(len(cell.get_text()) > CELL_LIMIT for cell in cells)


def _tidy(html: str) -> str:
    """Collapse adjacent and empty mark-up that Word leaves behind."""
    html = re.sub(r"</(b|i|sup|sub)>(\s*)<\1>", r"\2", html)
    html = re.sub(r"<(b|i|sup|sub)>(\s*)</\1>", r"\2", html)
    return re.sub(r"\s+", " ", html).strip()


def _grid(rows: list[Tag]) -> Table:
    """Cells laid out on a grid; a cell that spans several leaves the others empty."""
    filled: dict[tuple[int, int], str] = {}
    spans = []
    for row_number, row in enumerate(rows):
        column = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while (row_number, column) in filled:
                column += 1
            down, across = min(_span(cell, "rowspan"), len(rows) - row_number), _span(cell, "colspan")
            for offset in range(down * across):
                filled[row_number + offset // across, column + offset % across] = ""
            filled[row_number, column] = squeeze(cell.get_text(" ")).strip()
            if down * across > 1:
                spans.append((row_number, column, down, across))
            column += across
    if not any(filled.values()):
        return Table([])
    width = max(column for _, column in filled) + 1
    return Table([[filled.get((row, column), "") for column in range(width)] for row in range(len(rows))], spans)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), SPAN_LIMIT) if value.isdigit() and len(value) < 6 else 1
