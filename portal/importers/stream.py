"""Blocks as the raw value of a StreamField, with their stable ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from cms_blocks import raw
from portal.importers.blocks import Block, Table

ORIGINAL_PICTURE = "原文图片"


@dataclass(frozen=True)
class Image:
    """An image that is kept here: its key and its alternative; "" is still to be written."""

    pk: int
    alternative: str = ""
    decorative: bool = False


NO_IMAGES: Mapping[str, Image] = {}


def stream_value(blocks: list[Block], images: Mapping[str, Image] = NO_IMAGES) -> list[dict[str, Any]]:
    """The raw stream: clause, heading, table and text blocks; a remote picture is a text block with a link to it.

    A picture whose address is a key of `images` is that image, with the alternative given there.
    """
    return [_raw(block, images) for block in blocks]


def article_value(blocks: list[Block], images: Mapping[str, Image] = NO_IMAGES) -> list[dict[str, Any]]:
    """The same for kinds whose texts have no clauses: a clause becomes prose that begins with its printed label."""
    return [_raw(block, images) if block.kind != "clause" else raw.text(_labelled(block), block.id) for block in blocks]


def _labelled(block: Block) -> str:
    """（一） of 一、 was given the label 一、（一）; only its own part is printed before the text."""
    own = block.label.split("、", 1)[1] if "、（" in block.label else block.label
    gap = "\u3000" if own.startswith("第") else ""
    return _paragraphs(block).replace("<p>", f"<p>{own}{gap}", 1) or f"<p>{own}</p>"


def _raw(block: Block, images: Mapping[str, Image]) -> dict[str, Any]:
    if block.kind == "heading":
        return raw.heading(block.label, level=block.level, id=block.id)
    if block.kind == "clause":
        return raw.clause(label=block.label, html=_paragraphs(block), id=block.id)
    if block.kind == "table":
        table = block.table or Table([])
        return raw.table(table.rows, spans=table.spans, header=_header(table), id=block.id)
    if block.kind == "picture" and block.address in images:
        image = images[block.address]
        value = {"image": image.pk, "alt_text": image.alternative, "decorative": image.decorative}
        return raw.block("image", {"image": value, "caption": "", "long_alternative": ""}, block.id)
    if block.kind == "picture":
        return raw.text(f'<p><a href="{escape(block.address)}">{ORIGINAL_PICTURE}</a></p>', block.id)
    return raw.text(_paragraphs(block), block.id)


def _paragraphs(block: Block) -> str:
    return "".join(f"<p>{html}</p>" for html in block.html if html)


def _header(table: Table) -> str:
    """Sources seldom mark headers: a first row that is filled, short and without digits is taken for one."""
    first = table.rows[0] if len(table.rows) > 1 else []
    titles = bool(first) and all(cell and len(cell) < 20 and not any(map(str.isdigit, cell)) for cell in first)
    return "row" if titles else "neither"
