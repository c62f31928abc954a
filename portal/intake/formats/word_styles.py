"""What a Word file's styles say of a paragraph: heading level, alignment, numbering, followed through their bases."""

import re
from typing import Any

from docx.oxml.ns import qn

# A style that is based on itself through others ends here.
DEPTH = 20
_TITLE = re.compile(r"^(?:title|标题)$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc\b|toc ?heading|目录)", re.IGNORECASE)
_ALIGNED = {"center": "center", "right": "right", "end": "right"}


def value(element: Any, path: str) -> str | None:
    """`w:val` of the element at `path` (as 「w:pPr/w:jc」) below this one; None where there is none."""
    for name in path.split("/"):
        element = element.find(qn(name)) if element is not None else None
    return None if element is None else element.get(qn("w:val"))


def is_on(element: Any, name: str) -> bool:
    """Whether a switch such as `w:b` or `w:vanish` is set below this element."""
    found = element.find(qn(name)) if element is not None else None
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "off", "none")


class Styles:
    """The style table of one file."""

    def __init__(self, part: Any):
        self._styles: dict[str, Any] = {}
        self._default = ""
        for style in part.findall(qn("w:style")) if part is not None else ():
            key = style.get(qn("w:styleId")) or ""
            self._styles[key] = style
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
                self._default = key

    def chain(self, paragraph: Any) -> list[Any]:
        """The paragraph itself, its style, the style that one is based on, and so on."""
        found, key = [paragraph], value(paragraph, "w:pPr/w:pStyle") or self._default
        while key in self._styles and len(found) < DEPTH:
            found.append(self._styles[key])
            key = value(self._styles[key], "w:basedOn") or ""
        return found

    def first(self, paragraph: Any, path: str) -> str | None:
        """The nearest value in the paragraph's chain."""
        return next((found for one in self.chain(paragraph) if (found := value(one, path)) is not None), None)

    def level(self, paragraph: Any) -> int:
        """1 for a title, 2 for Word's first heading level, and so on; 0 for other paragraphs."""
        if any(_TITLE.match(name) for name in self._names(paragraph)):
            return 1
        outline = self.first(paragraph, "w:pPr/w:outlineLvl") or ""
        return int(outline) + 2 if outline.isdigit() and int(outline) < 9 else 0

    def align(self, paragraph: Any) -> str:
        """center, right or ""."""
        return _ALIGNED.get(self.first(paragraph, "w:pPr/w:jc") or "", "")

    def is_contents(self, paragraph: Any) -> bool:
        """A line of a generated table of contents: it repeats headings with page numbers."""
        return any(_CONTENTS.match(name) for name in self._names(paragraph))

    def _names(self, paragraph: Any) -> list[str]:
        return [value(style, "w:name") or "" for style in self.chain(paragraph)[1:2]]
