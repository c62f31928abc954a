"""Status at an instant on every engine: filter, count and order agree with the pure function, to the microsecond."""

import datetime as dt
import random

from portal.windows.status import Happening, Period, status
from portal.windows.timeline import instants_of, status_spans
from search.answering.orders import STATUS_ORDER
from search.engine import Engine, Filter, Query, Sort
from search.filing import SearchDocument
from search.filters.facet_types import Facts
from search.filters.facets import FACETS
from search.indexing.documents import deadlines
from tests.contracts.conftest import Filled
from tests.contracts.documents import ids, made

STATUS = FACETS["status"]
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
KINDS = ("opened", "extended", "suspended", "resumed", "quota_reached", "closed_early", "reopened")
TICK = dt.timedelta(microseconds=1)
SECOND = dt.timedelta(seconds=1)
RECORDS = 60


def some_instant(chance: random.Random) -> dt.datetime:
    return START + dt.timedelta(seconds=chance.randrange(86_400 * 400), microseconds=chance.choice([0, 0, 1, 999_999]))


def some_period(chance: random.Random) -> Period:
    opens = some_instant(chance) if chance.random() < 0.8 else None
    closes = some_instant(chance) if chance.random() < 0.8 else None
    happenings = sorted(
        (
            Happening(str(n), chance.choice(KINDS), some_instant(chance), some_instant(chance))
            for n in range(chance.randrange(4))
        ),
        key=lambda happening: happening.at,
    )
    open_ended = closes is None and chance.random() < 0.5
    return Period(str(chance.random()), "apply", opens, closes, open_ended, "", tuple(happenings))


def call(id: str, periods: list[Period], level_rank: int = 9) -> SearchDocument:
    spans = status_spans(periods)
    terms = STATUS.index_terms(Facts("notices", "", {}, spans))
    return made(id, terms=terms, deadlines=tuple(deadlines(list(spans))), level_rank=level_rank)


def with_status(engine: Engine, value: str, at: dt.datetime) -> set[str]:
    found = engine.search(Query(filters=(Filter("status", STATUS.terms([value], at)),), at=at, limit=RECORDS))
    assert found.total == len(found.hits)
    return set(ids(found.hits))


def test_filters_and_counts_agree_with_the_pure_function_around_every_boundary(filled: Filled) -> None:
    chance = random.Random(20260101)
    calls = {str(n): [some_period(chance) for _ in range(chance.randrange(4))] for n in range(RECORDS)}
    engine = filled(call(id, periods) for id, periods in calls.items())
    boundaries = sorted({at for periods in calls.values() for period in periods for at in instants_of(period)})
    instants = [b + d for b in chance.sample(boundaries, 25) for d in (-SECOND, -TICK, dt.timedelta(), TICK, SECOND)]

    for at in instants:
        expected: dict[str, set[str]] = {}
        for id, periods in calls.items():
            expected.setdefault(str(status(periods, at).value), set()).add(id)
        counted = engine.search(Query(counted=(STATUS.counted(at),), at=at)).facets
        assert counted["status"] == {value: len(found) for value, found in expected.items()}, at
        for value, found in expected.items():
            assert with_status(engine, value, at) == found, (at, value)


def order(engine: Engine, at: dt.datetime, sort: Sort = Sort.CALLS, **given: int) -> list[str]:
    groups = tuple(STATUS.terms(group, at) for group in STATUS_ORDER)
    return ids(engine.search(Query(sort=sort, at=at, status_order=groups, **given)).hits)


def window(opens: int, closes: int) -> list[Period]:
    return [Period("w", "apply", START + dt.timedelta(days=opens), START + dt.timedelta(days=closes))]


def test_calls_are_ordered_by_status_level_and_deadline(filled: Filled) -> None:
    engine = filled(
        [
            call("none", []),
            call("closed", window(1, 5), 1),
            call("upcoming", window(50, 60), 1),
            call("open-city-late", window(1, 90), 3),
            call("open-city-soon", window(1, 40), 3),
            call("open-province", window(1, 20), 4),
            call("closed-lately", window(1, 9), 1),
        ]
    )
    at = START + dt.timedelta(days=10)
    expected = ["open-city-soon", "open-city-late", "open-province", "upcoming", "closed-lately", "closed", "none"]

    assert order(engine, at) == expected
    assert order(engine, at, Sort.DEADLINE)[:3] == ["open-province", "open-city-soon", "open-city-late"]
    assert order(engine, at, offset=1, limit=3) == expected[1:4]
    assert order(engine, at, offset=5, limit=5) == expected[5:]
    assert order(engine, START + dt.timedelta(days=55))[0] == "upcoming"


def test_order_follows_an_extension_only_from_its_instant(filled: Filled) -> None:
    extension = Happening("x", "extended", START + dt.timedelta(days=20), START + dt.timedelta(days=80))
    moved = [Period("w", "apply", START, START + dt.timedelta(days=30), happenings=(extension,))]
    engine = filled([call("moved", moved), call("fixed", window(0, 50))])

    assert order(engine, START + dt.timedelta(days=19)) == ["moved", "fixed"]
    assert order(engine, START + dt.timedelta(days=20)) == ["fixed", "moved"]
