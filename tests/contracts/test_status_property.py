"""2,000 calls of several windows each: at every instant engines say of them what the pure function says.

All windows and happenings fall on a few instants, so that each of these is a boundary of hundreds of calls.
"""

import datetime as dt
import random
from collections import Counter
from functools import cache

import pytest

from portal.windows.status import Happening, Period, Status, status
from portal.windows.timeline import status_spans
from search.engine import Counted, Engine, Filter, Query
from search.filing import SearchDocument
from search.filters.facet_types import Facts
from search.filters.facets import FACETS
from search.indexing.documents import deadlines
from tests.contracts.documents import ids, made

pytestmark = pytest.mark.slow
CALLS, BATCH = 2_000, 500
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TICK = dt.timedelta(microseconds=1)
KINDS = ("opened", "extended", "suspended", "resumed", "quota_reached", "closed_early", "reopened")
STATUS, DEADLINE = FACETS["status"], FACETS["deadline"]
WITHIN = {value: dt.timedelta(days=int(value)) for value in DEADLINE.values.all()}
SECONDS = random.Random(1).sample(range(86_400 * 300), 12)
GRID = sorted(START + dt.timedelta(seconds=second, microseconds=second % 2) for second in SECONDS)


def some_period(number: int, chance: random.Random) -> Period:
    opens = chance.choice(GRID) if chance.random() < 0.8 else None
    closes = chance.choice(GRID) if chance.random() < 0.8 else None
    happenings = tuple(
        Happening(f"{number}-{n}", chance.choice(KINDS), at, chance.choice((*GRID, None)))
        for n, at in enumerate(sorted(chance.choices(GRID, k=chance.randrange(4))))
    )
    return Period(str(number), "apply", opens, closes, closes is None and chance.random() < 0.5, "", happenings)


@cache
def calls() -> dict[str, list[Period]]:
    chance = random.Random(2)
    several = [chance.choice((0, 1, 2, 2, 3, 3, 4)) for _ in range(CALLS)]
    return {f"c{n}": [some_period(m, chance) for m in range(windows)] for n, windows in enumerate(several)}


@cache
def instants() -> list[dt.datetime]:
    """Every boundary, and where deadlines come near, a tick before, at, and a tick after; and some in between."""
    turns = {at - within for at in GRID for within in (dt.timedelta(), *WITHIN.values())}
    near = [at + tick for at in turns for tick in (-TICK, dt.timedelta(), TICK)]
    chance = random.Random(3)
    between = [START + dt.timedelta(seconds=chance.uniform(-86_400 * 30, 86_400 * 330)) for _ in range(20)]
    return sorted(near + between)


@cache
def pure(at: dt.datetime) -> dict[str, Status]:
    return {id: status(periods, at) for id, periods in calls().items()}


def near(found: Status, at: dt.datetime, value: str) -> bool:
    return found.closes_at is not None and at < found.closes_at <= at + WITHIN[value]


def filed(id: str, periods: list[Period]) -> SearchDocument:
    spans = status_spans(periods)
    facts = Facts("notices", "", {}, spans)
    terms = {*STATUS.index_terms(facts), *DEADLINE.index_terms(facts)}
    return made(id, terms=terms, deadlines=tuple(deadlines(list(spans))))


@pytest.fixture
def full(engine: Engine) -> Engine:
    documents = [filed(id, periods) for id, periods in calls().items()]
    for start in range(0, CALLS, BATCH):
        engine.apply(documents[start : start + BATCH])
    return engine


def counts(engine: Engine, at: dt.datetime) -> dict[str, dict[str, int]]:
    counted: tuple[Counted, ...] = (STATUS.counted(at), DEADLINE.counted(at))
    return {name: dict(found) for name, found in engine.search(Query(counted=counted, at=at, limit=1)).facets.items()}


def having(engine: Engine, facet: str, value: str, at: dt.datetime) -> set[str]:
    filters = (Filter(facet, FACETS[facet].terms([value], at)),)
    result = engine.search(Query(filters=filters, at=at, limit=CALLS))
    assert result.total == len(result.hits)
    return set(ids(result.hits))


def test_counts_are_those_of_the_pure_function(full: Engine) -> None:
    for at in instants():
        statuses = Counter(str(found.value) for found in pure(at).values())
        closing = Counter(value for found in pure(at).values() for value in WITHIN if near(found, at, value))

        assert counts(full, at) == {"status": dict(statuses), "deadline": dict(closing)}, at


def test_filters_find_what_the_pure_function_says(full: Engine) -> None:
    for at in random.Random(4).sample(instants(), 30):
        for value in {str(found.value) for found in pure(at).values()}:
            assert having(full, "status", value, at) == {
                id for id, found in pure(at).items() if found.value == value}, (at, value)  # fmt: skip
        for value in WITHIN:
            assert having(full, "deadline", value, at) == {
                id for id, found in pure(at).items() if near(found, at, value)}, (at, value)  # fmt: skip


def test_every_status_and_every_deadline_occurs_often() -> None:
    statuses = Counter(str(found.value) for at in instants() for found in pure(at).values())
    cases = [(found, at, value) for at in instants() for found in pure(at).values() for value in WITHIN]
    closing = Counter(value for found, at, value in cases if near(found, at, value))

    assert set(statuses) == {*STATUS.values.all(), "none"} - {"cancelled"}
    assert min(statuses.values()) > 1_000 < min(closing.values())
