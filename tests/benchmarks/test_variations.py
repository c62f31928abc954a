"""Variations are real words, alike every time, each a record of its own, and point at each other as their seeds do."""

from itertools import islice
from random import Random
from statistics import mean
from typing import Any
from uuid import uuid5

import pytest

from tests.benchmarks.rewording import reworder
from tests.benchmarks.variations import NAMESPACE, clauses_of, renamed, seed_of, variations

POLICY, SECOND, SCHEME, CALL, BODY = (str(uuid5(NAMESPACE, name)) for name in ("1", "2", "scheme", "call", "body"))
TEXTS = (
    "第一条 为了规范广东省科学技术奖励，制定本办法。\n第二条 自2020年1月1日起施行。\n第三条 解释权属发展改革部门。",
    "一、支持企业创新。\n二、简化办税手续，缩短时间。\n三、本通知有效期五年。\n四、各地认真落实。",
)


def form(kind: str, id: str, title: str, **given: Any) -> dict[str, Any]:
    roles = {"competent": [{"id": BODY, "name": "广东省财政厅"}]}
    return {
        "id": id, "kind": kind, "title": title, "level": "province", "region": ["440000"], "field": ["tax"],
        "roles": roles, "source": {"name": "x", "id": id}, "published_on": "2020-05-01", "year": 2020, "body_text": "",
        "body_html": "", **given,
    }  # fmt: skip


@pytest.fixture
def seeds() -> list[dict[str, Any]]:
    clauses = [{"id": str(uuid5(NAMESPACE, "clause")), "label": "第一条", "text": ""}]
    window = {"id": str(uuid5(NAMESPACE, "window")), "opens_at": "2026-01-01T09:00:00+08:00", "closes_at": None}
    scheme = {"id": SCHEME, "kind": "policy-products", "title": "科技奖励"}
    held = [
        form("policies", POLICY, "印发广东省科技奖励办法的通知", body_text=TEXTS[0], body_html="<p>", clauses=clauses),
        form("policies", SECOND, "关于支持企业的意见", body_text=TEXTS[1], doc_number="粤府〔2020〕12号"),
        form("policy-products", SCHEME, "科技奖励", type="scheme", policies=[{"id": POLICY, "title": "办法"}]),
        form("notices", CALL, "2026年度科技奖励申报通知", items=[{"scheme": scheme, "windows": [window]}]),
    ]  # fmt: skip
    return [seed_of(detail) for detail in held]


def test_the_same_seed_number_gives_the_same_variations_and_another_one_others(seeds: list[dict[str, Any]]) -> None:
    def made(number: int) -> list[dict[str, Any]]:
        return list(islice(variations(seeds, seed=number), 12))

    assert made(1) == made(1)
    assert made(1) != made(2)


def test_ids_are_unique_however_many_are_made(seeds: list[dict[str, Any]]) -> None:
    ids = [made["id"] for made in islice(variations(seeds, calls=0.5), 400)]

    assert len(set(ids)) == 400
    assert not {POLICY, SCHEME} & set(ids)


def test_calls_are_the_wanted_share(seeds: list[dict[str, Any]]) -> None:
    kinds = [made["kind"] for made in islice(variations(seeds, calls=0.5), 600)]

    assert kinds.count("notices") == 300


def test_texts_have_paragraphs_of_real_ones_and_their_length(seeds: list[dict[str, Any]]) -> None:
    policies = [made for made in islice(variations(seeds), 600) if made["kind"] == "policies"]

    lengths = mean(len(made["body_text"]) for made in policies)
    assert 0.8 < lengths / mean(map(len, TEXTS)) < 1.2
    assert any("制定本办法" in made["body_text"] and "有效期五年" in made["body_text"] for made in policies)


def test_links_lead_to_the_variation_of_the_same_turn_and_bodies_stay(seeds: list[dict[str, Any]]) -> None:
    for turn, start in enumerate(range(0, 30, 3)):
        made = list(islice(variations(seeds, calls=0.0), start, start + 3))
        (scheme,) = [found for found in made if found["kind"] == "policy-products"]

        assert scheme["policies"][0]["id"] == renamed(POLICY, turn, 0)
        assert scheme["policies"][0]["id"] in {found["id"] for found in made}
        assert scheme["roles"]["competent"][0]["id"] == BODY


def test_windows_move_and_keep_what_is_not_known(seeds: list[dict[str, Any]]) -> None:
    calls = [made for made in islice(variations(seeds, calls=0.5), 60) if made["kind"] == "notices"]
    windows = [call["items"][0]["windows"][0] for call in calls]

    assert len({window["opens_at"] for window in windows}) > 10
    assert len({window["id"] for window in windows}) == len(windows)
    assert {window["closes_at"] for window in windows} == {None}


def test_words_are_exchanged_alike_within_one_record() -> None:
    reworded = reworder(Random(3))

    first, second = reworded("广东省第二批（2019年）"), reworded("在广东")

    assert first != "广东省第二批（2019年）"
    assert len(first) == len("广东省第二批（2019年）")
    assert first[:2] == second[1:]


def test_clauses_are_the_paragraphs_that_begin_as_articles() -> None:
    assert [clause["label"] for clause in clauses_of("x", TEXTS[0].split("\n"))] == ["第一条", "第二条", "第三条"]
    assert list(clauses_of("x", TEXTS[1].split("\n"))) == []
