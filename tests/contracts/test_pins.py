"""Other wordings of a query, and records put first by hand, on every engine."""

import pytest

from search.engine import Engine, Query, Sort
from search.text.recipe import numbers
from tests.contracts.conftest import Filled
from tests.contracts.documents import chosen, counted, ids, made

NUMBER = "国办发〔2018〕108号"


@pytest.fixture
def library(filled: Filled) -> Engine:
    return filled(
        [
            made("sme", "中小企业发展专项资金", codes=["level:city"], date=1),
            made("small", "小微企业补助办法", codes=["level:city"], date=2),
            made("number", "分工方案", numbers=numbers(NUMBER), codes=["level:province"], date=3),
            made("other", "关于道路交通的通知", codes=["level:province"], date=4),
        ]
    )


def found(engine: Engine, *args: object, **given: object) -> list[str]:
    return ids(engine.search(Query(*args, **given)).hits)  # type: ignore[arg-type]


def test_record_matches_the_text_or_a_variant(library: Engine) -> None:
    assert found(library, "中小企业") == ["sme"]
    assert set(found(library, "中小企业", variants=("小微企业",))) == {"sme", "small"}
    assert set(found(library, "小微企业", variants=("中小企业", "道路交通"))) == {"sme", "small", "other"}


def test_variants_do_not_pair_up(library: Engine) -> None:
    assert found(library, "专项 补助", variants=("资金 办法",)) == []


def test_best_wording_counts_and_not_their_sum(library: Engine) -> None:
    hits = library.search(Query("中小企业", variants=("小微企业",))).hits
    alone = [library.search(Query(text)).hits[0].score for text in ("中小企业", "小微企业")]

    assert sorted(hit.score for hit in hits) == pytest.approx(sorted(alone), rel=1e-3)


def test_same_wording_twice_changes_nothing(library: Engine) -> None:
    assert library.search(Query("企业", variants=("企业",))) == library.search(Query("企业"))


def test_filters_and_counts_hold_for_variants(library: Engine) -> None:
    result = library.search(
        Query("中小企业", variants=("道路交通",), filters=(chosen("level", "city"),), counted=counted("level"))
    )

    assert ids(result.hits) == ["sme"]
    assert result.facets == {"level": {"city": 1, "province": 1}}


def test_pinned_come_first_in_their_order_without_matching(library: Engine) -> None:
    assert found(library, "小微企业", pinned=("other", "sme")) == ["other", "sme", "small"]
    assert found(library, "小微企业", pinned=("sme", "other")) == ["sme", "other", "small"]


def test_pinned_come_before_an_equal_number_and_an_equal_title(library: Engine) -> None:
    assert found(library, NUMBER) == ["number"]
    assert found(library, NUMBER, pinned=("other",)) == ["other", "number"]
    assert found(library, "分工方案", pinned=("other", "small")) == ["other", "small", "number"]


def test_pinned_count_once(library: Engine) -> None:
    query = Query("小微企业", pinned=("small", "other", "small"), counted=counted("level"))
    result = library.search(query)

    assert (ids(result.hits), result.total) == (["small", "other"], 2)
    assert result.facets == {"level": {"city": 1, "province": 1}}
    assert library.totals([query]) == [2]


def test_filters_hold_for_pinned(library: Engine) -> None:
    assert found(library, "小微企业", pinned=("other",), filters=(chosen("level", "city"),)) == ["small"]


def test_pinned_are_found_where_the_text_holds_nothing(library: Engine) -> None:
    assert found(library, "？！", pinned=("other",)) == ["other"]


def test_pinned_that_is_not_there_is_nothing(library: Engine) -> None:
    assert found(library, "小微企业", pinned=("gone",)) == ["small"]


def test_pinned_pages_go_on_with_the_rest(library: Engine) -> None:
    pages = [found(library, "企业", pinned=("other",), offset=n, limit=1) for n in range(4)]

    assert pages[0] == ["other"]
    assert {page[0] for page in pages[1:3]} == {"sme", "small"}
    assert pages[3] == []


def test_pins_have_no_say_in_another_order(library: Engine) -> None:
    assert found(library, "企业", pinned=("sme", "other"), sort=Sort.DATE) == ["other", "small", "sme"]
