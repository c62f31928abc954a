"""One file to its reading: recognised by its bytes, read by its format, kept within limits."""

from collections.abc import Callable

from portal.intake.formats.contents import Reading, Unreadable
from portal.intake.formats.pdf import read_pdf
from portal.intake.formats.plain import read_plain
from portal.intake.formats.recognise import recognise
from portal.intake.formats.sheets import read_csv, read_workbook
from portal.intake.formats.webpage import read_webpage
from portal.intake.formats.word import read_word

READERS: dict[str, Callable[[str, bytes], Reading]] = {
    "txt": read_plain,
    "html": read_webpage,
    "docx": read_word,
    "pdf": read_pdf,
    "xlsx": read_workbook,
    "csv": read_csv,
}

FILE_BYTES = 50 * 1024 * 1024
# A text of more than this is no document that a clerk publishes; patterns are looked for in all of it.
TEXT_LIMIT = 3_000_000


def read_bytes(name: str, raw: bytes) -> Reading:
    """The file's contents. Raises Unreadable."""
    if len(raw) > FILE_BYTES:
        raise Unreadable("too_large", limit=FILE_BYTES // 1024 // 1024)
    found = recognise(name, raw)
    try:
        reading = READERS[found](name, raw)
    except (MemoryError, Unreadable):
        raise
    except Exception as error:
        # Parsers of damaged files raise whatever they like; the type tells a maintainer what it was.
        raise Unreadable("broken", format=found, error=type(error).__name__) from error
    if not reading.lines and not any(sheet.rows for sheet in reading.sheets):
        raise Unreadable("empty")
    if sum(len(line.text) for line in reading.lines) > TEXT_LIMIT:
        raise Unreadable("too_long", limit=TEXT_LIMIT)
    return reading
