"""Titles by some of their tokens, on every engine: what suggestions and near spellings ask for."""

import pytest

from search.engine import Engine, Query, TitleLookup
from search.filing import Deletion
from search.text.chinese import bigrams, unigrams
from search.text.sounds import sounds
from tests.contracts.conftest import Filled
from tests.contracts.documents import chosen, ids, made


@pytest.fixture
def library(filled: Filled) -> Engine:
    return filled(
        [
            made("subsidy", "企业研发费用补贴办法", codes=["kind:policies"], date=1),
            made("fee", "研发费用加计扣除指引", codes=["kind:guides"], date=2),
            made("road", "道路交通安全通知", text="企业研发费用补贴办法", codes=["kind:policies"], date=3),
            made("empty", "", text="企业研发"),
        ]
    )


def titled(engine: Engine, **given: object) -> list[str]:
    return ids(engine.titles(TitleLookup(**given)))  # type: ignore[arg-type]


def test_titles_have_as_many_tokens_as_required(library: Engine) -> None:
    pairs = tuple(bigrams("研发费用补贴"))

    assert titled(library, pairs=pairs, required=1) == ["subsidy", "fee"]
    assert titled(library, pairs=pairs, required=len(pairs)) == ["subsidy"]
    assert titled(library, pairs=pairs, required=len(pairs) + 1) == []


def test_tokens_of_every_sort_count_together(library: Engine) -> None:
    given = {"pairs": ("加计",), "characters": tuple(unigrams("扣除")), "sounds": ("zhi.yin",)}

    assert titled(library, required=4, **given) == ["fee"]
    assert titled(library, required=5, **given) == []


def test_title_is_found_by_its_sound(library: Engine) -> None:
    assert titled(library, sounds=tuple(sounds("加计扣初")), required=9) == ["fee"]
    assert set(titled(library, sounds=tuple(sounds("燕发飞用")), required=9)) == {"subsidy", "fee"}
    assert titled(library, sounds=("y.f", "f.f", "f.y", "b.t"), required=4) == ["subsidy"]


def test_the_text_has_no_say(library: Engine) -> None:
    assert "road" not in titled(library, pairs=("研发",))


def test_sounds_have_no_say_in_a_search(library: Engine) -> None:
    assert library.search(Query("yan.fa")).total == 0
    assert library.search(Query("燕发")).total == 0


def test_filters_limit_and_what_is_gone(library: Engine) -> None:
    assert titled(library, pairs=("研发",), filters=(chosen("kind", "policies"),)) == ["subsidy"]
    assert titled(library, pairs=("研发",), filters=(chosen("kind", "policies", negated=True),)) == ["fee"]
    assert len(titled(library, pairs=("研发",), limit=1)) == 1

    library.apply([], [Deletion("subsidy", 2)])
    assert titled(library, pairs=("研发",)) == ["fee"]


def test_nothing_asked_for_is_nothing_found(library: Engine) -> None:
    assert titled(library) == []
    assert titled(library, pairs=("没有",)) == []


def test_equal_titles_come_latest_first(filled: Filled) -> None:
    engine = filled(made(f"r{n}", "年度工作要点", date=n) for n in range(1, 30))

    assert titled(engine, pairs=("工作",), limit=3) == ["r29", "r28", "r27"]
