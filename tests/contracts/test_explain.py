"""Why a record matches, in words, on every engine."""

import re

import pytest

from search.engine import Query
from tests.contracts.conftest import Filled
from tests.contracts.documents import chosen, made


def test_explanation_tells_what_was_found_and_the_score(filled: Filled) -> None:
    engine = filled([made("a", "企业研发费用补贴"), made("b", "道路交通")])
    query = Query("研发费用")

    told = engine.explain(query, "a")
    assert "研发" in told
    scores = [float(number) for number in re.findall(r"\d+\.\d+", told)]
    assert pytest.approx(engine.search(query).hits[0].score, abs=0.01) in scores


def test_what_does_not_match_has_no_explanation(filled: Filled) -> None:
    engine = filled([made("a", "企业研发费用补贴", codes=["level:city"]), made("b", "道路交通")])

    assert engine.explain(Query("研发费用"), "b") == ""
    assert engine.explain(Query("研发费用", filters=(chosen("level", "province"),)), "a") == ""
    assert engine.explain(Query("研发费用"), "nobody") == ""


def test_variant_pin_and_listing_without_text_are_explained(filled: Filled) -> None:
    engine = filled([made("a", "企业研发费用补贴")])

    assert "补贴" in engine.explain(Query("没有的", variants=("补贴",)), "a")
    assert engine.explain(Query("没有的", pinned=("a",)), "a")
    assert engine.explain(Query(), "a")
