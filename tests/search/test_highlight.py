"""Marks: exact offsets in the text as printed, safe HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.highlight import highlight

STORED = st.text(alphabet="企业研发费用補貼补贴<>&\"'ＡＢＣabc ﬁ①。\n\x00", max_size=300)


def plain(html: str) -> str:
    return re.sub(r"</?mark>", "", html)


def test_title_is_marked_where_it_matches() -> None:
    assert highlight("关于企业研发费用的通知", "研发费用") == "关于企业<mark>研发费用</mark>的通知"


@pytest.mark.parametrize(
    ("stored", "query", "marked"),
    [
        ("企業研發費用", "研发费用", "企業<mark>研發費用</mark>"),
        ("ＡＰＥＣ会议", "apec", "<mark>ＡＰＥＣ</mark>会议"),
        ("ISO9001 与 ISO 标准", "iso", "ISO9001 与 <mark>ISO</mark> 标准"),
        ("LED照明", "led", "<mark>LED</mark>照明"),
        ("<b>企业</b>", "企业", "&lt;b&gt;<mark>企业</mark>&lt;/b&gt;"),
        ("没有", "企业", "没有"),
        ("", "企业", ""),
        ("企业", "", "企业"),
    ],
)
def test_marks(stored: str, query: str, marked: str) -> None:
    assert highlight(stored, query) == marked


def test_best_passage_has_most_of_the_query() -> None:
    stored = "企业名称登记。" + "无关的内容。" * 60 + "企业研发费用加计扣除比例提高。" + "其他内容。" * 60
    found = highlight(stored, "企业研发费用加计扣除", limit=60)

    assert "<mark>企业研发费用加计扣除</mark>" in found
    assert found.startswith("…") and found.endswith("…")
    assert len(plain(found)) <= 62


def test_passage_is_marked_whole_wherever_it_lies() -> None:
    stored = "企业登记。" * 200 + "㈱企业研发费用加计扣除比例提高，企业受益。" + "其他内容。" * 60
    found = highlight(stored, "企业研发费用加计扣除", limit=60)

    assert "<mark>企业研发费用加计扣除</mark>比例提高，<mark>企业</mark>受益" in found


def test_word_cut_by_the_end_of_a_passage_is_no_word() -> None:
    for limit in range(30, 50):
        assert "<mark>" not in highlight("说明。" + "内容" * 12 + "iso9001" + "内容" * 40, "iso", limit=limit)


def test_synonyms_are_marked_too() -> None:
    marked = highlight("高新技术企业（高企）认定", "高企", "高新技术企业")

    assert marked == "<mark>高新技术企业</mark>（<mark>高企</mark>）认定"


def test_offsets_hold_where_a_character_folds_to_several() -> None:
    assert highlight("㈱ﬁ企业①号", "企业") == "㈱ﬁ<mark>企业</mark>①号"
    assert highlight("ﬁ企业", "fi") == "<mark>ﬁ</mark>企业"


@given(stored=STORED, query=st.text(max_size=30), limit=st.none() | st.integers(10, 80))
def test_result_is_the_escaped_text_with_marks_only(stored: str, query: str, limit: int | None) -> None:
    found = highlight(stored, query, limit=limit)

    assert re.fullmatch(r"(?:[^<>]|<mark>|</mark>)*", found)
    assert found.count("<mark>") == found.count("</mark>")
    assert "\x00" not in found
