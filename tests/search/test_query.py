"""A selection answered by engine and by database: the same records, the same counts, never one that is gone."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import QueryDict
from django.utils import timezone

from portal.publication.models import PublicationEvent, PublishedItem
from search.answering.query import Found, search
from search.engine import Engine, EngineUnavailable, Sort
from search.filters.facets import FACETS, facets_of
from search.filters.grammar import parse
from search.indexing.indexer import Indexer
from tests.search.records import call_item, publish, remove, window

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
QUERIES = (
    "", "level=city", "level=city,none", "-level=city", "field=tax&status=none", "status=open,closing_soon",
    "status=none", "region=330300", "region=330300&scope=exact", "region=none", "validity=in_force", "-validity=none",
    "kind=notices&level=city", "issued_from=2024-01-01", "issued_to=2023-12-31", "year=2024", "purpose=application",
    "updated_after=2020-01-01T00:00:00Z", "updated_after=2999-01-01T00:00:00Z", "as_of=2026-07-01T00:00:00Z",
    "as_of=2030-07-01T00:00:00Z&status=closed", "type=scheme", "type=none&-level=none", "preferential=true",
)  # fmt: skip


@pytest.fixture
def library(indexed: Callable[[], None]) -> None:
    publish(
        title="市级科技政策",
        level="city",
        field=["technology"],
        region=["330300"],
        issued_on="2024-03-01",
        year=2024,
        body_text="支持企业研发。",
        validity_facts={"effective_from": "2024-03-01", "valid_to": "2027-03-01"},
    )
    publish(
        title="省级税收政策",
        level="province",
        field=["tax", "technology"],
        region=["330000"],
        preferential=True,
        issued_on="2023-03-01",
        year=2023,
    )
    publish(title="国家税收政策", level="country", field=["tax"], region=["100000"], issued_on=None)
    publish(title="无级别政策", region=["320500", "330300"])
    publish("notices", "开放的申报通知", level="city", items=[call_item(window(NOW - DAY, NOW + 60 * DAY))])
    publish("notices", "未开始的申报通知", level="city", items=[call_item(window(NOW + DAY, NOW + 60 * DAY))])
    publish("notices", "即将截止的申报通知", level="district", items=[call_item(window(NOW - DAY, NOW + DAY))])
    publish("policy-products", "研发补贴", subtype="scheme", level="city", validity_facts={})
    indexed()  # fmt: skip


def asked(query: str, **given: object) -> Found:
    selection = parse(QueryDict(query), strict=True)
    assert selection.errors == []
    names = [facet.name for facet in facets_of()]
    return search(selection, now=NOW, facets=names, limit=50, **given)


def titles(found: Found) -> list[str]:
    return [hit.item.title for hit in found.hits]


class Broken(Engine):
    """An engine that never answers."""

    def search(self, query):
        raise EngineUnavailable("refused")

    totals = ids = titles = explain = apply = filed = ready = epoch = beside = tidy = search


@pytest.mark.parametrize("query", QUERIES)
def test_engine_and_database_agree(library: None, query: str) -> None:
    by_engine, by_database = asked(query), asked(query, engine=Broken())

    assert (by_engine.degraded, by_database.degraded) == (False, True)
    assert set(titles(by_engine)) == set(titles(by_database))
    assert by_engine.total == by_database.total == len(by_engine.hits)
    assert by_engine.facets == by_database.facets


@pytest.mark.parametrize("query", ["", "level=city", "status=open", "region=330300"])
def test_every_count_is_the_total_of_its_filter(library: None, query: str) -> None:
    selection = parse(QueryDict(query), strict=True)
    for name, rows in asked(query).facets.items():
        for row in rows:
            assert asked(selection.query_string(**{name: row["value"]})).total == row["count"], (name, row)


def test_single_valued_facets_add_up(library: None) -> None:
    found = asked("")

    assert {name: sum(row["count"] for row in found.facets[name]) for name in ("kind", "level", "status")} == {
        "kind": 8, "level": 8, "status": 8}  # fmt: skip


def test_calls_come_open_first_narrowest_nearest(library: None) -> None:
    expected = ["即将截止的申报通知", "开放的申报通知", "未开始的申报通知"]

    assert titles(asked("kind=notices")) == expected
    assert titles(asked("kind=notices", engine=Broken())) == expected
    assert asked("kind=notices").sort is Sort.CALLS


def test_words_rank_and_narrow(library: None) -> None:
    found = asked("q=科技政策")

    assert titles(found)[0] == "市级科技政策"
    assert found.sort is Sort.RELEVANCE
    assert titles(asked("q=企业研发")) == ["市级科技政策"]


def test_status_is_stamped_for_the_instant(library: None) -> None:
    hits = asked("kind=notices&as_of=2026-07-01T00:00:00Z").hits

    assert {hit.item.title: hit.listing["status"] for hit in hits} == {
        "开放的申报通知": "open", "未开始的申报通知": "open", "即将截止的申报通知": "closed"}  # fmt: skip


def test_withdrawn_record_never_shows_whatever_the_index_says(library: None, indexed: Callable[[], None]) -> None:
    remove(PublishedItem.objects.get(title="市级科技政策"))

    before = asked("q=科技政策")
    indexed()
    after = asked("q=科技政策")
    assert "市级科技政策" not in titles(before) + titles(after)
    assert after.total == len(after.hits)


def test_indexing_twice_changes_nothing(library: None, engine: Engine) -> None:
    before = engine.filed()
    Indexer().handle(list(PublicationEvent.objects.order_by("position")))

    positions = {str(pk): position for pk, position in PublishedItem.objects.values_list("pk", "position")}
    assert engine.filed() == before
    assert {id: filed.position for id, filed in before.items()} == positions


@pytest.mark.parametrize("damage", ["missing", "pointer", "meta", "segment"])
def test_damaged_index_is_no_error_and_is_built_again(
    library: None, index_folder: Path, damage: str, indexed: Callable[[], None]
) -> None:
    serving = index_folder / (index_folder / "current").read_text()
    if damage in ("missing", "pointer"):
        (index_folder / "current").write_bytes(b"\xff\xfe") if damage == "pointer" else (
            index_folder / "current"
        ).unlink()
    elif damage == "meta":
        (serving / "meta.json").write_text("{broken")
    else:
        for path in serving.glob("*.idx"):
            path.unlink()

    assert set(titles(asked("level=city"))) >= {"市级科技政策", "研发补贴"}
    publish(title="之后发布的政策")
    indexed()
    found = asked("q=之后发布的政策")
    if damage != "segment":
        assert (titles(found)[0], found.degraded) == ("之后发布的政策", False)


def test_page_beyond_the_end_is_empty(library: None) -> None:
    assert asked("", offset=5_000).hits == []
    assert asked("", engine=Broken(), offset=5_000).hits == []


def test_every_facet_is_answered_by_both(library: None) -> None:
    assert set(asked("").facets) == set(asked("", engine=Broken()).facets) <= set(FACETS)
    assert timezone.is_aware(asked("").at)
