"""What a file is: by its first bytes and what a container holds, never by its name alone."""

import re
import zipfile
from io import BytesIO

from portal.intake.formats.contents import Unreadable
from portal.intake.formats.encoding import decode

# Extension -> the format that a file of that name should have.
EXTENSIONS = {
    "docx": "docx", "wps": "docx", "pdf": "pdf", "html": "html", "htm": "html", "shtml": "html", "xhtml": "html",
    "xlsx": "xlsx", "et": "xlsx", "csv": "csv", "txt": "txt", "text": "txt", "md": "txt",
}  # fmt: skip
# Word and Excel of old, and what else offices keep: a name of one of these is answered with how to save the file.
_NO_TEXT = (
    (b"{\\rtf", "rtf"),
    (b"MIME-Version:", "mht"),
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"BM", "picture"),
    (b"II*\0", "picture"), (b"MM\0*", "picture"),
    (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"), (b"\x1f\x8b", "archive"),
    (b"MZ", "program"), (b"\x7fELF", "program"), (b"#!", "program"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KINDS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_MARKUP = re.compile(
    r"^\s*(?:<!--.*?-->\s*)*"
    r"<(?:!doctype html|html|head|body|p|div|table|span|h\d|meta|section|article|style|strong|br|ul)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML = re.compile(r"<\?mso-application|<w:wordDocument|<pkg:package|<Workbook[^>]+schemas-microsoft-com")
HEAD = 4096


def recognise(name: str, raw: bytes) -> str:
    """One of docx, pdf, html, txt, xlsx, csv. Raises Unreadable in words for everything else."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if not raw.strip(b"\0 \r\n\t"):
        raise Unreadable("empty")
    found = _by_bytes(raw) or _by_text(extension, raw)
    expected = EXTENSIONS.get(extension)
    if expected and expected != found:
        raise Unreadable("extension", extension=extension, found=found)
    return found


def _by_bytes(raw: bytes) -> str:
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _container(raw)
    if raw.startswith(_OLE):
        raise Unreadable(next((key for word, key in _OLE_KINDS if word.encode("utf-16-le") in raw), "ole"))
    for mark, key in _NO_TEXT:
        if raw.startswith(mark):
            raise Unreadable(key)
    return ""


def _container(raw: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(BytesIO(raw)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable("broken", format="zip") from None
    if any(part.lower().endswith(("vbaproject.bin", "vbadata.xml")) for part in names):
        raise Unreadable("macros")
    for part, found in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx")):
        if part in names:
            return found
    raise Unreadable("ofd" if "OFD.xml" in names else "archive")


def _by_text(extension: str, raw: bytes) -> str:
    head = decode(raw)[:HEAD]
    if _WORD_XML.search(head):
        raise Unreadable("wordxml")
    if EXTENSIONS.get(extension) == "html" or _MARKUP.search(head):
        return "html"
    return "csv" if extension == "csv" else "txt"
