"""Marks in stored text: offsets are those of the text as printed, the result is safe HTML."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.chinese import is_chinese, printable, simplified
from search.recipe import recipe

CONTEXT = 24
MOST_MARKS = 2_000
_STOPS = "。；！？\n"

Mark = tuple[int, int, str]


def highlight(stored_text: str, query: str, limit: int | None = None) -> SafeString:
    """The passage of at most about `limit` characters with the most of the query, `<mark>` around what was found.

    Without a limit the whole text. Text is escaped; nothing found gives the beginning.
    """
    text = printable(stored_text or "")
    marks = list(find(text, query)) if query else []
    start, end = passage(text, marks, limit) if limit and len(text) > limit else (0, len(text))
    parts = ["…" if start else ""]
    place = start
    for low, high in merged(marks, start, end):
        parts += [escape(text[place:low]), "<mark>", escape(text[low:high]), "</mark>"]
        place = high
    parts += [escape(text[place:end]), "…" if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308 - every piece of text is escaped above


def find(text: str, query: str) -> Iterator[Mark]:
    """(start, end, token) of every token of the query in the text, in order of start."""
    folded, offsets = fold(text)
    found: list[Mark] = []
    for token in recipe(query).gate:
        for at in _occurrences(folded, token):
            found.append((offsets[at], offsets[at + len(token) - 1] + 1, token))
            if len(found) >= MOST_MARKS:
                break
    return iter(sorted(found))


def _occurrences(folded: str, token: str) -> Iterator[int]:
    at = folded.find(token)
    while at >= 0:
        if is_chinese(token) or _stands_alone(folded, at, at + len(token)):
            yield at
        at = folded.find(token, at + 1)


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """A word is not part of a longer one; a Chinese neighbour is no part of it."""
    around = folded[start - 1 : start] + folded[end : end + 1]
    return not any(character.isalnum() and not is_chinese(character) for character in around)


def fold(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, and for each of its characters the place in the stored text."""
    parts = list(map(folded_character, text))
    lengths = set(map(len, parts))
    if lengths <= {1}:
        return "".join(parts), range(len(parts))
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


@cache
def folded_character(character: str) -> str:
    """One character as search.chinese compares it."""
    plain = unicodedata.normalize("NFKC", character)
    return simplified(plain).lower()


def passage(text: str, marks: list[Mark], limit: int) -> tuple[int, int]:
    """The window with the most different tokens, the earliest of equals; it begins after a full stop if one is near."""
    if not marks:
        return 0, limit
    starts = [start for start, _end, _token in marks]
    best, best_start = (0, 0), starts[0]
    for place, start in enumerate(starts):
        inside = marks[place : bisect_left(starts, start + limit - CONTEXT)]
        weight = (len({token for _start, _end, token in inside}), len(inside))
        if weight > best:
            best, best_start = weight, start
    low = max(0, min(best_start - CONTEXT, len(text) - limit))
    stop = max(text.rfind(sign, low, best_start) for sign in _STOPS)
    low = stop + 1 if stop >= 0 else low
    return low, min(len(text), low + limit)


def merged(marks: list[Mark], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The marked ranges within start … end; overlapping and touching ones as one."""
    low = high = -1
    for mark_start, mark_end, _token in marks:
        if mark_start < start or mark_end > end:
            continue
        if mark_start > high:
            if high > low:
                yield low, high
            low, high = mark_start, mark_end
        else:
            high = max(high, mark_end)
    if high > low:
        yield low, high
