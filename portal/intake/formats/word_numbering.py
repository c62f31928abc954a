"""Automatic numbers of a Word file as text: what Word prints before a paragraph is not in the paragraph."""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from portal.intake.formats.numerals import numeral
from portal.intake.formats.word_styles import Styles, value

LEVELS = 9


@dataclass(frozen=True)
class Level:
    """One level of a list as defined: `pattern` is 「第%1条」, `start` the first number."""

    kind: str
    pattern: str
    start: int


class Numbering:
    """Counts through the file's lists in reading order."""

    def __init__(self, part: Any, styles: Styles):
        self._styles = styles
        self._levels: dict[str, list[Level]] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()
        if part is not None:
            self._define(part)

    def _define(self, part: Any) -> None:
        for abstract in part.findall(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"))
            defined = {level.get(qn("w:ilvl")): _level(level) for level in abstract.findall(qn("w:lvl"))}
            self._levels[key] = [defined.get(str(depth), Level("none", "", 1)) for depth in range(LEVELS)]
        for number in part.findall(qn("w:num")):
            key = number.get(qn("w:numId"))
            self._lists[key] = value(number, "w:abstractNumId") or ""
            for override in number.findall(qn("w:lvlOverride")):
                start = value(override, "w:startOverride") or ""
                depth = override.get(qn("w:ilvl")) or ""
                if start.isdigit() and depth.isdigit():
                    self._restarts.setdefault(key, {})[int(depth)] = int(start)

    def label(self, paragraph: Any) -> str:
        """The number printed before this paragraph, with what separates it; "" for one that has none."""
        key = self._styles.first(paragraph, "w:pPr/w:numPr/w:numId") or "0"
        abstract = self._lists.get(key, "")
        levels = self._levels.get(abstract)
        depth = int(self._styles.first(paragraph, "w:pPr/w:numPr/w:ilvl") or 0)
        if levels is None or key == "0" or depth >= LEVELS:
            return ""
        counts = self._advance(key, abstract, depth, levels)
        return _printed(levels, counts, depth)

    def _advance(self, key: str, abstract: str, depth: int, levels: list[Level]) -> list[int]:
        counts = self._counts.setdefault(abstract, [level.start - 1 for level in levels])
        if key not in self._begun:
            self._begun.add(key)
            for place, start in self._restarts.get(key, {}).items():
                counts[place : place + 1] = [start - 1]
        counts[depth] += 1
        for deeper in range(depth + 1, LEVELS):
            counts[deeper] = levels[deeper].start - 1
        return counts


def _level(element: Any) -> Level:
    start = value(element, "w:start") or "1"
    return Level(
        value(element, "w:numFmt") or "decimal",
        value(element, "w:lvlText") or "",
        int(start) if start.lstrip("-").isdigit() else 1,
    )


def _printed(levels: list[Level], counts: list[int], depth: int) -> str:
    if levels[depth].kind == "none" and "%" in levels[depth].pattern:
        return ""
    if levels[depth].kind == "bullet":
        return "•\u3000"
    text = levels[depth].pattern
    for place in range(LEVELS):
        # A level above that never began counts as begun, as Word shows it.
        text = text.replace(f"%{place + 1}", numeral(levels[place].kind, max(counts[place], levels[place].start)))
    if not text.strip():
        return ""
    return text if text[-1] in "、，．.）)：: \u3000" else text + "\u3000"
