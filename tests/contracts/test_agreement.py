"""Engine and database answer every selection alike: the same records, the same counts, over the demonstration.

Every facet and every parameter is asked for by itself and in random company, at instants around the boundaries of
the real windows. Words are left out: there an engine ranks and matches by its own rules.
"""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import ExitStack
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from portal.publication.models import PublishedFacet, PublishedItem, PublishedSpan
from portal.taxonomy import vocabulary
from search.answering.query import compiled, countable, search
from search.engine import Engine, Sort
from search.engines.embedded import EmbeddedEngine
from search.filters.facets import BY_KIND, FACETS, facets_of
from search.filters.grammar import Selection, parse
from search.filters.parameters import PARAMETERS, parameters_of
from search.indexing.gathering import gather
from tests.elasticsearch.servers import SERVERS, on_server
from tests.search.records import call_item, publish, window

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TICK = dt.timedelta(microseconds=1)
DAY = dt.timedelta(days=1)
KINDS = ("", *BY_KIND)
RANDOM_CASES = 250
AMOUNTS = ((None, 80_000), (100_000, None), (1, 100_001), (None, 999_999.5), (3_000_000, 20_000_000), (None, None))


def publish_more() -> None:
    """What the demonstration has little of: amounts, and calls with several windows to which things happened."""
    for n, (least, most) in enumerate(AMOUNTS):
        amount = {"min": least, "max": most, "rate": None, "text": "示例"}
        publish("policy-products", f"金额{n}", subtype="scheme", amount=amount, validity_facts={})
    chance, now = random.Random(5), timezone.now().replace(microsecond=0)
    for n in range(40):
        windows = [some_window(chance, now) for _ in range(chance.randrange(1, 4))]
        publish("notices", f"申报通知{n}", level="city", items=[call_item(*windows)])


def some_window(chance: random.Random, now: dt.datetime) -> dict:
    opens = now + chance.randrange(-60, 60) * DAY
    closes = opens + chance.randrange(1, 90) * DAY
    kinds = ("extended", "suspended", "resumed", "quota_reached", "reopened")
    happenings = [
        {
            "id": str(n), "kind": chance.choice(kinds), "at": (opens + n * chance.randrange(1, 20) * DAY).isoformat(),
            "closes_at": (closes + chance.randrange(40) * DAY).isoformat(), "reason": "", "source_url": "",
        }
        for n in range(chance.randrange(3))
    ]  # fmt: skip
    return window(opens, closes, happenings=happenings)


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[list[Engine]]:
    """The demonstration and more, in every engine there is."""
    vocabulary.drop()
    call_command("load_demo", stdout=StringIO())
    publish_more()
    with connection.cursor() as cursor:
        # Uncommitted rows are never analysed by themselves, and PostgreSQL would plan as for empty tables.
        cursor.execute("ANALYZE")
    documents, deletions = gather(PublishedItem.objects.values_list("pk", flat=True))
    assert len(documents) > 300 and not deletions
    with ExitStack() as stack:
        found: list[Engine] = [EmbeddedEngine({"PATH": tmp_path / "index"})]
        found += [stack.enter_context(on_server(url)) for url in SERVERS]
        for engine in found:
            engine.rebuild([documents])
        yield found
    vocabulary.drop()


class Library:
    """Values that occur, so that selections find something."""

    def __init__(self) -> None:
        self.items = list(PublishedItem.objects.all())
        spans = PublishedSpan.objects.filter(axis="status").values_list("starts_at", "opens_at", "closes_at")
        self.turns = sorted({at for row in spans for at in row if at and 2000 < at.year < 9000})
        self.values = {name: self._values(name) for name in FACETS}
        self.codes: dict[str, list[dict[str, list[str]]]] = {}
        for item in PublishedItem.objects.prefetch_related("facet_rows"):
            codes: dict[str, list[str]] = {}
            for row in item.facet_rows.all():
                codes.setdefault(row.name, []).append(row.value)
            self.codes.setdefault(item.kind, []).append(codes)
        self.numbers = sorted({item.number for item in self.items if item.number})
        self.dates = sorted({item.date for item in self.items if item.date})
        self.changes = sorted({item.updated_at for item in self.items})

    def _values(self, name: str) -> list[str]:
        filed = PublishedFacet.objects.filter(name=name).values_list("value", flat=True).distinct()
        none = ["none"] if FACETS[name].may_be_none else []
        return sorted({*list(filed)[:40], *FACETS[name].values.all()[:40], *none})

    def some(self, facet: str, record: dict[str, list[str]], chance: random.Random) -> list[str]:
        """A few values of a facet; mostly one that the record has among them."""
        values = self.values[facet]
        found = chance.sample(values, min(len(values), chance.choice((1, 1, 2, 3))))
        own = [*record.get(facet, ()), *values[:1]]
        return list(dict.fromkeys([*found[1:], chance.choice(own)])) if chance.random() < 0.8 else found

    def record(self, kind: str, chance: random.Random) -> dict[str, list[str]]:
        """The codes of a record."""
        return chance.choice(self.codes[kind or chance.choice(list(self.codes))])

    def instant(self, chance: random.Random) -> dt.datetime:
        at = chance.choice(self.turns)
        return at + chance.choice((-7 * DAY, -30 * DAY, dt.timedelta())) + chance.choice((-TICK, dt.timedelta(), TICK))

    def parameter(self, name: str, chance: random.Random) -> str:
        match name:
            case "scope":
                return "exact"
            case "doc_number":
                return chance.choice([*self.numbers, "没有〔2020〕1号"])
            case "amount_from" | "amount_to":
                return str(chance.choice((1, 80_000, 100_000, 100_001, 500_000, 999_999, 3_000_000, 10**12)))
            case "issued_from" | "issued_to" | "from" | "to":
                return (chance.choice(self.dates) + chance.choice((-1, 0, 1)) * DAY).isoformat()
            case "updated_after":
                return (chance.choice(self.changes) + chance.choice((-TICK, dt.timedelta()))).isoformat()
        return self.instant(chance).isoformat()


