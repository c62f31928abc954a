"""Fields of an interpretation: what it explains, and in what form."""

import re

from portal.intake.evidence import candidate
from portal.intake.proposal import Candidate
from portal.intake.rules.common import Fields, common_fields, distinct
from portal.intake.rules.document import Document

_TITLE = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》")
_EXPLAINED = re.compile(
    r"(?:对|就|关于)?《(?P<title>(?:[^《》]|《[^《》]*》)+)》(?:的)?(?:政策)?(?:解读|问答|图解|十问十答)"
)
_QUESTION = re.compile(r"[？?]$|^(?:问|Q)\s*\d*[:：]")
# Fewer words than this beside a picture are its caption.
GRAPHIC_WORDS = 200
FEWEST_QUESTIONS = 3
SUBJECTS = 5


def interpretation_fields(document: Document) -> Fields:
    """All fields of an interpretation that the file states."""
    fields = common_fields(document)
    fields["subjects"] = _subjects(document, fields)
    fields["form"] = _form(document)
    return fields


def _subjects(document: Document, fields: Fields) -> list[Candidate]:
    title = fields["title"][0].value if fields["title"] else ""
    found = [candidate(match["title"], title, "named in the title") for match in _TITLE.finditer(title)]
    if not found:
        opening = "\n".join(line.text for line in document.lines[:6])
        matches = list(_EXPLAINED.finditer(opening)) or list(_TITLE.finditer(opening))[:1]
        found = [candidate(match["title"], opening, "named at the beginning", *match.span()) for match in matches]
    return distinct(found)[:SUBJECTS]


def _form(document: Document) -> list[Candidate]:
    words = sum(len(line.text) for line in document.lines)
    pictures = sum(1 for line in document.reading.lines if line.picture)
    questions = [line.text for line in document.lines if _QUESTION.search(line.text) and len(line.text) < 120]
    if pictures and words < GRAPHIC_WORDS:
        return [Candidate("graphic", f"{pictures} 图 / {words} 字", "pictures without words")]
    if len(questions) >= FEWEST_QUESTIONS:
        return [Candidate("qa", questions[0], "questions in the text")]
    return [Candidate("text", document.lines[0].text[:160], "words in the text")] if words else []
