"""Lists: where the header is, what the columns hold."""

import pytest

from portal.intake.lists import header_of, letter, list_of

ROWS = [
    ["某市高新技术企业名单", "", ""],
    ["单位：万元", "", "2024年3月"],
    ["企业名称", "认定日期", "金额"],
    ["甲公司", "2024-03-01", "20"],
    ["乙公司", "", "1,000.5"],
    ["", "2024/4/2", ""],
]


def test_the_header_is_found_below_title_and_remark():
    found = list_of(ROWS)
    assert found.header_row == 2 and found.first_row == 4
    assert [(column.title, column.kind, column.filled) for column in found.columns] == [
        ("企业名称", "text", 2), ("认定日期", "date", 2), ("金额", "number", 2),
    ]  # fmt: skip
    assert found.rows[2] == ["", "2024/4/2", ""]


@pytest.mark.parametrize(
    ("rows", "header"),
    [([["Title", "Link"], ["甲", "/a.html"]], 0), ([["甲公司", "2024-03-01"], ["乙公司", "2024-03-02"]], -1),
     ([["1", "2"], ["3", "4"]], -1), ([["名称"], ["甲"]], 0)],
)  # fmt: skip
def test_rows_without_a_header_have_none(rows, header):
    assert header_of(rows) == header


def test_columns_without_words_are_named_by_letter():
    assert [column.title for column in list_of([["甲", "2024-03-01"]]).columns] == ["A", "B"]
    assert (letter(25), letter(26), letter(27)) == ("Z", "AA", "AB")
