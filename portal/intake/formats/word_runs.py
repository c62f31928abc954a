"""The inside of a Word paragraph: words with their marks, links, pictures, text boxes; deletions left out."""

from dataclasses import dataclass, field
from html import escape
from typing import Any

from docx.oxml.ns import qn

from portal.intake.formats.pictures import Album
from portal.intake.formats.word_styles import is_on, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_GONE = {qn(name) for name in ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:pPr", "w:rPr", "w:sdtPr")}
_CHANGES = {qn(name) for name in ("w:del", "w:ins", "w:moveFrom", "w:moveTo")}
_PRINTED = {
    qn("w:tab"): "\u3000", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): "\u3000",
}  # fmt: skip
_TEXT = {qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_BOX, _HYPERLINK, _RUN = qn("w:txbxContent"), qn("w:hyperlink"), qn("w:r")
_GRAPHIC = ("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
            "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds")  # fmt: skip
DEPTH = 100


@dataclass
class Content:
    """One paragraph: `html` holds inline marks only; `pictures` are (name, alternative); `boxes` are elements."""

    text: str = ""
    html: str = ""
    pictures: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


class Runs:
    """Reads paragraphs of one file; counts what could not be read and whether changes were tracked."""

    def __init__(self, part: Any, album: Album):
        self._part = part
        self._album = album
        self.changes = 0
        self.unread = 0
        self.notes: list[str] = []

    def read(self, paragraph: Any) -> Content:
        """The paragraph's content as it reads when all changes are accepted."""
        content = Content()
        self._walk(paragraph, content, "", 0)
        return content

    def _walk(self, element: Any, content: Content, marks: str, depth: int) -> None:
        if depth > DEPTH:
            return
        for child in element:
            self.changes += child.tag in _CHANGES
            if child.tag in _GONE or not isinstance(child.tag, str):
                continue
            if child.tag == _RUN:
                properties = child.find(qn("w:rPr"))
                if not is_on(properties, "w:vanish"):
                    self._walk(child, content, _marks(properties), depth + 1)
            elif not self._leaf(child, content, marks):
                self._nested(child, content, marks, depth)

    def _leaf(self, child: Any, content: Content, marks: str) -> bool:
        """Words and what stands for one character."""
        if child.tag in _TEXT:
            self._write(content, child.text or "", marks)
        elif child.tag in _PRINTED:
            page = child.get(qn("w:type")) in ("page", "column")
            self._write(content, "" if page else _PRINTED[child.tag], "")
        elif child.tag == qn("w:sym"):
            self._write(content, _symbol(child), marks)
        elif child.tag == qn("w:footnoteReference"):
            self.notes.append(child.get(qn("w:id")) or "")
            self._write(content, f"［{len(self.notes)}］", "")
        else:
            return False
        return True

    def _nested(self, child: Any, content: Content, marks: str, depth: int) -> None:
        if child.tag == _BOX:
            content.boxes.append(child)
        elif child.tag == _HYPERLINK:
            self._link(child, content, marks, depth)
        elif child.tag == _MC + "AlternateContent":
            choice = child.find(_MC + "Choice")
            self._walk(choice if choice is not None else child, content, marks, depth + 1)
        elif child.tag in (qn("a:blip"), _VML_IMAGE):
            self._picture(child, content)
        else:
            self.unread += child.tag in _GRAPHIC or child.tag == _MATH
            self._walk(child, content, marks, depth + 1)

    def _link(self, child: Any, content: Content, marks: str, depth: int) -> None:
        relation = self._part.rels.get(child.get(qn("r:id")) or "")
        address = relation.target_ref if relation is not None and relation.is_external else ""
        inner = Content()
        self._walk(child, inner, marks, depth + 1)
        linked = address.startswith(("http://", "https://", "mailto:")) and inner.text.strip()
        content.text += inner.text
        content.html += f'<a href="{escape(address)}">{inner.html}</a>' if linked else inner.html
        content.pictures += inner.pictures
        content.boxes += inner.boxes

    def _picture(self, blip: Any, content: Content) -> None:
        relation = self._part.rels.get(blip.get(qn("r:embed")) or blip.get(qn("r:id")) or "")
        if relation is None or relation.is_external:
            self._album.left_out += 1
        elif name := self._album.add(relation.target_part.blob):
            content.pictures.append((name, _alternative(blip)))

    @staticmethod
    def _write(content: Content, words: str, marks: str) -> None:
        if not words:
            return
        content.text += words
        inner = escape(words, quote=False)
        end = f"</{marks}>"
        if not marks or not words.strip():
            content.html += inner
        elif content.html.endswith(end):
            content.html = content.html.removesuffix(end) + inner + end
        else:
            content.html += f"<{marks}>{inner}{end}"


def _marks(properties: Any) -> str:
    """The one inline mark kept of a run: position before weight before slant."""
    position = value(properties, "w:vertAlign") if properties is not None else None
    if position in ("superscript", "subscript"):
        return "sup" if position == "superscript" else "sub"
    return "b" if is_on(properties, "w:b") else "i" if is_on(properties, "w:i") else ""


def _symbol(element: Any) -> str:
    """A character of a symbol font: only the common ticks and boxes have a meaning outside it."""
    code = (element.get(qn("w:char")) or "").upper()
    return {"F0FE": "☑", "F052": "☑", "F0A8": "□", "F06F": "□", "F0FC": "√", "F0B7": "•"}.get(code, "")


def _alternative(blip: Any) -> str:
    """The text alternative that its writer gave; a file name is none."""
    for holder in blip.iterancestors():
        described = holder.find(qn("wp:docPr"))
        if described is not None:
            found = (described.get("descr") or "").strip()
            return "" if "." in found[-5:] or found.startswith(("C:", "/")) else found[:500]
    return ""
