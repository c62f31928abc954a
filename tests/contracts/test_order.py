"""Orders on every engine: complete, so that what is equal comes alike everywhere and pages never overlap."""

import random

import pytest

from search.engine import Engine, Filter, Query, Sort
from search.filing import Deadline, SearchDocument, tie_of
from tests.contracts.conftest import Filled
from tests.contracts.documents import ids, made
from tests.contracts.test_ranges import DAY, FOREVER, day, spans

GROUPS = (frozenset({"status:open"}), frozenset({"status:upcoming", "status:suspended"}))


def some_records() -> list[SearchDocument]:
    chance = random.Random(7)
    return [
        made(
            f"r{n}",
            "企业补贴办法" if n % 3 else "企业研发补贴",
            date=chance.choice([0, 5, 6]),
            amount=chance.choice([0, 0, 100, 200]),
            level_rank=chance.choice([1, 2]),
            terms=chance.sample(["status:open", "status:upcoming", "status:suspended", "x:y"], 1),
            deadlines=spans(*chance.choice([[], [(-1, 1, 20)], [(-1, 1, 40)], [(10, 1, 20), (-1, 1, 41)]])),
        )
        for n in range(60)
    ]


def closes_at(record: SearchDocument, at: int) -> int:
    found: list[Deadline] = [deadline for deadline in record.deadlines if at < deadline.until]
    return found[0].closes if found else 0


def by_rule(records: list[SearchDocument], sort: Sort, at: int) -> list[str]:
    """The order as the contract words it."""

    def near(record: SearchDocument) -> tuple[int, int]:
        closes = closes_at(record, at)
        return (2, 0) if not closes else (0, closes) if closes > at else (1, -closes)

    def group(record: SearchDocument) -> int:
        return next((n for n, terms in enumerate(GROUPS) if terms & record.terms), len(GROUPS))

    def key(record: SearchDocument) -> tuple[object, ...]:
        equal = (-record.date, tie_of(record.id))
        first: dict[Sort, tuple[object, ...]] = {
            Sort.DATE: (),
            Sort.AMOUNT: (-record.amount,),
            Sort.DEADLINE: (group(record), near(record)),
            Sort.CALLS: (group(record), record.level_rank, near(record)),
        }
        return (*first[sort], *equal)

    return [record.id for record in sorted(records, key=key)]


def paged(engine: Engine, query: Query, size: int) -> list[str]:
    found: list[str] = []
    for offset in range(0, 80, size):
        found += ids(
            engine.search(
                Query(
                    query.text,
                    filters=query.filters,
                    sort=query.sort,
                    at=query.at,
                    status_order=query.status_order,
                    offset=offset,
                    limit=size,
                )
            ).hits
        )
    return found


@pytest.mark.parametrize("sort", [Sort.DATE, Sort.AMOUNT, Sort.DEADLINE, Sort.CALLS])
@pytest.mark.parametrize("now", [5, 30, 50])
def test_every_order_is_as_worded(filled: Filled, sort: Sort, now: int) -> None:
    records = some_records()
    engine = filled(records)
    query = Query(sort=sort, at=day(now), status_order=GROUPS)

    assert list(engine.ids(query)) == by_rule(records, sort, now * DAY)


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("text", ["", "企业补贴"])
def test_pages_and_the_whole_are_in_the_same_order(filled: Filled, sort: Sort, text: str) -> None:
    engine = filled(some_records())
    query = Query(text, sort=sort, at=day(30), status_order=GROUPS, offset=3, limit=1)
    whole = list(engine.ids(query))

    assert len(whole) == len(set(whole)) == engine.search(query).total == engine.totals([query])[0]
    assert paged(engine, query, 7) == paged(engine, query, 25) == whole


def test_equal_scores_come_latest_first_then_by_tie(filled: Filled) -> None:
    records = [made(f"r{n}", "工作要点", date=n % 3) for n in range(40)]
    engine = filled(records)

    expected = [record.id for record in sorted(records, key=lambda record: (-record.date, tie_of(record.id)))]
    assert list(engine.ids(Query("工作要点"))) == expected
    assert ids(engine.search(Query("工作要点", limit=10)).hits) == expected[:10]


def test_order_does_not_depend_on_when_a_record_was_written(filled: Filled, engine: Engine) -> None:
    records = some_records()
    filled(records)
    before = [list(engine.ids(Query("企业补贴", sort=sort, at=day(30), status_order=GROUPS))) for sort in Sort]
    engine.rebuild([records[::-1]])

    assert before == [list(engine.ids(Query("企业补贴", sort=sort, at=day(30), status_order=GROUPS))) for sort in Sort]


def test_deadlines_to_come_then_past_ones_then_none(filled: Filled) -> None:
    engine = filled(
        made(name, deadlines=(Deadline(FOREVER, closes * DAY),) if closes else ())
        for name, closes in {"none": 0, "long-past": 3, "past": 9, "far": 90, "near": 11}.items()
    )

    found = ids(engine.search(Query(sort=Sort.DEADLINE, at=day(10))).hits)
    assert found == ["near", "far", "past", "long-past", "none"]


def test_ids_are_all_of_them_and_keep_to_the_filters(filled: Filled) -> None:
    engine = filled(made(f"r{n}", codes=[f"half:{n % 2}"]) for n in range(250))

    assert len(list(engine.ids(Query()))) == 250
    query = Query(filters=(Filter("half", frozenset({"half:1"})),))
    assert {int(id[1:]) % 2 for id in engine.ids(query)} == {1}
    assert list(engine.ids(Query("没有这样的"))) == []


def test_totals_answer_each_query(filled: Filled) -> None:
    engine = filled(some_records())
    queries = [Query(), Query("研发"), Query("没有"), Query("企业", filters=(Filter("", frozenset({"x:y"})),))]

    assert engine.totals(queries) == [engine.search(query).total for query in queries]
    assert engine.totals([]) == []
