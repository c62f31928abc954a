"""Hostile, broken and misnamed files: each ends in a sentence of its own, within the limits."""

import io
import zipfile

import pytest

from portal.intake.formats.contents import Unreadable
from portal.intake.formats.pictures import Album
from portal.intake.formats.reading import FILE_BYTES, read_bytes
from portal.intake.reading import read
from portal.intake.sentences import SENTENCES, say
from portal.jobs.running import JobRefused
from tests.portal.intake.formats.building import bomb_png, docx, part, pdf, png, replaced, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
WORD = docx("关于申报的通知", "一、支持条件")
LIST = xlsx([["名称"]])
DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
NOTHING = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
EXTERNAL = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
WIDE = ("<!DOCTYPE x []>" + NOTHING.decode()).encode("utf-16")


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


def with_document(content: bytes) -> bytes:
    return replaced(WORD, {DOCUMENT: content})


def declared_as(head: bytes) -> bytes:
    """document.xml with something before its root."""
    return with_document(part(WORD, DOCUMENT).replace(b"<w:document", head + b"<w:document", 1))


LAUGHS = b"<!DOCTYPE x [" + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"ha" * 10) for n in range(10)
) + b"]>"  # fmt: skip


def scanned_pdf() -> bytes:
    return pdf("<div style='width:10cm;height:10cm;background:#eee'></div>")


def locked_pdf() -> bytes:
    """A PDF whose key no password opens."""
    key = f"<</Filter/Standard/V 1/R 2/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>", key]  # fmt: skip
    raw, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj{content}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n{len(raw)}\n%%EOF"
    return raw + f"xref\n0 5\n0000000000 65535 f \n{table}{trailer}".encode()


