"""Numbers between two bounds on every engine; opening and closing at the instant of the question."""

import datetime as dt

import pytest

from search.engine import Engine, Query
from search.filing import Deadline
from search.ranges import EPOCH, Range, microseconds
from tests.contracts.conftest import Filled
from tests.contracts.documents import ids, made

DAY = 86_400_000_000
FOREVER = microseconds(dt.datetime(9000, 1, 1, tzinfo=dt.UTC))


def day(number: float) -> dt.datetime:
    return EPOCH + dt.timedelta(days=number)


def spans(*given: tuple[float, float, float]) -> tuple[Deadline, ...]:
    """(until, opens, closes) in days."""
    return tuple(
        Deadline(until=FOREVER if until < 0 else int(until * DAY), opens=int(opens * DAY), closes=int(closes * DAY))
        for until, opens, closes in given
    )


@pytest.fixture
def calls(filled: Filled) -> Engine:
    return filled(
        [
            made("fixed", deadlines=spans((-1, 10, 50))),
            made("extended", deadlines=spans((20, 10, 30), (-1, 10, 80))),
            made("twice", deadlines=spans((30, 5, 30), (60, 40, 60), (-1, 0, 0))),
            made("open-ended", deadlines=spans((-1, 15, 0))),
            made("undated"),
        ]
    )


def within(engine: Engine, field: str, low: float | None, high: float | None, at: float) -> set[str]:
    bounds = [None if bound is None else int(bound * DAY) for bound in (low, high)]
    result = engine.search(Query(ranges=(Range(field, *bounds),), at=day(at)))
    assert result.total == len(result.hits)
    return set(ids(result.hits))


def test_deadline_is_the_one_that_counts_at_the_instant(calls: Engine) -> None:
    assert within(calls, "closes", 10, 50, at=10) == {"fixed", "extended", "twice"}
    assert within(calls, "closes", 10, 50, at=25) == {"fixed", "twice"}
    assert within(calls, "closes", 60, 80, at=30) == {"extended", "twice"}
    assert within(calls, "closes", 60, 80, at=70) == {"extended"}


def test_instant_of_a_change_belongs_to_what_comes_after(calls: Engine) -> None:
    tick = 1 / DAY
    assert within(calls, "closes", 30, 30, at=20 - tick) == {"extended", "twice"}
    assert within(calls, "closes", 30, 30, at=20) == {"twice"}
    assert within(calls, "closes", 60, 60, at=30 - tick) == set()
    assert within(calls, "closes", 60, 60, at=30) == {"twice"}


def test_opening_is_asked_for_alike(calls: Engine) -> None:
    assert within(calls, "opens", 10, 15, at=1) == {"fixed", "extended", "open-ended"}
    assert within(calls, "opens", 40, 40, at=1) == set()
    assert within(calls, "opens", 40, 40, at=35) == {"twice"}


@pytest.mark.parametrize("field", ["opens", "closes", "amount", "issued", "updated"])
def test_none_never_matches(calls: Engine, field: str) -> None:
    for low, high in ((None, None), (0, None), (None, 0), (0, 0), (-1, 0)):
        assert "undated" not in within(calls, field, low, high, at=70)
    assert within(calls, "closes", None, None, at=70) == {"fixed", "extended"}


def test_bounds_are_part_of_the_range(filled: Filled) -> None:
    engine = filled(made(f"r{n}", amount=n * 1000) for n in range(4))

    def stated(low: int | None, high: int | None) -> set[str]:
        return set(ids(engine.search(Query(ranges=(Range("amount", low, high),))).hits))

    assert stated(1000, 2000) == {"r1", "r2"}
    assert stated(1001, 1999) == set()
    assert stated(2000, None) == {"r2", "r3"}
    assert stated(None, 2000) == {"r1", "r2"}
    assert stated(2000, 1000) == set()
    assert stated(None, 2**80) == {"r1", "r2", "r3"}


def test_several_ranges_are_and(filled: Filled) -> None:
    engine = filled(made(f"r{n}", amount=n, issued=10 - n) for n in range(1, 6))
    query = Query(ranges=(Range("amount", 2), Range("issued", 7)))

    assert set(ids(engine.search(query).hits)) == {"r2", "r3"}


def test_many_changes_keep_the_latest_deadlines(filled: Filled) -> None:
    many = [(float(n), n, n + 1) for n in range(1, 40)]
    engine = filled([made("many", deadlines=spans(*many, (-1, 40, 100)))])

    assert within(engine, "closes", 100, 100, at=39) == {"many"}
    assert within(engine, "closes", 40, 40, at=38.5) == {"many"}
