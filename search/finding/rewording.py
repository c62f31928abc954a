"""A query put right word by word, by the titles that are near to it."""

from collections.abc import Callable, Sequence

from search.engine import TitleLookup
from search.finding.spelling import closest, heard_wording, spelt_wording
from search.text.chinese import bigrams, compact, is_chinese
from search.text.pinyin import cuts, pairs, syllables, typed_letters

MOST_WORDS = 4
LONGEST_WORD = 40
LOOKED_AT = 60
LEAST_SYLLABLES = 3
Titles = Callable[[TitleLookup], Sequence[str]]


def reworded(text: str, titles: Titles) -> str | None:
    """The text with every word put right that no title has; None when nothing is to be put right."""
    if letters := typed_letters(text):
        return _from_letters(letters, titles)
    words = text.split()
    if not 0 < len(words) <= MOST_WORDS:
        return None
    meant = [_from_word(compact(word), titles) or word for word in words]
    return " ".join(meant) if meant != words else None


def _from_word(word: str, titles: Titles) -> str | None:
    if not 2 <= len(word) <= LONGEST_WORD or not any(map(is_chinese, word)):
        return None
    return closest(word, [compact(title) for title in titles(_lookup(word))])


def _lookup(word: str) -> TitleLookup:
    """What a title must have in common with the word if it is written with no more than two slips."""
    written, heard = tuple(dict.fromkeys(bigrams(word))), pairs(syllables(word), unfinished=False)
    # A slip spoils up to three pairs (two characters swapped), and as many pairs of sounds.
    slips = 1 if len(word) < 8 else 2
    return TitleLookup(
        pairs=written, sounds=heard, required=max(1, len(written) + len(heard) - 6 * slips), limit=LOOKED_AT
    )


def _from_letters(letters: str, titles: Titles) -> str | None:
    ways = [parts for parts in cuts(letters) if len(parts) > 1]
    if not ways:
        return None
    tokens = tuple(dict.fromkeys(token for parts in ways for token in pairs(parts)))
    strict = TitleLookup(sounds=tokens, required=min(len(pairs(parts)) for parts in ways), limit=LOOKED_AT)
    found = spelt_wording(letters, [compact(title) for title in titles(strict)])
    if found or len(ways[0]) < LEAST_SYLLABLES:
        return found
    likely = pairs(ways[0], unfinished=False)
    loose = TitleLookup(sounds=likely, required=max(1, len(likely) - 2), limit=LOOKED_AT)
    return heard_wording(ways[0], [compact(title) for title in titles(loose)])
