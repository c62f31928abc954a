"""Orders that depend on the clock: by status group at the instant, then by level and by nearness of the deadline."""

from collections.abc import Iterable, Sequence
from typing import Any

from search.engine import Query, Sort
from search.engines.embedded_query import Compiler
from search.engines.embedded_schema import DEADLINES, LARGEST
from search.ranges import microseconds


def by_deadline(searcher: Any, compiler: Compiler, query: Query, matching: Any) -> list[Any]:
    """The addresses of one page. Groups are walked in order, only those the page touches are sorted."""
    found: list[Any] = []
    skipped = 0
    for group in _groups(compiler, query, matching):
        if len(found) == query.limit:
            break
        count = searcher.search(group, 1).count
        if skipped + count > query.offset:
            start = max(0, query.offset - skipped)
            found += _sorted(searcher, query, group, count)[start : start + query.limit - len(found)]
        skipped += count
    return found


def _groups(compiler: Compiler, query: Query, matching: Any) -> Iterable[Any]:
    for terms in query.status_order:
        yield compiler.narrowed(matching, terms)
    yield compiler.excluded(matching, query.status_order)


def _sorted(searcher: Any, query: Query, group: Any, count: int) -> list[Any]:
    """Narrowest level (CALLS only), nearest deadline, latest date; no deadline comes last."""
    if not count:
        return []
    addresses = [address for _score, address in searcher.search(group, count).hits]
    now = microseconds(query.at)
    distances = [abs(closes - now) if closes else LARGEST for closes in _deadlines(searcher, addresses, now)]
    ranks = searcher.fast_field_values("level_rank", addresses) if query.sort is Sort.CALLS else [0] * count
    dates = searcher.fast_field_values("date", addresses)
    keys = [
        (rank, distance, -date, address.segment_ord, address.doc)
        for rank, distance, date, address in zip(ranks, distances, dates, addresses, strict=True)
    ]
    return [address for _key, address in sorted(zip(keys, addresses, strict=True), key=lambda pair: pair[0])]


def _deadlines(searcher: Any, addresses: Sequence[Any], now: int) -> list[int]:
    """The effective deadline of each record at the instant, 0 for none."""
    found = [0] * len(addresses)
    open_places = list(range(len(addresses)))
    for number in range(DEADLINES):
        if not open_places:
            break
        asked = [addresses[place] for place in open_places]
        untils = searcher.fast_field_values(f"until_{number}", asked)
        closes = searcher.fast_field_values(f"closes_{number}", asked)
        later = []
        for place, until, close in zip(open_places, untils, closes, strict=True):
            if until is not None and now >= until:
                later.append(place)
            else:
                found[place] = close or 0
        open_places = later
    return found
