"""Files made for a test: Word, Excel, PDF and ZIP, sound and hostile."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook
from PIL import Image
from weasyprint import HTML

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(*paragraphs: Any) -> bytes:
    """A Word file; a paragraph is text, (text, style), XML of the body, or a list of rows for a table."""
    document = Document()
    for paragraph in paragraphs:
        if isinstance(paragraph, list):
            table = document.add_table(rows=len(paragraph), cols=len(paragraph[0]))
            for row, texts in zip(table.rows, paragraph, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        elif isinstance(paragraph, bytes):
            document.add_picture(io.BytesIO(paragraph))
        elif isinstance(paragraph, tuple):
            document.add_paragraph(paragraph[0], style=paragraph[1])
        elif paragraph.startswith("<w:"):
            element = parse_xml(paragraph.replace(">", f" {W}>", 1))
            document.element.body.insert(len(document.element.body) - 1, element)
        else:
            document.add_paragraph(paragraph)
    return saved(document)


def saved(document: Any) -> bytes:
    """A document or workbook as bytes."""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def xlsx(rows: Iterable[Iterable[Any]]) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def png(width: int = 40, height: int = 30, colour: str = "red") -> bytes:
    """A picture."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(written, "PNG")
    return written.getvalue()


def bomb_png(side: int = 30_000) -> bytes:
    """A PNG of a few hundred bytes that says it has nearly a milliard pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(html: str, css: str = "") -> bytes:
    """A PDF of a page in HTML."""
    made: bytes = HTML(string=f"<style>@page {{ size: A4; margin: 3cm }} {css}</style>{html}").write_pdf()
    return made


def replaced(archive: bytes, parts: dict[str, bytes]) -> bytes:
    """The archive with parts put in or replaced, compressed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return written.getvalue()


def part(archive: bytes, name: str) -> bytes:
    """One part of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name)
