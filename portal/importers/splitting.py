"""Cuts a document's paragraphs into headings, clauses and text: 第三条, 第一章, 一、 and （一）."""

import re
import unicodedata

from portal.importers.blocks import Block, Line
from portal.policies.numbers import normal_form

_NUMERAL = "[一二三四五六七八九十百千零〇]"
_ARTICLE = re.compile(
    rf"^第\s*({_NUMERAL}{{1,6}}|\d(?:\s?\d){{0,3}})\s*条(?:之[一二三四五六七八九十])?(?=[\s\u3000:：]|[^\s款项第、，的规]|$)"
)
_CHAPTER = re.compile(rf"^第\s*({_NUMERAL}{{1,4}}|\d{{1,3}})\s*(编|章)(?=[\s\u3000]|[^之、，的规]|$)")
_SECTION = re.compile(rf"^第\s*({_NUMERAL}{{1,4}}|\d{{1,3}})\s*节(?=[\s\u3000]|[^之、，的规]|$)")
_FIRST = re.compile(r"^([一二三四五六七八九十]{1,3})\s*、")
_SECOND = re.compile(r"^[（(]\s*([一二三四五六七八九十]{1,3})\s*[）)]")
_THIRD = re.compile(r"^(\d{1,3})\s*[.．、](?!\d(?!\d{3}年))")
_ANNEX = re.compile(r"^附\s*[件表录]\s*[\d一二三四五六七八九十]*\s*[:：]?$")
_SENTENCE_END = re.compile(r"[。；;，,：:]$")
_CONTENTS = re.compile(r"^目\s*[录次]$")

# Longer paragraphs are not headings even if they are numbered like one.
HEADING_LIMIT = 40
# A text in which a line is longer than this has lost its line breaks.
FLAT_LINE = 600
_NUMBERED = rf"(?:[一二三四五六七八九十]{{1,3}}、|（[一二三四五六七八九十]{{1,3}}）|第{_NUMERAL}{{1,6}}条[\s\u3000])"
_LOST_BREAK = re.compile(rf"(?<=[。；;:：！？”）)])\s*(?={_NUMBERED})|[ \u3000]{{2,}}|\u3000")


def plain_lines(body: str) -> list[Line]:
    """The paragraphs of a plain text; breaks that a source has lost are restored before numbered paragraphs."""
    found = []
    for raw in re.split(r"[\r\n\u2028\u2029]+", body):
        pieces = _LOST_BREAK.split(raw) if len(raw) > FLAT_LINE else [raw]
        found += [Line.plain(piece.strip()) for piece in pieces if piece.strip()]
    return found


def without_head(lines: list[Line], title: str, number: str | None) -> list[Line]:
    """The lines without a leading title (on up to four lines) and number: the page shows both already."""
    wanted = _letters(title)
    for count in range(4, 0, -1):
        head = lines[:count]
        if all(line.text for line in head) and _letters("".join(line.text for line in head)) == wanted:
            lines = lines[count:]
            break
    if number and lines and len(lines[0].text) < 80 and normal_form(lines[0].text) == normal_form(number):
        lines = lines[1:]
    return lines


def split(lines: list[Line], *, arabic: bool = False) -> list[Block]:
    """Blocks in reading order; every line ends up in exactly one block.

    With `arabic`, 1. 2. 3. are clauses where nothing stands between them and 一、 or the top of the text.
    """
    return _Splitter(lines, arabic).run()


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text))


