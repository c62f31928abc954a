"""Orders: tantivy sorts by score or by one number; what is equal, and what depends on the clock, is sorted here."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from search.engine import Query, Sort
from search.engines.embedded_query import Compiler
from search.engines.embedded_schema import DEADLINES, LARGEST
from search.ranges import microseconds

Ranked = list[tuple[float, Any]]
# (searcher, query, matching, offset, limit) → the records from `offset` on, at most `limit` of them.
Order = Callable[[Any, Query, Any, int, int], Ranked]


def ordered(searcher: Any, compiler: Compiler, query: Query, matching: Any) -> Ranked:
    """(score, address) of the records from `offset` on, at most `limit` (1 or more) of them."""
    page: list[tuple[Any, Order]]
    if query.sort in (Sort.CALLS, Sort.DEADLINE):
        groups = [compiler.narrowed(matching, terms) for terms in query.status_order]
        page = [(group, _by_deadline) for group in (*groups, compiler.excluded(matching, query.status_order))]
    elif query.sort is Sort.AMOUNT:
        stated = compiler.between("amount", 1, LARGEST)
        page = [(compiler.within(matching, stated), _by_amount), (compiler.outside(matching, stated), _by_date)]
    elif query.sort is Sort.RELEVANCE and (query.text or query.pinned):
        page = [(matching, _by_score)]
    else:
        page = [(matching, _by_date)]
    return _walked(searcher, query, page)


def best(searcher: Any, query: Any, limit: int) -> Ranked:
    """(score, address) of the best, what is equal by date."""
    return _by_score(searcher, Query(), query, 0, limit)


def _walked(searcher: Any, query: Query, groups: Iterable[tuple[Any, Order]]) -> Ranked:
    """Groups in their order; only those the page touches are sorted."""
    found: Ranked = []
    skipped = 0
    for group, order in groups:
        if len(found) == query.limit:
            break
        count = searcher.search(group, 1).count
        if skipped + count > query.offset:
            found += order(searcher, query, group, max(0, query.offset - skipped), query.limit - len(found))
        skipped += count
    return found


def _by_date(searcher: Any, query: Query, matching: Any, offset: int, limit: int) -> Ranked:
    hits = searcher.search(matching, limit, False, order_by_field="latest", offset=offset).hits
    return [(0.0, address) for _latest, address in hits]


def _by_score(searcher: Any, query: Query, matching: Any, offset: int, limit: int) -> Ranked:
    return _with_equals(searcher, matching, offset, limit, {})


def _by_amount(searcher: Any, query: Query, matching: Any, offset: int, limit: int) -> Ranked:
    found = _with_equals(searcher, matching, offset, limit, {"order_by_field": "amount"})
    return [(0.0, address) for _amount, address in found]


def _with_equals(searcher: Any, matching: Any, offset: int, limit: int, by: dict[str, str]) -> Ranked:
    """By tantivy's own order, then latest first. All that are equal are read, so that pages never overlap."""
    end = wanted = offset + limit
    while True:
        hits = searcher.search(matching, wanted + 1, False, **by).hits
        if len(hits) <= wanted or hits[wanted][0] < hits[end - 1][0]:
            break
        wanted *= 2
    latest = searcher.fast_field_values("latest", [address for _value, address in hits])
    sorted_hits = sorted(zip(hits, latest, strict=True), key=lambda pair: (-pair[0][0], -pair[1]))
    return [hit for hit, _latest in sorted_hits[offset:end]]


def _by_deadline(searcher: Any, query: Query, matching: Any, offset: int, limit: int) -> Ranked:
    """Narrowest level (CALLS only); deadlines to come from the nearest on, past ones from the latest back, none."""
    addresses = [address for _score, address in searcher.search(matching, max(1, searcher.num_docs), False).hits]
    now = microseconds(query.at)
    places = [_place(closes, now) for closes in _deadlines(searcher, addresses, now)]
    ranks = searcher.fast_field_values("level_rank", addresses) if query.sort is Sort.CALLS else [0] * len(addresses)
    latest = searcher.fast_field_values("latest", addresses)
    keys = [(rank, *place, -last) for rank, place, last in zip(ranks, places, latest, strict=True)]
    page = sorted(zip(keys, addresses, strict=True), key=lambda pair: pair[0])[offset : offset + limit]
    return [(0.0, address) for _key, address in page]


def _place(closes: int, now: int) -> tuple[int, int]:
    if not closes:
        return 2, 0
    return (0, closes - now) if closes > now else (1, now - closes)


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
