"""Plain text and HTML into headings, clauses and tables with ids that a second import gives again."""

from pathlib import Path

import pytest

from portal.importers.blocks import Line, number_blocks
from portal.importers.html import html_lines
from portal.importers.splitting import plain_lines, split, without_head

FILES = Path(__file__).parent / "files"


def outline(body: str) -> list[tuple[str, str]]:
    return [(block.kind, block.label) for block in split(plain_lines(body))]


def test_articles_and_chapters():
    body = "2020年1月1日通过\n\n第一章　总则\n\n第一条 为了规范，制定本办法。\n\n第二条　适用本办法。\n第二款。\n"
    body += "第二章 附则\n第十条之一 施行。"

    blocks = split(plain_lines(body))

    assert [(block.kind, block.label) for block in blocks] == [
        ("text", ""),
        ("heading", "第一章 总则"),
        ("clause", "第一条"),
        ("clause", "第二条"),
        ("heading", "第二章 附则"),
        ("clause", "第十条之一"),
    ]
    assert blocks[3].text == ["适用本办法。", "第二款。"]


def test_a_mention_of_an_article_is_no_article():
    assert outline("第一条 甲。\n第三条第二款规定的情形除外。\n第五条、第六条所称。") == [("clause", "第一条")]


def test_sections_of_a_notice():
    body = "各市：\n一、总体要求\n（一）指导思想。甲。\n（二）原则。乙。\n二、加大投入，设立专项资金。\n丙。"

    assert outline(body) == [
        ("text", ""),
        ("heading", "一、总体要求"),
        ("clause", "一、（一）"),
        ("clause", "一、（二）"),
        ("clause", "二、"),
    ]


def test_numbered_items_of_an_article_belong_to_it():
    assert outline("第一条 包括：\n（一）甲；\n（二）乙。\n第二条 丙。") == [("clause", "第一条"), ("clause", "第二条")]


def test_contents_do_not_double_the_headings():
    body = "目　录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。"

    assert [label for kind, label in outline(body) if kind == "heading"] == ["第一章 总则", "第二章 附则"]


def test_lost_line_breaks_are_restored():
    body = "各单位：" + "为做好工作，现通知如下。" * 60 + "一、加强领导。各级要重视。二、落实责任。明确分工。"

    assert outline(body) == [("text", ""), ("clause", "一、"), ("clause", "二、")]


def test_leading_title_and_number_are_not_repeated():
    lines = plain_lines("关于支持\n企业发展的通知\n国办发〔2018〕1号\n各市：")

    assert [line.text for line in without_head(lines, "关于支持企业发展的通知", "国办发[2018]1号")] == ["各市："]


def test_ids_come_again_and_differ_from_each_other():
    body = "第一条 甲。\n第一条 乙。\n第二条 丙。"
    first = [block.id for block in number_blocks(split(plain_lines(body)), "x-1")]

    assert first == [block.id for block in number_blocks(split(plain_lines(body)), "x-1")]
    assert len(set(first)) == 3
    assert not set(first) & {block.id for block in number_blocks(split(plain_lines(body)), "x-2")}


def test_a_changed_clause_keeps_its_id():
    before = number_blocks(split(plain_lines("第一条 甲。\n第二条 乙。")), "x")
    after = number_blocks(split(plain_lines("序言。\n第一条 改。\n第二条 乙。")), "x")

    assert [block.id for block in before] == [block.id for block in after if block.kind == "clause"]


@pytest.mark.parametrize("name", ["liuhe-chanye.html", "liuhe-lvyou.html", "liuhe-2023chanye.html"])
def test_word_pastes_lose_their_styles_and_keep_their_text(name):
    lines = html_lines((FILES / name).read_text(encoding="utf-8"))
    html = "".join(line.html for line in lines)

    assert not any(word in html for word in ("mso", "Mso", "style", "class", "<span", "<o:p"))
    assert len([block for block in split(lines) if block.kind == "clause"]) >= 6


def test_a_page_that_uses_tables_for_layout_is_read_as_text():
    lines = html_lines((FILES / "govcn-5343832.html").read_text(encoding="utf-8"))

    assert sum(line.table is not None for line in lines) <= 3
    assert len([block for block in split(lines) if block.kind == "clause"]) >= 4


def test_scripts_handlers_and_dangerous_links_are_gone():
    html = '<p onclick="x()">甲<script>alert(1)</script><a href="javascript:x()">乙</a><a href="/d.doc">丙</a></p>'
    html += '<iframe src="http://x"></iframe>'
    (line,) = html_lines(html, "http://www.example.gov.cn/a/b.html")

    assert line.text == "甲乙丙"
    assert line.html == '甲乙<a href="http://www.example.gov.cn/d.doc">丙</a>'


def test_tables_keep_their_grid():
    (line,) = html_lines(
        "<table><tr><th colspan=2>标题</th></tr><tr><td rowspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>"
    )

    assert line.table.rows == [["标题", ""], ["甲", "乙"], ["", "丙"]]
    assert line.table.spans == [(0, 0, 1, 2), (1, 0, 2, 1)]


def test_absurd_spans_do_no_harm():
    (line,) = html_lines("<table><tr><td colspan=999999999 rowspan=99999>甲</td></tr></table>")

    assert len(line.table.rows) == 1 and len(line.table.rows[0]) <= 100


def test_pictures_become_addresses():
    lines = html_lines(
        '<p>图解<img src="/picture/1.jpg"></p><img src="data:image/png;base64,xx">', "http://www.example.gov.cn/a"
    )

    assert lines == [Line(text="图解", html="图解"), Line(picture="http://www.example.gov.cn/picture/1.jpg")]


def test_arabic_numbers_are_clauses_only_where_asked_for_and_nothing_stands_between():
    lines = plain_lines("一、支持措施\n1.补助。\n2.2024年起贷款贴息。\n二、附则\n（一）解释。\n1.细目。")
    assert [(block.kind, block.label) for block in split(lines, arabic=True)] == [
        ("heading", "一、支持措施"), ("clause", "一、1."), ("clause", "一、2."), ("heading", "二、附则"),
        ("clause", "二、（一）"),
    ]  # fmt: skip
    assert [block.label for block in split(lines)][:2] == ["一、", "二、附则"]


def test_headings_above_articles_that_are_counted_through_are_headings():
    lines = plain_lines("一、政策支持\n第1条 甲。\n二、范围\n(一)投资奖励\n第 2 3 条 乙。\n(二)绩效奖励\n第24条 丙。")
    assert [(block.kind, block.label) for block in split(lines)] == [
        ("heading", "一、政策支持"), ("clause", "第1条"), ("heading", "二、范围"), ("heading", "(一)投资奖励"),
        ("clause", "第23条"), ("heading", "(二)绩效奖励"), ("clause", "第24条"),
    ]  # fmt: skip
