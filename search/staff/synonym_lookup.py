"""Finding wordings in a query and putting others in their place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from search.text.wordings import Folded, folded, key_of, parts_of, spliced

MOST_VARIANTS = 4
# More would change nothing that people notice, and a long text full of wordings would take its time.
MOST_MATCHES = 8


@dataclass(frozen=True)
class Match:
    """A wording found at key[start:end], and what may stand there instead."""

    start: int
    end: int
    instead: tuple[str, ...]


class Synonyms:
    """Entries ready to be looked up. An entry is (wordings, two_way); else only the first finds the others."""

    def __init__(self, entries: Iterable[tuple[list[str], bool]] = ()) -> None:
        self._others: dict[str, tuple[str, ...]] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for wordings, two_way in entries:
            for wording in wordings if two_way else wordings[:1]:
                if not (key := key_of(wording)):
                    continue
                others = (other for other in wordings if parts_of(other) != parts_of(wording))
                self._others[key] = tuple(dict.fromkeys((*self._others.get(key, ()), *others)))
                lengths[key[0]].add(len(key))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def variants(self, text: str) -> tuple[str, ...]:
        """At most MOST_VARIANTS normalised wordings of the text: all replaced first, then one each, longest first.

        What was put in is not looked up again: a chain of entries leads nowhere.
        """
        found = folded(text)
        matches = list(islice(self._matches(found), MOST_MATCHES))
        seen = {parts_of(found.text): ""}
        for chosen in _choices(matches):
            wording = _replaced(found, chosen)
            seen.setdefault(parts_of(wording), wording)
            if len(seen) > MOST_VARIANTS:
                break
        return tuple(seen.values())[1:]

    def _matches(self, found: Folded) -> Iterator[Match]:
        """Longest first; one that lies within a longer one is part of another term and does not count."""
        taken: list[tuple[int, int]] = []
        spans = sorted(self._spans(found), key=lambda span: (span[0] - span[1], span[0]))
        for start, end in spans:
            if any(left <= start and end <= right for left, right in taken):
                continue
            taken.append((start, end))
            if instead := _fitting(found, start, end, self._others[found.key[start:end]]):
                yield Match(start, end, instead)

    def _spans(self, found: Folded) -> Iterator[tuple[int, int]]:
        key = found.key
        for start, first in enumerate(key):
            for length in self._lengths.get(first, ()):
                end = start + length
                if key[start:end] in self._others and end <= len(key) and not found.within_words(start, end):
                    yield start, end


def _fitting(found: Folded, start: int, end: int, others: Iterable[str]) -> tuple[str, ...]:
    """Those that say something else; 小巨人 in 专精特新小巨人 does not become 专精特新专精特新小巨人."""
    left, right = found.between(start, end)
    written = parts_of(found.text[left:right])
    return tuple(other for other in others if parts_of(other) != written and not _covers(other, found.key, start, end))


def _covers(other: str, key: str, start: int, end: int) -> bool:
    wording = key_of(other)
    at = key.find(wording, max(0, end - len(wording)), start + len(wording)) if len(wording) > end - start else -1
    return at >= 0


def _choices(matches: list[Match]) -> Iterator[list[tuple[Match, str]]]:
    """What to replace at once: all that do not overlap, then the first of each match, the second of each …"""
    apart: list[Match] = []
    for match in matches:
        if all(match.end <= other.start or other.end <= match.start for other in apart):
            apart.append(match)
    yield [(match, match.instead[0]) for match in apart]
    for rank in range(MOST_VARIANTS):
        for match in matches:
            if rank < len(match.instead):
                yield [(match, match.instead[rank])]


def _replaced(found: Folded, chosen: list[tuple[Match, str]]) -> str:
    text = found.text
    for match, wording in sorted(chosen, key=lambda pair: pair[0].start, reverse=True):
        left, right = found.between(match.start, match.end)
        text = spliced(text[:left], folded(wording).text, text[right:])
    return text
