"""How far a typed wording is from one that stands in a title, by its characters and by its sound."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, Prefix

from search.text.chinese import is_chinese
from search.text.pinyin import spelt, syllables

SHORTEST = 2
# The most that may be wrong, by the length of what was typed. A homophone counts half, any other slip one.
ALLOWED = ((3, 0.5), (7, 1.0), (11, 1.5), (99, 2.0))
LEAST_HEARD = 4
_codes: dict[str, str] = {}


@dataclass(frozen=True)
class Wording:
    """A stretch of a title: `cost` says how far it is from what was typed, `rank` which slip of that cost is likelier:
    0 one left out, 1 one within it wrong, 2 one at an end wrong, 3 one too many.
    """

    text: str
    cost: float
    rank: int


def allowed(length: int) -> float:
    """The largest cost that is still a slip."""
    return next(cost for longest, cost in ALLOWED if length <= longest)


def closest(typed: str, titles: Sequence[str]) -> str | None:
    """The wording of the titles that was meant; None when a title has the typed one, or none is near.

    Everything in the form of search.text.chinese.compact. Of equally near ones the likelier slip, then that of
    most titles.
    """
    if not SHORTEST <= len(typed) <= ALLOWED[-1][0] or any(typed in title for title in titles):
        return None
    found = Counter(wording for title in titles for wording in {*_windows(typed, title)})
    found = Counter({wording: count for wording, count in found.items() if count > 1 or _stands_alone(wording, titles)})
    if not found:
        return _homophones_within(typed, titles)
    return min(found, key=lambda wording: (wording.cost, wording.rank, -found[wording], wording.text)).text


def _stands_alone(wording: Wording, titles: Iterable[str]) -> bool:
    """Whether it is a wording rather than a cut through words: it keeps both ends, or a title begins or ends so."""
    return wording.rank != 2 or any(title.startswith(wording.text) or title.endswith(wording.text) for title in titles)


def _windows(typed: str, title: str) -> Iterator[Wording]:
    """The stretches near to what was typed. A longer or shorter one begins and ends alike: it lacks no end."""
    spoken, heard, most = sound_codes(typed), sound_codes(title), allowed(len(typed))
    for longer in (0, 1, -1):
        size = len(typed) + longer
        for start in range(len(title) - size + 1) if size >= SHORTEST else ():
            by_ear = heard[start : start + size]
            same_ends = (by_ear[0], by_ear[-1]) == (spoken[0], spoken[-1])
            if longer and not same_ends:
                continue
            written = OSA.distance(typed, title[start : start + size], score_cutoff=int(2 * most))
            # A character read otherwise beside its new neighbour is no slip.
            sound = min(written, OSA.distance(spoken, by_ear, score_cutoff=written))
            if (cost := (sound + written) / 2) <= most:
                yield Wording(title[start : start + size], cost, {1: 0, 0: 2 - same_ends, -1: 3}[longer])


def _homophones_within(typed: str, titles: Iterable[str]) -> str | None:
    """A long wording with one stretch put right that sounds as a title's but is written otherwise."""
    spoken, found = sound_codes(typed), Counter[str]()
    for title in titles:
        for start, end, written in _alike(typed, spoken, title):
            found[typed[:start] + written + typed[end:]] += 1
    return max(found, key=lambda text: (found[text], text), default=None)


def _alike(typed: str, spoken: str, title: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, as written in the title) of the longest stretch that only sounds alike, if it is long enough."""
    heard = sound_codes(title)
    best = (0, 0, 0)
    for start in range(len(spoken) - LEAST_HEARD + 1):
        place = heard.find(spoken[start : start + LEAST_HEARD])
        if place >= 0:
            best = max(best, (Prefix.similarity(spoken[start:], heard[place:]), start, place))
    size, start, place = best
    written = title[place : place + size]
    slips = [n for n, (one, other) in enumerate(zip(typed[start:], written, strict=False)) if one != other]
    # A slip at an end of the stretch is where two different words only begin alike.
    if slips and len(slips) <= size // 3 and slips[0] > 0 and slips[-1] < size - 1:
        yield start, start + size, written


def spelt_wording(letters: str, titles: Iterable[str]) -> str | None:
    """The wording that the letters spell in most titles."""
    found = Counter(
        title[start:end]
        for title in titles
        for start, end in spelt(letters, syllables(title))
        if end - start >= SHORTEST and is_chinese(title[start:end])
    )
    return max(found, key=lambda text: (found[text], -len(text), text), default=None)


def heard_wording(parts: Sequence[str], titles: Iterable[str]) -> str | None:
    """The wording whose syllables differ by one from those typed, in most titles."""
    spoken, found = _encoded(tuple(parts)), Counter[str]()
    for title in titles:
        heard = sound_codes(title)
        for start in range(len(title) - len(parts) + 1):
            if OSA.distance(spoken, heard[start : start + len(parts)], score_cutoff=1) <= 1:
                found[title[start : start + len(parts)]] += 1
    return max(found, key=lambda text: (found[text], text), default=None)


@lru_cache(maxsize=4096)
def sound_codes(text: str) -> str:
    """One character for every syllable, so that sounds are compared as texts are."""
    return _encoded(syllables(text))


def _encoded(sounds: tuple[str, ...]) -> str:
    """A sound of one letter stands for itself; the others from the private use area on, in the order of their use."""
    return "".join(
        sound if len(sound) == 1 else _codes.setdefault(sound, chr(0xE000 + len(_codes))) for sound in sounds
    )
