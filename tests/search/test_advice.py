"""When nothing was found: which filter to drop, what it gives back, by engine and by database alike."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import QueryDict

from search.filters.grammar import Selection, parse
from search.finding.advice import Drop, drops, similar_wording
from tests.search.records import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(indexed: Callable[[], None]) -> None:
    for number in range(3):
        publish(title=f"企业研发补贴第{number}号", level="city", field=["technology"], issued_on="2024-03-01")
    publish(title="税收优惠目录", level="province", field=["tax"], issued_on="2020-03-01")
    publish("notices", title="企业研发申报", level="province", field=["technology"], items=[])
    indexed()


def selected(query: str) -> Selection:
    return parse(QueryDict(query), strict=True)


def totals(found: list[Drop]) -> dict[str, int]:
    return {drop.label.split(": ")[-1].strip("“”"): drop.total for drop in found}


def test_each_filter_is_dropped_alone_and_the_largest_gain_comes_first(library: None) -> None:
    found = drops(selected("q=企业研发补贴&level=province&-field=technology"))

    assert totals(found[1:]) == {"不含科技创新": 1, "企业研发补贴": 1}
    assert (found[0].query_string, found[0].total) == ("q=%E4%BC%81%E4%B8%9A%E7%A0%94%E5%8F%91%E8%A1%A5%E8%B4%B4", 4)
    single = drops(selected("q=税收优惠&level=city"))
    assert totals(single) == {"市": 1, "税收优惠": 3} and [drop.total for drop in single] == [3, 1]


def test_values_of_one_facet_go_together(library: None) -> None:
    found = drops(selected("q=税收优惠&level=city,district"))

    assert {drop.query_string: drop.total for drop in found} == {
        "q=%E7%A8%8E%E6%94%B6%E4%BC%98%E6%83%A0": 1,
        "level=city,district": 3,
    }
    assert [drop.total for drop in found] == [3, 1]


def test_parameters_and_single_words_are_dropped_too(library: None) -> None:
    assert totals(drops(selected("q=税收优惠&issued_from=2030-01-01"))) == {"2030-01-01": 1}
    assert totals(drops(selected("q=企业研发 税收优惠"))) == {
        "企业研发 税收优惠": 5, "税收优惠": 4, "企业研发": 1}  # fmt: skip


def test_where_no_single_drop_helps_each_word_is_tried_alone(library: None) -> None:
    found = drops(selected("q=税收 研发 火星&level=town&issued_from=2030-01-01"))

    assert [(drop.label, drop.total, drop.only) for drop in found] == [
        ("“研发”", 4, True), ("“税收”", 1, True)]  # fmt: skip
    assert all("level" not in drop.query_string for drop in found)


def test_all_filters_at_once(library: None) -> None:
    found = drops(selected("q=税收优惠&level=town&issued_from=2030-01-01"))

    assert [(drop.query_string.startswith("q="), drop.total) for drop in found] == [(True, 1)]


def test_a_list_of_one_kind_counts_its_own_kind(library: None) -> None:
    assert [drop.total for drop in drops(selected("q=税收优惠"), "notices")] == [1]


@pytest.mark.parametrize("query", ["q=税收&level=city", "level=city&field=tax", "-level=none&issued_from=2030-01-01"])
def test_the_database_counts_alike(library: None, index_folder: Path, query: str) -> None:
    by_engine = drops(selected(query))
    (index_folder / "current").unlink()

    assert by_engine and drops(selected(query)) == by_engine


def test_similar_wording_needs_some_of_the_words(library: None, index_folder: Path) -> None:
    assert [item.title for item in similar_wording("税收减免目录")] == ["税收优惠目录"]
    assert similar_wording("税收减免目录", "notices") == []
    assert similar_wording("") == similar_wording("！") == []
    (index_folder / "current").unlink()
    assert similar_wording("税收减免目录") == []
