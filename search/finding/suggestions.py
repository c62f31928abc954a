"""What the search field offers while people type: numbers, filters, titles, and what others searched for."""

import logging
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone

from portal.publication.models import PublishedItem
from search.answering.query import narrowing
from search.engine import EngineUnavailable, Filter, Query, TitleLookup, configured_engine
from search.filters.grammar import Selection
from search.finding.label_suggestions import matching
from search.finding.memory import recall, remember
from search.finding.number_beginnings import numbered
from search.finding.titles import titled
from search.searches import popular
from search.text.analysis import title_term
from search.text.chinese import bigrams, compact, is_chinese, normalise, printable, runs
from search.text.pinyin import cuts, pairs, spelt, syllables, typed_letters

logger = logging.getLogger(__name__)

LONGEST = 60
ANSWERS = 8
MOST_NUMBERS = 3
MOST_LABELS = 2
MOST_SEARCHES = 3
# Past searches are looked through for what is spelt by letters: the most asked ones only.
SEARCHES_HEARD = 200
OCCURS_SECONDS = 3600
LOOKED_AT = 30
# What share of the typed pairs a title must have: one that was mistyped or left out hides nothing.
SHARE = 0.6


@dataclass(frozen=True)
class Suggestion:
    """`kind`: number, search, label, title. `url` is a path of this site without the language's prefix."""

    text: str
    kind: str
    url: str


@dataclass(frozen=True)
class Suggested:
    """`whole` is False where the search engine was away: numbers and labels only."""

    rows: list[Suggestion]
    whole: bool = True


@dataclass(frozen=True)
class Confines:
    """A site's fixed filter, for the database and for the engine; nothing on a full portal."""

    q: Q = field(default_factory=Q)
    filters: tuple[Filter, ...] = ()


def confines(scope: Selection | None) -> Confines:
    """The filter as it holds now."""
    now = timezone.now()
    return Confines(scope.q(now), narrowing(scope, now)) if scope else Confines()


def suggest(text: str, limit: int = ANSWERS, scope: Selection | None = None) -> Suggested:
    """At most `limit` suggestions, each text once."""
    typed, within = printable(text)[:LONGEST].strip(), confines(scope)
    key, letters = compact(typed), typed_letters(typed)
    if not key:
        return Suggested([])
    titles = by_title(key, letters, typed, limit, within)
    found = [
        *by_number(typed, within),
        *by_searches(typed, letters, within),
        *(Suggestion(row.name, "label", row.url) for row in matching(key, letters, MOST_LABELS, within.q)),
        *(titles or ()),
    ]
    each_once = list({suggestion.text: suggestion for suggestion in reversed(found)}.values())[::-1]
    return Suggested(each_once[:limit], whole=titles is not None)


def by_number(typed: str, within: Confines) -> list[Suggestion]:
    """Live records whose document number begins as typed."""
    return [
        Suggestion(f"{item.listing.get('doc_number') or item.number} {item.title}", "number", item.path)
        for item in numbered(typed, MOST_NUMBERS, within.q)
    ]


def by_searches(typed: str, letters: str, within: Confines) -> list[Suggestion]:
    """What others searched for and found, beginning as typed; nothing that only slips of the pen explain."""
    found = popular(typed, MOST_SEARCHES)
    if letters and len(found) < MOST_SEARCHES:
        found += [text for text in popular("", SEARCHES_HEARD) if _spelt_at(letters, text) == 0]
    others = list(dict.fromkeys(text for text in found if compact(text) != compact(typed)))[:MOST_SEARCHES]
    return [
        Suggestion(text, "search", f"/search/?{urlencode({'q': text})}")
        for text in others
        if occurs(text, within.filters)
    ]


def occurs(text: str, filters: tuple[Filter, ...] = ()) -> bool:
    """Whether every pair of characters stands in some record: a long wording is found by a part of its pairs, so it may
    have been misspelt often. Remembered for a while, but under a fixed filter; False while the engine is away.
    """
    key = f"occurs:{title_term(text)}"
    known = None if filters else recall(key)
    if known is None:
        pairs_asked = [Query(text=pair, filters=filters) for pair in dict.fromkeys(bigrams(text))]
        try:
            known = all(configured_engine().totals(pairs_asked))
        except EngineUnavailable:
            return False
        if not filters:
            remember(key, known, OCCURS_SECONDS)
    return known


def by_title(key: str, letters: str, typed: str, limit: int, within: Confines) -> list[Suggestion] | None:
    """Live records by title: what begins as typed, what holds it, what has most of it; then what sounds like it.

    None while the engine is away.
    """
    try:
        written = titled(replace(written_lookup(typed), filters=within.filters))
        spelling = heard(letters, limit, within.filters) if letters else []
    except EngineUnavailable as error:
        logger.warning("no titles are suggested: %s", error)
        return None
    holding = [item for item in written if key in compact(item.title)]
    holding.sort(key=lambda item: not compact(item.title).startswith(key))
    return list(_each_title_once([*holding, *spelling, *written]))[:limit]


def written_lookup(typed: str) -> TitleLookup:
    """Titles with most of the typed pairs; a lone character counts as such."""
    found = bigrams(typed)
    alone = tuple(run for run in runs(normalise(typed)) if len(run) == 1 and is_chinese(run))
    whole = tuple(pair for pair in dict.fromkeys(found) if pair not in alone)
    required = math.ceil(SHARE * (len(whole) + len(alone)))
    return TitleLookup(pairs=whole, characters=alone, required=required, limit=LOOKED_AT)


def heard(letters: str, limit: int, filters: tuple[Filter, ...] = ()) -> list[PublishedItem]:
    """Titles that the letters spell; only if the likeliest way to cut them gives few, the other ways are tried."""
    ways = cuts(letters)
    found: dict[str, PublishedItem] = {}
    for some in (ways[:1], ways[1:]):
        if len(found) < limit and (lookup := _heard_lookup(some)):
            rows = titled(replace(lookup, filters=filters))
            found |= {str(item.pk): item for item in rows if _spelt_at(letters, item.title) >= 0}
    return sorted(found.values(), key=lambda item: _spelt_at(letters, item.title) > 0)


def _heard_lookup(ways: Sequence[tuple[str, ...]]) -> TitleLookup | None:
    """Titles with all the pairs of sounds of one of the ways; those with the last syllable as typed come first."""
    needed = [way for parts in ways if (way := pairs(parts))]
    if not needed:
        return None
    tokens = [token for parts in ways for ended in (True, False) for token in pairs(parts, unfinished=ended)]
    return TitleLookup(sounds=tuple(dict.fromkeys(tokens)), required=min(map(len, needed)), limit=LOOKED_AT)


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
