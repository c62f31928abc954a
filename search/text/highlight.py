"""Marks in stored text: offsets are those of the text as printed, the result is safe HTML."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.text.chinese import is_chinese, printable, simplified
from search.text.recipe import recipe

CONTEXT = 24
MOST_MARKS = 2_000
# To choose a passage, of each token: what stands everywhere tells passages apart no better for being counted on.
LOOKED_AT = 60
_STOPS = "。；！？\n"

Mark = tuple[int, int, str]


def highlight(stored_text: str, *wordings: str, limit: int | None = None) -> SafeString:
    """The passage of at most about `limit` characters with the most of the query, `<mark>` around what was found.

    `wordings` are the query and what stands for it (synonyms). Without a limit the whole text. Text is escaped;
    nothing found gives the beginning.
    """
    text = printable(stored_text or "")
    tokens = _tokens(wordings)
    folded, offsets = fold(text) if tokens else ("", ())
    start, end = 0, len(text)
    if limit and len(text) > limit:
        start, end = passage(text, find(folded, offsets, tokens, most=LOOKED_AT), limit)
    low, high = bisect_left(offsets, start), bisect_left(offsets, end)
    marks = find(folded[:high], offsets, tokens, low=low, after=folded[high : high + 1])
    parts = ["…" if start else ""]
    place = start
    for first, last in merged(marks, start, end):
        parts += [escape(text[place:first]), "<mark>", escape(text[first:last]), "</mark>"]
        place = last
    parts += [escape(text[place:end]), "…" if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308 - every piece of text is escaped above


def find(
    folded: str, offsets: Sequence[int], tokens: Iterable[str], *, low: int = 0, after: str = "", most: int = MOST_MARKS
) -> list[Mark]:
    """(start, end, token) of every token in the text, in order of start; at most `most` of each.

    They begin at `low` or later; `after` is what follows the folded text.
    """
    found = [
        (offsets[at], offsets[at + len(token) - 1] + 1, token)
        for token in tokens
        for at in islice(_occurrences(folded, token, low, after), most)
    ]
    return sorted(found)


@lru_cache(maxsize=256)
def _tokens(wordings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token for wording in wordings for token in recipe(wording).gate))


def _occurrences(folded: str, token: str, low: int, after: str) -> Iterator[int]:
    at = folded.find(token, low)
    while at >= 0:
        if is_chinese(token) or _stands_alone(folded, at, at + len(token), after):
            yield at
        at = folded.find(token, at + 1)


def _stands_alone(folded: str, start: int, end: int, after: str) -> bool:
    """A word is not part of a longer one; a Chinese neighbour is no part of it."""
    around = folded[start - 1 : start] + (folded[end : end + 1] or after)
    return not any(character.isalnum() and not is_chinese(character) for character in around)


def fold(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, and for each of its characters the place in the stored text."""
    folded = _changing().sub(lambda found: _FOLDED[ord(found[0])], text)
    # No printable character folds to nothing: of equal length means one for one.
    if len(folded) == len(text):
        return folded, range(len(text))
    return folded, [place for place, character in enumerate(text) for _ in _FOLDED[ord(character)]]


class _Folded(dict[int, str]):
    """Each character as search.text.chinese compares it, worked out at its first use."""

    def __missing__(self, code: int) -> str:
        self[code] = simplified(unicodedata.normalize("NFKC", chr(code))).lower()
        return self[code]


_FOLDED = _Folded()


@cache
def _changing() -> re.Pattern[str]:
    """The characters that are compared as others, and all beyond the basic plane: most texts have few of them."""
    basic = [chr(code) for code in range(32, 0x10000) if not 0xD800 <= code < 0xE000]
    lines = "\n".join(unicodedata.normalize("NFKC", character) for character in basic)
    folded = simplified(lines).lower().split("\n")
    changing = [character for character, other in zip(basic, folded, strict=True) if other != character]
    return re.compile(f"[{''.join(map(re.escape, changing))}\U00010000-\U0010ffff]")


def passage(text: str, marks: list[Mark], limit: int) -> tuple[int, int]:
    """The window with the most different tokens, the earliest of equals; it begins after a full stop if one is near."""
    if not marks:
        return 0, limit
    best_start = _densest(marks, limit - CONTEXT)
    low = max(0, min(best_start - CONTEXT, len(text) - limit))
    stop = max(text.rfind(sign, low, best_start) for sign in _STOPS)
    low = stop + 1 if stop >= 0 else low
    return low, min(len(text), low + limit)


def _densest(marks: list[Mark], width: int) -> int:
    """Where the window of that width begins that holds the most different tokens, then the most marks."""
    inside: Counter[str] = Counter()
    best, best_start, after = (0, 0), marks[0][0], 0
    for place, (start, _end, token) in enumerate(marks):
        while after < len(marks) and marks[after][0] < start + width:
            inside[marks[after][2]] += 1
            after += 1
        weight = (len(inside), after - place)
        if weight > best:
            best, best_start = weight, start
        inside[token] -= 1
        if not inside[token]:
            del inside[token]
    return best_start


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
