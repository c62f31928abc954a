"""Pinyin typed as letters, in full, cut short or as initials: `gaoxinjishu`, `gaoxinjs`, `gxjsqy`."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from pypinyin import Style, lazy_pinyin

from search.text.chinese import is_chinese, normalise

LONGEST_TYPED = 48
MOST_CUTS = 6
# A whole syllable is likelier than as many initials; `sh` may be one initial or two (上海).
_COSTS = {**dict.fromkeys("bcdfghjklmnpqrstwxyz", 1.01), "zh": 1.9, "ch": 1.9, "sh": 1.9}
_MARGIN = 1.5
_TYPED = re.compile(r"[a-z](?:[a-z' ]*[a-z])?")
_SPELT_OTHERWISE = {"lue": "lve", "nue": "nve", "lü": "lv", "nü": "nv"}


def typed_letters(text: str) -> str:
    """The letters when a text may be pinyin and nothing else, "" otherwise; blanks and apostrophes only divide."""
    plain = normalise(text).strip()
    for usual, filed in _SPELT_OTHERWISE.items():
        plain = plain.replace(usual, filed)
    return re.sub("[' ]", "", plain)[:LONGEST_TYPED] if _TYPED.fullmatch(plain) else ""


@lru_cache(maxsize=4096)
def syllables(text: str) -> tuple[str, ...]:
    """One entry for every character of a text in `search.text.chinese.compact` form: its sound, or itself."""
    found: list[str] = []
    for chunk in re.findall(r"[^\W\d_a-z]+|.", text, re.DOTALL):
        read = lazy_pinyin(chunk, style=Style.NORMAL) if is_chinese(chunk) else []
        found += read if len(read) == len(chunk) else list(chunk)
    return tuple(found)


@cache
def known_syllables() -> frozenset[str]:
    """Every syllable of the usual characters (GB 2312)."""
    rows = [bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    read = lazy_pinyin([row.decode("gb2312", "ignore") for row in rows], style=Style.NORMAL)
    return frozenset(syllable for syllable in read if len(syllable) > 1) | {"a", "e", "o"}


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(syllable[:size] for syllable in known_syllables() for size in range(1, len(syllable) + 1))


def cuts(letters: str) -> list[tuple[str, ...]]:
    """How letters fall into syllables and initials, the likeliest first, at most MOST_CUTS; none if they do not.

    The last one may be the beginning of a syllable: people are still typing.
    """
    best: list[list[tuple[float, tuple[str, ...]]]] = [[(0.0, ())], *([] for _ in letters)]
    for end in range(1, len(letters) + 1):
        whole = _beginnings() if end == len(letters) else known_syllables()
        reached = [
            (cost + _COSTS.get(part, 1.0), (*parts, part))
            for start in range(max(0, end - 6), end)
            if (part := letters[start:end]) in whole or part in _COSTS
            for cost, parts in best[start]
        ]
        best[end] = sorted(reached)[:MOST_CUTS]
    least = best[-1][0][0] if letters and best[-1] else 0.0
    return [parts for cost, parts in best[-1] if parts and cost < least + _MARGIN]


def pairs(parts: Sequence[str], *, unfinished: bool = True) -> tuple[str, ...]:
    """The pairs that search.text.sounds files for these parts; an `unfinished` last part may still grow."""
    found = []
    for place, (first, second) in enumerate(pairwise(parts)):
        growing = unfinished and place == len(parts) - 2
        if first in _COSTS:
            found.append(f"{first[0]}.{second[0]}")
        else:
            found.append(f"{first}.{second[0] if growing or second in _COSTS else second}")
    return tuple(dict.fromkeys(found))


def spelt(letters: str, sounds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(start, end) of the stretches of syllables that the letters spell, each in full or by its beginning."""
    for start, sound in enumerate(sounds):
        if letters[:1] == sound[:1] and (end := _reach(letters, sounds, start)):
            yield start, end


def _reach(letters: str, sounds: Sequence[str], start: int) -> int:
    """Where the letters are used up, every syllable having taken one or more of them; 0 if they are not."""
    taken = {0}
    for place in range(start, len(sounds)):
        sound = sounds[place]
        taken = {at + size for at in taken for size in range(1, _common(letters, at, sound) + 1)}
        if len(letters) in taken:
            return place + 1
        if not taken:
            break
    return 0


def _common(letters: str, at: int, sound: str) -> int:
    """How many letters from `at` on the sound begins with."""
    size = 0
    while size < len(sound) and at + size < len(letters) and letters[at + size] == sound[size]:
        size += 1
    return size