def some_query(library: Library, chance: random.Random, kind: str, facets: list[str], parameters: list[str]) -> str:
    query = QueryDict(mutable=True)
    record = library.record(kind, chance)
    for name in facets:
        query[chance.choice(("", "", "-")) + name] = ",".join(library.some(name, record, chance))
    for name in parameters:
        query[name] = library.parameter(name, chance)
    return query.urlencode()


def queries(library: Library) -> Iterator[tuple[str, str]]:
    """(kind, query string)."""
    chance = random.Random(6)
    for kind in KINDS:
        for facet in facets_of(kind):
            yield kind, some_query(library, chance, kind, [facet.name], chance.choice(([], ["as_of"])))
        for parameter in parameters_of(kind):
            if parameter.name != "q":
                yield kind, some_query(library, chance, kind, [], [parameter.name])
    for _ in range(RANDOM_CASES):
        kind = chance.choice(("", "", "notices", "notices", *BY_KIND))
        facets = chance.sample([facet.name for facet in facets_of(kind)], chance.choice((1, 2, 2, 3)))
        known = [parameter.name for parameter in parameters_of(kind) if parameter.name != "q"]
        yield kind, some_query(library, chance, kind, facets, chance.sample(known, chance.choice((0, 1, 1, 2))))


def by_database(selection: Selection, kind: str, names: list[str], at: dt.datetime) -> tuple[set[str], dict]:
    base = PublishedItem.objects.filter(live=True, **({"kind": kind} if kind else {}))
    found = {str(pk) for pk in base.filter(selection.q(at)).values_list("pk", flat=True)}
    return found, selection.facet_counts(names, base, at)


def by_engine(engine: Engine, selection: Selection, kind: str, names: list[str], at: dt.datetime) -> tuple[set, dict]:
    found = search(selection, now=at, kind=kind, facets=names, engine=engine, limit=1)
    query = compiled(selection, at=at, kind=kind, facets=[], sort=Sort.DATE, offset=0, limit=1)
    ids = list(engine.ids(query))
    assert not found.degraded and found.total == len(ids) == len(set(ids))
    return set(ids), found.facets


def total(engine: Engine, text: str, kind: str, at: dt.datetime) -> int:
    selection = parse(QueryDict(text), facets=facets_of(kind), parameters=parameters_of(kind), strict=True)
    query = compiled(selection, at=at, kind=kind, facets=[], sort=Sort.DATE, offset=0, limit=1)
    return engine.totals([query])[0]


def test_every_selection_finds_and_counts_alike(engines: list[Engine]) -> None:
    library, now, chance = Library(), timezone.now(), random.Random(7)
    asked: set[str] = set()
    narrowed = 0
    for kind, text in queries(library):
        facets, parameters = facets_of(kind), parameters_of(kind)
        selection = parse(QueryDict(text), facets=facets, parameters=parameters, strict=True)
        assert selection.errors == [], text
        used = {*selection.chosen, *selection.excluded}
        others = [facet.name for facet in facets if facet.name not in used]
        names = countable([*used, *chance.sample(others, min(len(others), 3))])
        at = selection.instant(now)

        expected = by_database(selection, kind, names, at)
        for engine in engines:
            assert by_engine(engine, selection, kind, names, at) == expected, (type(engine).__name__, kind, text)
        asked |= used | {*selection.values}
        narrowed += 0 < len(expected[0]) < len(library.items)
        if counted := [(name, row) for name, rows in expected[1].items() for row in rows]:
            name, row = chance.choice(counted)
            chosen = selection.query_string(**{name: row["value"]})
            assert total(engines[0], chosen, kind, at) == row["count"], (kind, chosen)
    assert asked == {*FACETS, *PARAMETERS} - {"q"}
    assert narrowed > 150
