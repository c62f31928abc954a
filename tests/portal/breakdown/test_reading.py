"""What is read from clauses, against values that a person entered for thirty of them, and case by case."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from portal.breakdown.reading.amounts import amounts
from portal.breakdown.reading.support import audience, category, conditions, name, support_forms

SHEET = json.loads((Path(__file__).parent / "clauses_by_hand.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "least", "most", "rate"),
    [
        ("对购置设备的企业，给予30%补助，最高不超过500万元。", None, 5_000_000, "0.3"),
        ("对首次认定的企业，一次性奖励20万元。", None, 200_000, None),
        ("对国家级、省级中心，分别给予100万元、30万元奖励。", 300_000, 1_000_000, None),
        ("按贷款利率的50%给予贴息，单个企业每年最高200万元。", None, 2_000_000, "0.5"),
        ("按投资额的5%—20%给予奖励。", None, None, None),
        ("分别按贡献的70%、80%和90%给予企业奖励。", None, None, None),
        ("对新发展的种植基地，一次性奖励企业100元/亩。", None, None, None),
        ("固定资产投资1000万元及以上的项目，给予重点扶持。", None, None, None),
        ("给予警告，并处3万元以上30万元以下的罚款。", None, None, None),
        ("返还比例由上年度缴费的50%提高到60%。", None, None, "0.6"),
        ("给予企业10万元奖励(第一年奖励5万元，第二年奖励5万元)。", None, 100_000, None),
        ("对销售收入超过2000万元的企业，给予企业20 万元的奖励。", None, 200_000, None),
        ("企业应当提供年度报告。", None, None, None),
        ("给予支持，每家每年不超过300万元，且不超过当年项目预算的30%。", None, 3_000_000, None),
        ("对重点标准，分别按每项不高于100万元、30万元和20万元给予资金补助。", None, 1_000_000, None),
        ("获得授权后，每件资助不超过1000元。", None, None, None),
    ],
)
def test_amounts_are_what_the_words_grant(text, least, most, rate):
    found = amounts(text)

    assert (found.least, found.most) == (least, most)
    assert found.rate == (None if rate is None else Decimal(rate))


def test_every_amount_carries_the_words_it_was_read_from():
    found = amounts("对购置设备的企业，给予30%补助，最高不超过500万元。")

    assert [one.evidence for one in found.caps] == ["对购置设备的企业，给予30%补助，最高不超过500万元。"]
    assert "给予30%补助" in found.rates[0].evidence


@pytest.mark.parametrize("row", SHEET, ids=[f"{row['document']}-{row['label']}" for row in SHEET])
def test_amounts_of_thirty_real_clauses(row):
    found = amounts(row["text"])

    for field, value in (("amount_min", found.least), ("amount_max", found.most), ("amount_rate", found.rate)):
        assert (None if value is None else float(value)) in row[field], field


def test_categories_of_thirty_real_clauses_are_mostly_right_and_never_made_up_of_nothing():
    wrong = [
        row["document"]
        for row in SHEET
        for found in [category(row["text"], amounts(row["text"]))]
        if (found.value if found else "") not in row["category"]
    ]

    assert len(wrong) <= 2, wrong


def test_conditions_are_cut_one_by_one():
    listed = "申请认定应当符合下列条件：\n（一）在本市注册；\n（二）成立一年以上。\n"
    prose = "对在主板上市企业，给予企业500万元奖励；对在新三板挂牌企业，给予企业100万元奖励。"

    assert [one.value for one in conditions(listed, "recognition")] == [
        ("recognise", "在本市注册"),
        ("recognise", "成立一年以上"),
    ]
    assert [one.value for one in conditions(prose, "funding")] == [
        ("apply", "在主板上市企业"),
        ("apply", "在新三板挂牌企业"),
    ]
    assert conditions("第一条适用于本市。", "") == []


def test_name_is_a_title_of_the_clause_or_nothing():
    assert name("支持对象", "对企业给予补助。").value == "支持对象"
    assert name("", "企业品牌建设奖励补助。鼓励企业加强品牌建设。").value == "企业品牌建设奖励补助"
    assert name("", "对初次认定的企业，给予补助。") is None


def test_audience_and_forms_name_their_words():
    text = "对不裁员或少裁员的参保企业，按贷款利率的50%给予贴息，给予一次性奖励。"

    assert audience(text).value == "不裁员或少裁员的参保企业"
    assert {one.value for one in support_forms(text, "funding")} == {"loan_interest", "reward"}
    assert all(one.evidence for one in support_forms(text, "funding"))
