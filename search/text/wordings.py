"""Wordings as staff type them, one a line, and as they are compared: without spaces and punctuation."""

from dataclasses import dataclass

from search.text.chinese import is_chinese, normalise, runs

_CLOSES = dict(zip(")]}”’」』》〉】〕", "([{“‘「『《〈【〔", strict=True))


def lines(text: str) -> list[str]:
    """The lines that are not blank, trimmed, in order."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@dataclass(frozen=True)
class Folded:
    """A normalised text and its `key`: its runs joined, with one space between two words that are not Chinese.

    `starts[i]` is where character i of the key stands in the text.
    """

    text: str
    key: str
    starts: tuple[int, ...]

    def within_words(self, start: int, end: int) -> bool:
        """Whether key[start:end] begins or ends inside a word that is not Chinese."""
        return _same_word(self.key[start - 1 : start], self.key[start]) or _same_word(
            self.key[end - 1], self.key[end : end + 1]
        )

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The part of the text that key[start:end] stands for, with the bracket that closes one opened in it."""
        left, right = self.starts[start], self.starts[end - 1] + 1
        opening = _CLOSES.get(self.text[right : right + 1])
        return left, right + (opening is not None and opening in self.text[left:right])


def folded(text: str) -> Folded:
    """The text as it is compared."""
    text = normalise(text)
    key, starts, at = "", [], 0
    for run in runs(text):
        at = text.index(run, at)
        if _same_word(key[-1:], run[0]):
            key += " "
            starts.append(at)
        key += run
        starts += range(at, at + len(run))
        at += len(run)
    return Folded(text, key, tuple(starts))


def key_of(text: str) -> str:
    """The key alone; "" where nothing can be searched for."""
    return folded(text).key


def parts_of(text: str) -> tuple[str, ...]:
    """What the engines see: two texts with the same parts find the same, two with the same key may not."""
    return tuple(runs(normalise(text)))


def spliced(before: str, middle: str, after: str) -> str:
    """The three joined; a space keeps words apart that are not Chinese."""
    for part in (middle, after):
        before += " " * _same_word(before[-1:], part[:1]) + part
    return before


def _same_word(left: str, right: str) -> bool:
    """Whether two neighbouring characters would be read as one word that is not Chinese."""
    return left.isalnum() and right.isalnum() and not is_chinese(left) and not is_chinese(right)
