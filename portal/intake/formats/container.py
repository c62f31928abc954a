"""Office files are ZIP archives of XML: what could explode is refused before anything is unpacked."""

import re
import zipfile
from io import BytesIO

from portal.intake.formats.contents import Unreadable

ENTRIES = 5000
ENTRY_BYTES = 300 * 1024 * 1024
TOTAL_BYTES = 600 * 1024 * 1024
# An entry beyond this size that shrank more than so many times holds nothing that a person wrote.
SUSPICIOUS_BYTES = 20 * 1024 * 1024
RATIO = 150
# Parsed as a tree, XML takes some ten times its size.
TREE_BYTES = 60 * 1024 * 1024
_ENCRYPTED = 0x1
_DECLARATION = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT = re.compile(r"<\s*[A-Za-z_]")
HEAD = 1024 * 1024


def check_container(raw: bytes, *, trees: str) -> None:
    """Raises Unreadable for bombs, passwords and XML that declares entities.

    Parts whose names begin with `trees` are parsed as a whole and must be small. Python's zipfile never reads beyond
    an entry's declared size, so a size that lies ends as a damaged file.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(raw))
        _check_sizes(archive.infolist(), trees)
        for entry in archive.infolist():
            if entry.filename.endswith((".xml", ".rels", ".vml")):
                with archive.open(entry) as part:
                    _check_xml(part.read(HEAD))
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("broken", format="zip", error=type(error).__name__) from None


def _check_sizes(entries: list[zipfile.ZipInfo], trees: str) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Unreadable("encrypted")
    if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > TOTAL_BYTES:
        raise Unreadable("bomb")
    for entry in entries:
        shrunk = entry.file_size > RATIO * max(entry.compress_size, 1)
        if entry.file_size > ENTRY_BYTES or (entry.file_size > SUSPICIOUS_BYTES and shrunk):
            raise Unreadable("bomb")
        if entry.filename.startswith(trees) and entry.filename.endswith(".xml") and entry.file_size > TREE_BYTES:
            raise Unreadable("bomb")


def _check_xml(head: bytes) -> None:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    if _DECLARATION.search(text):
        raise Unreadable("entities")
    if len(head) == HEAD and not _ROOT.search(text):
        raise Unreadable("broken", format="zip")
