"""What the search field offers while people type: numbers, filters, titles, and what others searched for."""

import logging
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from portal.publication.models import PublishedItem
from search.chinese import bigrams, compact, is_chinese, normalise, printable, runs
from search.engine import EngineUnavailable, TitleLookup
from search.label_suggestions import matching
from search.number_beginnings import numbered
from search.pinyin import cuts, pairs, spelt, syllables, typed_letters
from search.searches import popular
from search.titles import titled

logger = logging.getLogger(__name__)

LONGEST = 60
ANSWERS = 8
MOST_NUMBERS = 3
MOST_LABELS = 2
MOST_SEARCHES = 3
# Past searches are looked through for what is spelt by letters: the most asked ones only.
SEARCHES_HEARD = 200
LOOKED_AT = 30
# What share of the typed pairs a title must have: one that was mistyped or left out hides nothing.
SHARE = 0.6


@dataclass(frozen=True)
class Suggestion:
    """`kind`: number, search, label, title. `url` is a path of this site without the language's prefix."""

    text: str
    kind: str
    url: str


def suggest(text: str, limit: int = ANSWERS) -> list[Suggestion]:
    """At most `limit` suggestions, each text once; without the engine, numbers and labels only."""
    typed = printable(text)[:LONGEST].strip()
    key, letters = compact(typed), typed_letters(typed)
    if not key:
        return []
    labels = [Suggestion(choice.name, "label", choice.url) for choice in matching(key, letters, MOST_LABELS)]
    found = [*by_number(typed), *by_searches(typed, letters), *labels, *by_title(key, letters, typed, limit)]
    return list({suggestion.text: suggestion for suggestion in reversed(found)}.values())[::-1][:limit]


def by_number(typed: str) -> list[Suggestion]:
    """Live records whose document number begins as typed."""
    return [
        Suggestion(f"{item.listing.get('doc_number') or item.number} {item.title}", "number", item.path)
        for item in numbered(typed, MOST_NUMBERS)
    ]


def by_searches(typed: str, letters: str) -> list[Suggestion]:
    """What others searched for and found, beginning as typed."""
    found = popular(typed, MOST_SEARCHES)
    if letters and len(found) < MOST_SEARCHES:
        found += [text for text in popular("", SEARCHES_HEARD) if _spelt_at(letters, text) == 0]
    searches = dict.fromkeys(text for text in found if compact(text) != compact(typed))
    return [Suggestion(text, "search", f"/search/?{urlencode({'q': text})}") for text in searches][:MOST_SEARCHES]


def by_title(key: str, letters: str, typed: str, limit: int) -> list[Suggestion]:
    """Live records by title: what begins as typed, what holds it, what has most of it; then what sounds like it."""
    try:
        written = titled(written_lookup(typed))
        heard = titled(heard_lookup(letters)) if letters else []
    except EngineUnavailable as error:
        logger.warning("no titles are suggested: %s", error)
        return []
    holding = [item for item in written if key in compact(item.title)]
    spelling = [item for item in heard if _spelt_at(letters, item.title) >= 0]
    holding.sort(key=lambda item: not compact(item.title).startswith(key))
    spelling.sort(key=lambda item: _spelt_at(letters, item.title) > 0)
    return list(_each_title_once([*holding, *spelling, *written]))[:limit]


def written_lookup(typed: str) -> TitleLookup:
    """Titles with most of the typed pairs; a lone character counts as such."""
    found = bigrams(typed)
    alone = tuple(run for run in runs(normalise(typed)) if len(run) == 1 and is_chinese(run))
    whole = tuple(pair for pair in dict.fromkeys(found) if pair not in alone)
    required = math.ceil(SHARE * (len(whole) + len(alone)))
    return TitleLookup(pairs=whole, characters=alone, required=required, limit=LOOKED_AT)


def heard_lookup(letters: str) -> TitleLookup:
    """Titles with all the pairs of sounds of one way to cut the letters."""
    ways = [way for parts in cuts(letters) if (way := pairs(parts))]
    tokens = tuple(dict.fromkeys(token for way in ways for token in way))
    return TitleLookup(sounds=tokens, required=min(map(len, ways), default=1), limit=LOOKED_AT)


def _spelt_at(letters: str, title: str) -> int:
    """Where in a title the letters begin to be spelt, -1 for nowhere."""
    return next((start for start, _end in spelt(letters, syllables(compact(title)))), -1)


def _each_title_once(items: Iterable[PublishedItem]) -> Iterator[Suggestion]:
    """A title that several records have leads to all of them."""
    by_title: dict[str, set[str]] = {}
    for item in items:
        by_title.setdefault(item.title, set()).add(item.path)
    for title, paths in by_title.items():
        url = paths.pop() if len(paths) == 1 else f"/search/?{urlencode({'q': title})}"
        yield Suggestion(title, "title", url)
