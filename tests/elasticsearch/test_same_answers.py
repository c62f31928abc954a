"""Every engine answers alike over the real documents: the same records, counts and, ties apart, the same first ten."""

import datetime as dt
import os
import random
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from search.engine import Counted, Engine, Filter, Query, Sort
from search.engines.embedded import EmbeddedEngine
from search.filing import Deadline, SearchDocument, tie_of
from search.ranges import Range, microseconds
from tests.benchmarks.relevance import documents, lines
from tests.elasticsearch.servers import NO_SERVER, SERVERS, on_server

FOLDER = Path(os.environ.get("HUIQI_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
DAY = 86_400 * 10**6
ASKED = 250
SELECTED = 120
# Scores are added up in another order: the last digits differ.
NOISE = 1e-4
LEVELS, FIELDS = ("state", "province", "city", "county"), tuple(f"f{n}" for n in range(12))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SERVERS, reason=NO_SERVER),
    pytest.mark.skipif(not (FOLDER / "queries.jsonl").exists(), reason="no real documents: set HUIQI_SHARED_DATA"),
]


def described(document: SearchDocument) -> SearchDocument:
    """A real text with codes, days and deadlines drawn from its id."""
    chance = random.Random(tie_of(document.id))
    fields = chance.sample(FIELDS, chance.randrange(4)) or ["none"]
    codes = {f"level:{chance.choice(LEVELS)}", *(f"field:{field}" for field in fields)}
    opens = microseconds(NOW) + chance.randrange(-200, 200) * DAY
    closes = opens + chance.randrange(1, 90) * DAY
    call = (Deadline(2**62, closes, opens),) if chance.random() < 0.4 else ()
    state = "open" if call and opens <= microseconds(NOW) < closes else "other"
    return replace(
        document, codes=frozenset(codes), terms=frozenset({*codes, f"state:{state}"}), deadlines=call,
        date=chance.randrange(700_000, 740_000), issued=chance.randrange(700_000, 740_000),
        amount=chance.choice((0, 10_000, 500_000)), level_rank=chance.randrange(5),
    )  # fmt: skip


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    filed = [described(document) for document in documents(FOLDER)]
    with ExitStack() as stack:
        made: dict[str, Engine] = {"embedded": EmbeddedEngine({"PATH": tmp_path_factory.mktemp("index")})}
        made |= {url: stack.enter_context(on_server(url)) for url in SERVERS}
        for engine in made.values():
            engine.rebuild(filed[start : start + 200] for start in range(0, len(filed), 200))
        yield made


def asked(count: int) -> list[str]:
    texts = [found["query"] for found in lines(FOLDER / "queries.jsonl")]
    return random.Random(7).sample(texts, count)


def selections() -> Iterator[Query]:
    """Real texts, and none, with filters, ranges, orders and counts drawn by lot."""
    chance = random.Random(11)
    counted = (Counted("level"), Counted("field"), Counted("state", {"open": frozenset({"state:open"})}))
    for text in [*asked(SELECTED), *[""] * SELECTED]:
        filters = [
            Filter("level", frozenset(f"level:{level}" for level in chance.sample(LEVELS, 2))),
            Filter("field", frozenset(f"field:{field}" for field in chance.sample(FIELDS, 3)), chance.random() < 0.3),
            Filter("", frozenset({"state:open"})),
        ]
        ranges = [Range("issued", 705_000, 735_000), Range("amount", 1), Range("closes", microseconds(NOW))]
        yield Query(
            text,
            variants=(f"{text}办法",) if text and chance.random() < 0.3 else (),
            filters=tuple(chance.sample(filters, chance.randrange(4))),
            ranges=tuple(chance.sample(ranges, chance.randrange(2))),
            counted=counted,
            sort=chance.choice(list(Sort)),
            at=NOW,
            status_order=(frozenset({"state:open"}),),
            limit=10,
        )


def differ(one: Engine, other: Engine, query: Query) -> str:
    """What differs between two answers; empty when nothing does."""
    first, second = one.search(query), other.search(query)
    if first.total != second.total:
        return f"{first.total} records, {second.total} records"
    if first.facets != second.facets:
        return f"counts {first.facets} and {second.facets}"
    if query.sort is not Sort.RELEVANCE or not query.text:
        return "" if first == second else "order"
    scores = zip(first.hits, second.hits, strict=True)
    if any(abs(mine.score - theirs.score) > NOISE * max(1, mine.score) for mine, theirs in scores):
        return f"scores {first.hits} and {second.hits}"
    ours, theirs = ({hit.id for hit in result.hits[:-1]} for result in (first, second))
    last = first.hits[-1].score if first.hits else 0.0
    strangers = {hit.id: hit.score for hit in (*first.hits, *second.hits) if hit.id in ours ^ theirs}
    return (
        "" if all(score - last <= NOISE * max(1, score) for score in strangers.values()) else f"first ten: {strangers}"
    )


def differences(engines: dict[str, Engine], queries: Iterable[Query]) -> list[str]:
    embedded = engines["embedded"]
    return [
        f"{url} {query.text!r} {query.sort}: {found}"
        for query in queries
        for url in SERVERS
        if (found := differ(embedded, engines[url], query))
    ]


def test_real_queries_have_the_same_total_scores_and_first_ten(engines: dict[str, Engine]) -> None:
    assert differences(engines, [Query(text, limit=10) for text in asked(ASKED)]) == []


def test_selections_have_the_same_total_counts_and_order(engines: dict[str, Engine]) -> None:
    assert differences(engines, selections()) == []


def test_the_sets_are_the_same_to_the_last_record(engines: dict[str, Engine]) -> None:
    for query in list(selections())[::4]:
        expected = sorted(engines["embedded"].ids(query))
        for url in SERVERS:
            assert sorted(engines[url].ids(query)) == expected, (url, query)


def test_what_is_filed_is_the_same(engines: dict[str, Engine]) -> None:
    expected = engines["embedded"].filed()

    assert len(expected) > 1_000
    for url in SERVERS:
        assert engines[url].filed() == expected
        assert engines[url].totals([Query(), Query("企业")]) == engines["embedded"].totals([Query(), Query("企业")])
