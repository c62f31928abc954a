"""Text from bytes: UTF-8, UTF-16 and GB18030 as Chinese offices write them; what is no text is refused."""

import codecs
import re

from portal.intake.formats.contents import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffe\uffff]")
# Characters of which a Chinese or Latin text consists; a wrong decoding is full of others.
_EXPECTED = re.compile(
    r"[\s\u0021-\u00ff\u2010-\u206f\u2100-\u23ff\u2460-\u27bf\u3000-\u30ff\u3200-\u33ff\u4e00-\u9fff\uff00-\uffef]"
)
SAMPLE = 200_000
# Share of strange characters from which on it is no text.
STRANGE = 0.05


def decode(raw: bytes) -> str:
    """The text of a file; raises Unreadable("binary") or ("encoding")."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _checked(_decoded(raw, encoding))
    if b"\0" in raw[:SAMPLE]:
        return _checked(_decoded(raw, _unmarked_utf16(raw)))
    for encoding in ("utf-8", "gb18030"):
        try:
            return _checked(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("encoding") from None


def _unmarked_utf16(raw: bytes) -> str:
    """UTF-16 without a mark: line breaks and Latin letters have their NUL always on the same side."""
    sample = raw[:SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(raw) % 2 or not (even == 0 or odd == 0):
        raise Unreadable("binary")
    return "utf-16-le" if odd else "utf-16-be"


def _checked(text: str) -> str:
    sample = text[:SAMPLE]
    if not sample.strip():
        raise Unreadable("empty")
    if len(_CONTROL.findall(sample)) > STRANGE * len(sample):
        raise Unreadable("binary")
    if len(_EXPECTED.findall(sample)) < (1 - 4 * STRANGE) * len(sample):
        raise Unreadable("encoding")
    return _CONTROL.sub("", text)
