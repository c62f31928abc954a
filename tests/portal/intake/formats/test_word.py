"""Word files: what Word prints is read, with its order, numbers, tables, pictures and accepted changes."""

import re

import pytest

from portal.intake.formats.numerals import numeral
from portal.intake.formats.reading import read_bytes
from tests.portal.intake.formats.building import docx, part, png, replaced

NUMBERING = """<?xml version="1.0" encoding="UTF-8"?>
<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:num w:numId="70"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="71"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
</w:numbering>"""


def lines(raw: bytes):
    return read_bytes("a.docx", raw).lines


def texts(raw: bytes):
    return [line.text for line in lines(raw)]


def run(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, depth: int = 0, number: int = 70) -> str:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_automatic_numbers_are_printed():
    raw = docx(
        numbered("甲"), numbered("乙", 1), numbered("丙", 1), numbered("丁", 2), numbered("戊"), numbered("己", 1),
        numbered("庚", 0, 71), "无编号",
    )  # fmt: skip
    assert texts(replaced(raw, {"word/numbering.xml": NUMBERING.encode()})) == [
        "第一条\u3000甲", "（一）乙", "（二）丙", "1.丁", "第二条\u3000戊", "（一）己", "第九条\u3000庚", "无编号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "number", "printed"),
    [("chineseCounting", 10, "十"), ("chineseCounting", 12, "十二"), ("chineseCounting", 105, "一百〇五"),
     ("chineseCountingThousand", 20, "二十"), ("chineseLegalSimplified", 12, "壹拾贰"),
     ("ideographTraditional", 3, "丙"),
     ("upperLetter", 28, "BB"), ("lowerRoman", 14, "xiv"), ("decimalEnclosedCircleChinese", 3, "③"),
     ("decimalFullWidth", 12, "１２"), ("ideographDigital", 20, "二〇"), ("decimal", 7, "7"), ("none", 1, "")],
)  # fmt: skip
def test_numerals(kind, number, printed):
    assert numeral(kind, number) == printed


def test_headings_keep_their_level_and_bold_lines_count_as_headings():
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>申报条件</w:t></w:r></w:p>"
    sentence = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>申报条件如下。</w:t></w:r></w:p>"
    found = lines(docx(("通知", "Title"), ("总则", "Heading 1"), ("细节", "Heading 2"), bold, sentence))
    assert [(line.text, line.level) for line in found] == [
        ("通知", 1), ("总则", 2), ("细节", 3), ("申报条件", 2), ("申报条件如下。", 0),
    ]  # fmt: skip


def test_deletions_are_gone_and_insertions_are_there():
    changed = (
        '<w:p><w:r><w:t>补助</w:t></w:r><w:del w:id="1"><w:r><w:delText>十</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>二十</w:t></w:r></w:ins><w:r><w:t>万元</w:t></w:r></w:p>'
    )
    reading = read_bytes("a.docx", docx(changed))
    assert [line.text for line in reading.lines] == ["补助二十万元"]
    assert [warned.key for warned in reading.warnings] == ["deletions"]


def test_merged_cells_are_spans():
    table = (
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{run('项目')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{run('甲')}</w:tc><w:tc>{run('1')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{run('2')}</w:tc></w:tr></w:tbl>"
    )
    found = lines(docx(table))[0].table
    assert found.rows == [["项目", ""], ["甲", "1"], ["", "2"]]
    assert sorted(found.spans) == [(0, 0, 1, 2), (1, 0, 2, 1)]


def test_a_table_inside_a_table_is_read_as_words_with_a_warning():
    inner = f"<w:tbl><w:tr><w:tc>{run('内甲')}</w:tc><w:tc>{run('内乙')}</w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{run('外')}{inner}<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    reading = read_bytes("a.docx", docx(outer))
    assert reading.lines[0].table.rows == [["外\n内甲\n内乙", ""]]
    assert [warned.key for warned in reading.warnings] == ["nested_tables"]


def test_a_frame_of_one_cell_is_no_table():
    frame = f"<w:tbl><w:tr><w:tc>{run('提醒：')}{run('勿迟交')}</w:tc></w:tr></w:tbl>"
    assert [(line.text, line.table) for line in lines(docx(frame))] == [("提醒：", None), ("勿迟交", None)]


def test_pictures_come_with_their_alternative_in_place():
    raw = docx("前", png(), "后")
    body = part(raw, "word/document.xml").decode()
    described = re.sub(r"<wp:docPr ", '<wp:docPr descr="申报流程图" ', body)
    reading = read_bytes("a.docx", replaced(raw, {"word/document.xml": described.encode()}))
    assert [(line.text, line.picture, line.alternative) for line in reading.lines] == [
        ("前", "", ""), ("", "picture-1", "申报流程图"), ("后", "", ""),
    ]  # fmt: skip
    kept = reading.pictures["picture-1"]
    assert (kept.media_type, kept.width, kept.height) == ("image/png", 40, 30)


def test_marks_and_line_breaks_are_kept_and_hidden_words_are_not():
    marked = (
        "<w:p><w:r><w:t>面积</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>秘密</w:t></w:r><w:r><w:br/><w:t>下一行</w:t></w:r></w:p>"
    )
    assert [(line.text, line.html) for line in lines(docx(marked))] == [
        ("面积2", "面积<sup>2</sup>"), ("下一行", "下一行"),
    ]  # fmt: skip


def test_text_boxes_follow_their_paragraph_once():
    box = (
        "<w:p><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice Requires='wps'><w:txbxContent>{run('苏州市文件')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{run('苏州市文件')}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>"
    )
    assert texts(docx(box)) == ["正文", "苏州市文件"]
