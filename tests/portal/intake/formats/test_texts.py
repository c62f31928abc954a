"""Plain text, web pages and lists; that reading apart needs no Django; that a reading survives JSON."""

import base64
import datetime as dt
import json
import subprocess
import sys

import pytest
from openpyxl import Workbook

from portal.intake.formats.contents import Reading
from portal.intake.formats.reading import read_bytes
from portal.intake.reading import read
from tests.portal.intake.formats.building import docx, png, saved, xlsx

TEXT = "关于组织申报的通知\n各区人民政府：\n请认真组织申报。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_text_in_any_usual_encoding(encoding):
    assert [line.text for line in read_bytes("a.txt", TEXT.encode(encoding)).lines] == TEXT.split()


def test_a_rare_character_of_gb18030_is_kept():
    assert read_bytes("a.txt", "㐂㙍镇人民政府关于印发的通知".encode("gb18030")).lines[0].text.startswith("㐂㙍镇")


def test_a_page_gives_its_article_its_facts_and_its_files():
    page = """<html><head><meta name="ArticleTitle" content="申报通知"><meta name="PubDate" content="2024-03-01 08:00">
    <meta name="Url" content="http://example.gov.cn/art/1.html"><title>某市 申报通知</title></head><body>
    <div class="nav">首页 &gt; 通知</div>
    <table><tr><td>索 引 号：</td><td>001/2024-1</td></tr>
    <tr><td>发文机关：某市科技局</td><td>文 号：无</td></tr>
    <tr><td>成文日期：</td>
    <td>2024年2月28日</td></tr></table>
    <div id="zoom"><p style="text-align:center">申报通知</p><p>各区：</p>
    <p class="MsoNormal" style="mso-x:y">请申报。</p>
    <p><a href="/files/a.docx">申报表.docx</a> <a href="javascript:x()">打印</a></p></div>
    <footer>版权</footer></body></html>"""
    reading = read_bytes("a.html", page.encode())
    assert [(line.text, line.align) for line in reading.lines] == [
        ("申报通知", "center"), ("各区：", ""), ("请申报。", ""), ("申报表.docx 打印", ""),
    ]  # fmt: skip
    facts = dict(reading.facts)
    told = {name: facts[name] for name in ("index_number", "issuing", "issued_on")}
    assert told == {"index_number": "001/2024-1", "issuing": "某市科技局", "issued_on": "2024年2月28日"}
    assert "doc_number" not in facts and facts["published_on"] == "2024-03-01 08:00"
    assert reading.links == [("申报表.docx", "http://example.gov.cn/files/a.docx")]


def test_pictures_in_the_page_itself_are_kept_and_others_are_named():
    inside = base64.b64encode(png()).decode()
    page = f"<p>图解</p><img alt='流程' src='data:image/png;base64,{inside}'><img src='file:///C:/a.png'>"
    reading = read_bytes("a.html", page.encode())
    assert [(line.picture, line.alternative) for line in reading.lines if line.picture] == [("picture-1", "流程")]
    assert [(warned.key, warned.values) for warned in reading.warnings] == [("picture_elsewhere", {"count": 1})]


def test_a_page_in_gbk_says_so():
    page = "<html><head><meta charset='gb2312'></head><body><p>惠企政策</p></body></html>"
    assert read_bytes("a.htm", page.encode("gbk")).lines[0].text == "惠企政策"


def test_sheets_give_values_as_a_person_would_copy_them():
    raw = xlsx(
        [["名称", "日期", "金额"], ["甲公司", dt.datetime(2024, 3, 1), 20.0], [None, None, None], ["乙", None, 0.5]]
    )
    assert read_bytes("a.xlsx", raw).sheets[0].rows == [
        ["名称", "日期", "金额"], ["甲公司", "2024-03-01", "20"], ["乙", "", "0.5"],
    ]  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_with_its_own_separator_and_encoding(separator):
    text = f"名称{separator}备注\n甲公司{separator}“首次”\n"
    assert read_bytes("a.csv", text.encode("gb18030")).sheets[0].rows == [["名称", "备注"], ["甲公司", "“首次”"]]


def test_a_far_cell_does_not_make_a_million_rows():
    book = Workbook()
    book.active["A1"], book.active.cell(row=900_000, column=3).value = "名称", "甲"
    assert read_bytes("a.xlsx", saved(book)).sheets[0].rows == [["名称", "", ""], ["", "", "甲"]]


def test_a_reading_survives_json():
    reading = read_bytes("a.docx", docx("正文", png(), [["甲", "乙"], ["1", "2"]]))
    assert Reading.from_json(json.loads(json.dumps(reading.to_json()))) == reading


def test_apart_it_reads_the_same(settings):
    raw = docx("正文", [["甲", "乙"]])
    assert read("../../x/a.docx", raw) == read_bytes("a.docx", raw)


def test_reading_loads_no_django():
    code = "import sys, portal.intake.formats.reading; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
