"""How a text query is matched and weighed, the same on every engine; figures in docs/decisions/0021."""

import math
from dataclasses import dataclass
from functools import lru_cache

from portal.policies.numbers import find_numbers, normal_form
from search.text.chinese import bigrams, compact, is_chinese, normalise, printable, runs, simplified, unigrams

UNIGRAM_WEIGHT = 0.5
PHRASE_WEIGHT = 2.0
# All tokens of the query in the title: above what a body can add, far below a whole title.
ALL_IN_TITLE_SCORE = 50.0
TITLE_SCORE = 1000.0
NUMBER_SCORE = 2000.0
# Above all of the above together, for any number of wordings.
PINNED_SCORE = 1_000_000.0
ALL_UP_TO = 4
SHARE = 0.3
MOST_TOKENS = 120
LONGEST_QUERY = 1_000


@dataclass(frozen=True)
class Recipe:
    """What of a query counts. A record matches when it has `required` of the `gate` tokens (in title or text), or
    one of the numbers, or that whole title."""

    gate: tuple[str, ...]
    required: int
    unigrams: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    title: str
    numbers: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing in the query can be looked for."""
        return not (self.gate or self.title or self.numbers)


def recipe(text: str) -> Recipe:
    """Cut a query into what is looked for; what is longer than LONGEST_QUERY is cut off."""
    return _recipe(text[:LONGEST_QUERY])


@lru_cache(maxsize=256)
def _recipe(text: str) -> Recipe:
    """One question asks for its recipe several times: for hits, counts and marks."""
    pairs = tuple(dict.fromkeys(bigrams(text)))[:MOST_TOKENS]
    # A lone character between words (号, 的) is everywhere: it decides only when there is nothing else.
    gate = tuple(pair for pair in pairs if len(pair) > 1) or pairs
    required = len(gate) if len(gate) <= ALL_UP_TO else math.ceil(SHARE * len(gate))
    return Recipe(
        gate=gate,
        required=required,
        unigrams=tuple(dict.fromkeys(unigrams(text)))[:MOST_TOKENS],
        phrases=phrases(text),
        title=compact(text),
        numbers=numbers(text),
    )


def pinned_scores(pinned: tuple[str, ...]) -> dict[str, float]:
    """What each pinned id gets beside its own score, so that they come first and in their order."""
    ids = tuple(dict.fromkeys(pinned))
    return {id: PINNED_SCORE * (len(ids) - place) for place, id in enumerate(ids)}


def phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Each run of Chinese of three or more characters as its bigrams in order."""
    found = [run for run in runs(normalise(text)) if is_chinese(run) and len(run) > 2]
    return tuple(tuple(bigrams(run))[:MOST_TOKENS] for run in dict.fromkeys(found))


def numbers(text: str) -> tuple[str, ...]:
    """The document numbers a text may be or name, in normal form."""
    text = simplified(printable(text))[:LONGEST_QUERY]
    parts = [part for part in text.replace("、", "/").split("/") if part.strip()]
    found = [normal_form(part) for part in (text, *parts, *find_numbers(text))]
    return tuple(dict.fromkeys(number for number in found if any(character.isdigit() for character in number)))