class _Splitter:
    """Walks the lines once; `clause` is the open clause, `first` the open 一、 section."""

    def __init__(self, lines: list[Line], arabic: bool):
        self.lines = lines
        self.arabic = arabic
        self.in_second = False
        self.blocks: list[Block] = []
        self.clause: Block | None = None
        self.in_article = False
        self.first = ""
        self.in_contents = False

    def run(self) -> list[Block]:
        for index, line in enumerate(self.lines):
            if line.table or line.picture:
                self._figure(line)
            elif self._in_contents(line, index):
                self._paragraph(line)
            else:
                self._numbered(line, index)
        return self.blocks

    def _in_contents(self, line: Line, index: int) -> bool:
        """目录: its lines repeat the headings that follow, so they stay plain text."""
        if _CONTENTS.match(line.text):
            self.clause, self.in_contents = None, True
            return True
        if self.in_contents:
            repeated = any(_letters(other.text) == _letters(line.text) for other in self.lines[index + 1 :])
            self.in_contents = repeated and bool(_CHAPTER.match(line.text) or _SECTION.match(line.text))
        return self.in_contents

    def _numbered(self, line: Line, index: int) -> None:
        if found := _ARTICLE.match(line.text):
            self.in_article = True
            self._open(re.sub(r"\s", "", found[0]), line, found.end())
        elif _ANNEX.match(line.text) or (_CHAPTER.match(line.text) and len(line.text) <= HEADING_LIMIT):
            self._heading(line, 2)
        elif _SECTION.match(line.text) and len(line.text) <= HEADING_LIMIT:
            self._heading(line, 3)
        elif self._holds_articles(line, index):
            self._heading(line, 2 if _FIRST.match(line.text) else 3)
        elif not self.in_article and self._inner(line, index):
            pass
        elif line.level > 1 and len(line.text) <= HEADING_LIMIT:
            self._heading(line, min(line.level, 3))
        else:
            self._paragraph(line)

    def _holds_articles(self, line: Line, index: int) -> bool:
        """一、 or （一） right above 第几条 is a heading over articles that are counted through the whole text."""
        for other in self.lines[index:]:
            if _ARTICLE.match(other.text):
                return other is not line
            numbered = _FIRST.match(other.text) or _SECOND.match(other.text)
            if not numbered or len(other.text) > HEADING_LIMIT or _SENTENCE_END.search(other.text):
                return False
        return False

    def _inner(self, line: Line, index: int) -> bool:
        """一、 （一） and 1. of a text without articles."""
        if found := _FIRST.match(line.text):
            self.in_second = False
            self._first_level(found, line, index)
        elif found := _SECOND.match(line.text):
            self.in_second = True
            self._open(f"{self.first}（{found[1]}）", line, found.end())
        elif self.arabic and not self.in_second and self._stands_free() and (found := _THIRD.match(line.text)):
            self._open(f"{self.first}{found[1]}.", line, found.end())
        else:
            return False
        return True

    def _stands_free(self) -> bool:
        """Whether a 1. here is a clause of its own: not a list inside a clause 一、 or （一）."""
        return self.clause is None or self.clause.label.endswith(".")

    def _first_level(self, found: re.Match[str], line: Line, index: int) -> None:
        """一、 is a heading when （一） follows before the next 一、 and its own line is short; else a clause."""
        self.first = f"{found[1]}、"
        if len(line.text) <= HEADING_LIMIT and self._has_second_level(index):
            self._heading(line, 2)
        else:
            self._open(self.first, line, found.end())

    def _has_second_level(self, index: int) -> bool:
        for line in self.lines[index + 1 :]:
            if _SECOND.match(line.text) or (self.arabic and _THIRD.match(line.text)):
                return True
            if _FIRST.match(line.text) or _ARTICLE.match(line.text):
                return False
        return False

    def _heading(self, line: Line, level: int) -> None:
        self.clause, self.in_article, self.in_second = None, False, False
        label = re.sub(r"[\s\u3000]+", " ", line.text)
        self.blocks.append(Block("heading", label=label, level=level, html=[line.html], text=[line.text]))

    def _open(self, label: str, line: Line, end: int) -> None:
        self.clause = Block("clause", label=label)
        self.clause.add(_after_label(line, end))
        self.blocks.append(self.clause)

    def _paragraph(self, line: Line) -> None:
        if self.clause is not None:
            self.clause.add(line)
            return
        if not self.blocks or self.blocks[-1].kind != "text":
            self.blocks.append(Block("text"))
        self.blocks[-1].add(line)

    def _figure(self, line: Line) -> None:
        """A table or picture stands on its own and ends the clause."""
        kind = "table" if line.table else "picture"
        self.blocks.append(
            Block(kind, table=line.table, address=line.picture, text=[line.text], alternative=line.alternative)
        )
        self.clause = None


def _after_label(line: Line, end: int) -> Line:
    """The paragraph without its label; mark-up is given up where the label runs through it."""
    text = line.text[end:].strip()
    label = line.text[:end]
    if line.html.startswith(label):
        return Line(text=text, html=line.html[len(label) :].strip())
    return Line.plain(text)
