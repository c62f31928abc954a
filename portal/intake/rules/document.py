"""One reading looked at as a document: facts stated beside the text, its head, its signature, its whole text."""

import re
from functools import cached_property

from portal.importers.blocks import Line
from portal.intake.evidence import only_day
from portal.intake.formats.contents import Reading
from portal.policies.numbers import find_numbers, normal_form

# Lines at the top among which title, number and bodies are looked for.
HEAD_LINES = 14
LONGEST_TITLE_LINE = 90
_ADDRESSEE = re.compile(r"^(?!.*(?:如下|事项)[:：]$).{2,400}[:：]$")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十\d]+[章节条]|\d{1,2}[.．、])"
)
_OPENING = re.compile(
    r"^(?:为(?:了|贯彻|深入|进一步|加快|抢抓|推动|促进|全面|落实|规范|加强|做好)"
    r"|根据|按照|依据|经.{2,20}(?:同意|批准)).{12,}"
)
_SENTENCE = re.compile(r"[。；]$|[。；].")


class Document:
    """Lines with words only; tables and pictures have their own places in the reading."""

    def __init__(self, reading: Reading):
        self.reading = reading
        self.lines: list[Line] = [line for line in reading.lines if line.text and not line.table]

    def facts(self, label: str) -> list[str]:
        """What the file states beside its text under that label, in order."""
        return [value for name, value in self.reading.facts if name == label]

    @cached_property
    def text(self) -> str:
        """All words, tables included, a paragraph a line."""
        return self.reading.text()

    @cached_property
    def body_start(self) -> int:
        """The index of the first line of the text proper: the addressees, a sentence or a numbered part."""
        for index, line in enumerate(self.lines[:HEAD_LINES]):
            aside = line.align or line.level == 1
            if _ADDRESSEE.match(line.text) and not line.text.startswith(("附件", "签发人")):
                return index
            if not aside and (len(line.text) > LONGEST_TITLE_LINE or _SENTENCE.search(line.text)):
                return index
            if (_NUMBERED.match(line.text) or _OPENING.match(line.text)) and not aside:
                return index
        return min(len(self.lines), HEAD_LINES)

    @cached_property
    def head(self) -> list[Line]:
        """The lines above the text proper."""
        return self.lines[: self.body_start]

    @cached_property
    def number_line(self) -> int | None:
        """The index in the head of the line that is a document number and nothing else."""
        for index, line in enumerate(self.head):
            bare = re.sub(r"^(?:文号|发文字号|编号)[:：]", "", line.text.strip())
            numbers = find_numbers(bare)
            if numbers and len(normal_form(bare)) <= len(normal_form(numbers[0])) + 1:
                return index
        return None

    @cached_property
    def dated_line(self) -> int | None:
        """The index of the line that dates the document: a date alone, below a signature or to the right first."""
        alone = [index for index, line in enumerate(self.lines) if len(line.text) <= 24 and only_day(line.text)]
        below_head = [index for index in alone if index >= self.body_start]
        signed = [index for index in below_head if self.lines[index].align == "right" or self.is_signed(index)]
        return next(iter(signed or below_head or alone), None)

    def is_signed(self, index: int) -> bool:
        """Whether a body's name stands on the line above the date."""
        above = self.lines[index - 1].text if index else ""
        return 3 <= len(above) <= 40 and not _SENTENCE.search(above) and not above.endswith(("：", ":"))