def locked_zip() -> bytes:
    """The encryption flag set on every entry, in the local and in the central header."""
    raw = bytearray(WORD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(mark)
        while place >= 0:
            raw[place + offset] |= 1
            place = raw.find(mark, place + 1)
    return bytes(raw)


def lying_zip() -> bytes:
    """The central header says that document.xml is a thousand times smaller than it is."""
    raw = bytearray(replaced(WORD, {DOCUMENT: NOTHING + b" " * 5_000_000}))
    place = raw.rfind(DOCUMENT.encode())
    raw[place - 22 : place - 18] = (5000).to_bytes(4, "little")
    return bytes(raw)


def archive(names: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in names.items():
            made.writestr(name, content)
    return written.getvalue()


def misplaced() -> bytes:
    """The central directory points beyond the file."""
    raw = bytearray(WORD)
    place = raw.rfind(b"PK\x05\x06")
    raw[place + 16 : place + 20] = (0x7FFFFFFF).to_bytes(4, "little")
    return bytes(raw)


HOSTILE = {
    "nothing": ("a.docx", lambda: b"", "empty"),
    "only zeros": ("a.txt", lambda: b"\0" * 1000, "empty"),
    "zip bomb": ("a.docx", lambda: with_document(NOTHING + b" " * 80_000_000), "bomb"),
    "bomb of a sheet": ("a.xlsx", lambda: replaced(LIST, {"xl/worksheets/sheet1.xml": b" " * 60_000_000}), "bomb"),
    "thousands of parts": ("a.docx", lambda: replaced(WORD, {f"word/x{n}": b"" for n in range(5001)}), "bomb"),
    "a size that lies": ("a.docx", lying_zip, "broken"),
    "directory beyond the file": ("a.docx", misplaced, "broken"),
    "milliard laughs": ("a.docx", lambda: declared_as(LAUGHS), "entities"),
    "external entity": ("a.docx", lambda: declared_as(EXTERNAL), "entities"),
    "entities in UTF-16": ("a.docx", lambda: with_document(WIDE), "entities"),
    "entities in a relation": ("a.docx", lambda: replaced(WORD, {RELATIONS: b"<!DOCTYPE x><x/>"}), "entities"),
    "macros": ("a.docx", lambda: replaced(WORD, {"word/vbaProject.bin": b"x"}), "macros"),
    "macros named otherwise": ("a.xlsx", lambda: replaced(LIST, {"xl/VBAProject.BIN": b"x"}), "macros"),
    "password": ("a.docx", lambda: ole("EncryptedPackage"), "encrypted"),
    "password of a zip": ("a.docx", locked_zip, "encrypted"),
    "old Word": ("a.doc", lambda: ole("WordDocument"), "doc"),
    "old Word called docx": ("a.docx", lambda: ole("WordDocument"), "doc"),
    "old Excel": ("a.xls", lambda: ole("Workbook"), "xls"),
    "other old file": ("a.ppt", lambda: OLE, "ole"),
    "cut off": ("a.docx", lambda: WORD[: len(WORD) // 2], "broken"),
    "XML that ends early": ("a.docx", lambda: with_document(part(WORD, DOCUMENT)[:300]), "broken"),
    "no document in it": ("a.docx", lambda: archive({"readme.txt": b"x"}), "archive"),
    "zip slip": ("a.zip", lambda: archive({"../../etc/cron.d/x": b"x"}), "archive"),
    "OFD": ("a.ofd", lambda: archive({"OFD.xml": b"<x/>"}), "ofd"),
    "docx called pdf": ("a.pdf", lambda: WORD, "extension"),
    "pdf called docx": ("a.docx", lambda: pdf("<p>通知</p>"), "extension"),
    "web page called docx": ("a.docx", lambda: "<html><body>通知</body></html>".encode(), "extension"),
    "picture called pdf": ("a.pdf", png, "picture"),
    "program called docx": ("a.docx", lambda: b"MZ" + b"\x90" * 300, "program"),
    "rar": ("a.rar", lambda: b"Rar!\x1a\x07\x00" + b"x" * 50, "archive"),
    "RTF": ("a.rtf", lambda: rb"{\rtf1 \'d6\'d0}", "rtf"),
    "web archive": ("a.doc", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "mht"),
    "flat Word XML": ("a.xml", lambda: b'<?mso-application progid="Word.Document"?><w:x/>', "wordxml"),
    "scan": ("a.pdf", scanned_pdf, "scan"),
    "locked PDF": ("a.pdf", locked_pdf, "encrypted"),
    "broken PDF": ("a.pdf", lambda: b"%PDF-1.7\n%%EOF", "broken"),
    "noise": ("a.txt", lambda: bytes(range(1, 256)) * 40, "encoding"),
    "noise with zeros": ("a.csv", lambda: bytes(range(255)) * 41, "binary"),
    "text of many millions": ("a.txt", lambda: ("惠企政策" * 1000 + "\n").encode() * 800, "too_long"),
    "tags nested beyond reason": ("a.html", lambda: b"<div>" * 20_000 + "通知".encode(), "nested"),
    "rows without end": ("a.csv", lambda: b"a,b\n" * 60_000, "too_many_rows"),
    "too large": ("a.txt", lambda: b"x" * (FILE_BYTES + 1), "too_large"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_every_hostile_file_ends_in_its_sentence(case):
    name, made, key = HOSTILE[case]
    with pytest.raises(Unreadable) as refusal:
        read_bytes(name, made())
    assert refusal.value.key == key
    said = say(refusal.value.key, refusal.value.values)
    assert said and "%(" not in said and key in SENTENCES


@pytest.mark.parametrize("case", ["zip bomb", "milliard laughs", "docx called pdf", "cut off"])
def test_the_sentence_comes_out_of_the_process_apart(case, settings):
    name, made, key = HOSTILE[case]
    with pytest.raises(JobRefused) as refusal:
        read(name, made())
    assert str(refusal.value) in {say(key, values) for values in _values(case)}


def _values(case):
    name, made, _ = HOSTILE[case]
    try:
        read_bytes(name, made())
    except Unreadable as refusal:
        yield refusal.values


def test_what_takes_too_long_or_too_much_is_stopped(monkeypatch, settings):
    settings.LANGUAGE_CODE = "en"
    monkeypatch.setattr("portal.intake.reading.MEGABYTES", 150)
    with pytest.raises(JobRefused) as refusal:
        read("a.html", b"<p>" + "惠企".encode() * 3_000_000)
    assert str(refusal.value)


def test_a_picture_bomb_is_left_out_and_the_rest_is_read():
    album = Album()
    assert album.add(bomb_png()) == "" and album.left_out == 1
    assert album.add(png()) == "picture-1" == album.add(png())


def test_a_word_file_with_a_broken_picture_is_read():
    raw = docx("通知正文", png())
    name = next(one for one in zipfile.ZipFile(io.BytesIO(raw)).namelist() if one.startswith("word/media/"))
    reading = read_bytes("a.docx", replaced(raw, {name: bomb_png()}))
    assert [line.text for line in reading.lines] == ["通知正文"]
    assert [warned.key for warned in reading.warnings] == ["picture_left_out"]
