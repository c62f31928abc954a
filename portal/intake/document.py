"""The file's own words as they are shown beside the proposed fields, and where in them a passage stands."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import nh3
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from portal.importers.blocks import Line, Table
from portal.intake.formats.contents import Reading

INLINE = {"b", "strong", "i", "em", "u", "s", "sub", "sup", "br"}
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Passage:
    """One paragraph, table, picture or stated fact; `anchor` is its id on the page."""

    anchor: str
    html: SafeString
    text: str
    fact: bool = False


class Document:
    """All passages of a reading in order. `picture_address` gives the address of a picture kept in the file."""

    def __init__(self, reading: Reading, picture_address: Callable[[str], str]) -> None:
        self.reading, self._picture_address = reading, picture_address
        facts = [self._fact(number, *fact) for number, fact in enumerate(reading.facts)]
        self.passages = facts + [self._passage(number, line) for number, line in enumerate(reading.lines)]
        self._squeezed = [(one.anchor, squeeze(one.text)) for one in self.passages]

    def where(self, evidence: str) -> str:
        """The anchor of the passage that holds the evidence, or its beginning; "" where none does."""
        for wanted in filter(None, (squeeze(evidence), squeeze(evidence.strip().split("\n")[0]))):
            for anchor, text in self._squeezed:
                if wanted in text:
                    return anchor
        whole = squeeze(evidence)
        return next((anchor for anchor, text in self._squeezed if len(text) > 5 and text in whole), "")

    def _fact(self, number: int, label: str, value: str) -> Passage:
        html = format_html("<b>{}</b> {}", label, value)
        return Passage(f"fact-{number}", html, f"{label}：{value}", fact=True)

    def _passage(self, number: int, line: Line) -> Passage:
        anchor = f"line-{number}"
        if line.table:
            return Passage(anchor, _table(line.table), " ".join(" ".join(row) for row in line.table.rows))
        if line.picture:
            return Passage(anchor, self._picture(line.picture), line.text)
        inline = nh3.clean(line.html or escape(line.text), tags=INLINE, attributes={})
        return Passage(anchor, mark_safe(inline), line.text)  # noqa: S308 - cleaned

    def _picture(self, key: str) -> SafeString:
        if key in self.reading.pictures:
            return format_html('<img src="{}" alt="" loading="lazy">', self._picture_address(key))
        return format_html("<code>{}</code>", key)


def squeeze(text: str) -> str:
    """The text without any white space: PDF and Word break lines where a sentence has none."""
    return _SPACE.sub("", text)


def _table(table: Table) -> SafeString:
    """Merged cells are shown as one; the covered ones are left out."""
    spans = {(row, column): (down, across) for row, column, down, across in table.spans}
    covered = {
        (row + down, column + across)
        for (row, column), (rows, columns) in spans.items()
        for down in range(min(rows, len(table.rows)))
        for across in range(min(columns, len(table.rows[0])))
        if down or across
    }
    rows = (
        format_html_join(
            "",
            '<td rowspan="{}" colspan="{}">{}</td>',
            (
                (*spans.get((number, column), (1, 1)), cell)
                for column, cell in enumerate(row)
                if (number, column) not in covered
            ),
        )
        for number, row in enumerate(table.rows)
    )
    return format_html("<table>{}</table>", format_html_join("", "<tr>{}</tr>", ((row,) for row in rows)))
