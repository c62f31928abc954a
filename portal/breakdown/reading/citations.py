"""Other documents that a text names by number or title, and how it stands to them, with the sentence that says so."""

import re
from dataclasses import dataclass

from portal.importers.validity import related_numbers
from portal.policies.choices import RelationKind
from portal.policies.numbers import find_numbers, normal_form

_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_GROUND = re.compile(r"根据|按照|依据|依照|遵照")
_AMENDS = re.compile(r"(?:作|做)(?:如下|以下|出如下)修改|予以修改|修改如下|修改为")
_TITLE = re.compile(r"《(?P<title>[^《》]{4,120})》")
LONGEST = 200
MOST = 60


@dataclass(frozen=True)
class Citation:
    """`kind` is a RelationKind; number or title as printed ("" where there is none); `evidence` is the sentence."""

    kind: str
    number: str
    title: str
    evidence: str

    @property
    def key(self) -> str:
        """What makes it the same document: its number in normal form, else its title."""
        return normal_form(self.number) if self.number else self.title


def citations(text: str, own_number: str) -> list[Citation]:
    """In reading order, each document once by number, then those named by title alone after 根据."""
    repealed, ground = related_numbers(text, own_number)
    said = [found[0].strip() for found in _SENTENCE.finditer(text)]
    numbers = [_by_number(number, said, repeals=True) for number in repealed]
    numbers += [_by_number(number, said, repeals=False) for number in ground]
    numbers += [
        _by_number(number, [one], repeals=False) for one in said if _AMENDS.search(one) for number in find_numbers(one)
    ]
    found = {one.key: one for one in reversed(numbers) if one and one.key != normal_form(own_number)}
    titled = {one.title for one in found.values()}
    by_title = [one for one in _by_title(said) if one.title not in titled]
    return [*reversed(found.values()), *{one.key: one for one in by_title}.values()][:MOST]


def _by_number(number: str, said: list[str], *, repeals: bool) -> Citation | None:
    for sentence in said:
        if normal_form(number) in {normal_form(one) for one in find_numbers(sentence)}:
            return Citation(_kind(sentence, repeals), number, _title(sentence, number), _cut(sentence, number))
    return None


def _kind(sentence: str, repeals: bool) -> str:
    if repeals:
        return RelationKind.REPEALS.value
    if _AMENDS.search(sentence):
        return RelationKind.AMENDS.value
    return (RelationKind.BASIS if _GROUND.search(sentence) else RelationKind.IMPLEMENTS).value


def _title(sentence: str, number: str) -> str:
    """The title that the number stands behind in brackets."""
    squeezed = re.sub(r"\s", "", sentence)
    found = re.search(r"《([^《》]{4,250})》[（(][^（）()《》]{0,12}" + re.escape(number), squeezed)
    return found[1] if found else ""


def _by_title(said: list[str]) -> list[Citation]:
    return [
        Citation(RelationKind.BASIS.value, "", found["title"], _cut(sentence, found["title"]))
        for sentence in said
        if (ground := _GROUND.search(sentence))
        for found in _TITLE.finditer(sentence, ground.end())
        if found.start() - ground.end() < LONGEST
    ]


def _cut(sentence: str, word: str) -> str:
    """The sentence, or the part around the word of a long one."""
    if len(sentence) <= LONGEST:
        return sentence
    at = max(0, sentence.find(word))
    start = max(0, at - LONGEST // 2)
    return f"{'…' if start else ''}{sentence[start : start + LONGEST]}…"
