"""A row of a list does not say its title twice."""

import pytest

from search.results.summaries import beyond_title, short_title

TITLE = "2026年度北京市对获得国内发明专利的申请人予以资助申报通知（示例）"


@pytest.mark.parametrize(
    ("title", "summary", "left"),
    [
        (TITLE, "据「北京市对获得国内发明专利的申请人予以资助」编制。", ""),
        (TITLE, "据「北京市对获得国内发明专利的申请人予以资助」编制。每件资助2000元。", "每件资助2000元。"),
        ("关于支持企业创新的若干措施", "对研发投入给予补贴。", "对研发投入给予补贴。"),
        ("通知", "通知如下。", "通知如下。"),
        ("任何标题", "", ""),
    ],
)
def test_sentences_that_repeat_the_title_are_left_out(title: str, summary: str, left: str) -> None:
    assert beyond_title(title, summary) == left


def test_short_title_is_without_year_and_note() -> None:
    assert short_title(TITLE) == "北京市对获得国内发明专利的申请人予以资助申报通知"
    assert short_title("2026年度（示例）") == "2026年度（示例）"
