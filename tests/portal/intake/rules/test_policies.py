"""Policy documents: what is stated is proposed with its passage, what is not stated is not."""

import pytest

from portal.importers.blocks import Line, Table
from portal.intake.formats.contents import Reading
from portal.intake.proposal import Proposal
from portal.intake.proposals import propose
from portal.taxonomy.organisations import find_or_create_by_name
from tests.factories.documents import PolicyDocumentFactory

pytestmark = pytest.mark.django_db

NOTICE = """某市科学技术局　某市财政局文件
某科规〔2024〕3号
关于印发《某市科技创新券管理办法》
的通知
各区人民政府，市各有关单位：
根据《国务院关于推进科技创新的意见》（国发〔2023〕15号）精神，制定本办法，现印发给你们，请遵照执行。
第一章 总则
第一条 为规范管理，制定本办法。
第二条 本办法所称创新券，是指补助凭证。
第三条 本办法自2024年4月1日起施行，有效期3年。《旧办法》（某科规〔2019〕1号）同时废止。
附件：1.申请表
2.承诺书
某市科学技术局
某市财政局
2024年3月1日"""


def reading(text: str, **facts: str) -> Reading:
    lines = [Line.plain(line) for line in text.splitlines()]
    return Reading(name="a.docx", format="docx", lines=lines, facts=list(facts.items()))


def proposed(text: str, **facts: str) -> Proposal:
    return propose(reading(text, **facts), "policies")


def test_a_notice_gives_all_that_it_states():
    found = proposed(NOTICE)
    assert found.first("title") == "关于印发《某市科技创新券管理办法》的通知"
    assert found.first("doc_number") == "某科规〔2024〕3号"
    assert found.every("issuing") == ["某市科学技术局", "某市财政局"]
    dates = {name: found.first(name) for name in ("issued_on", "effective_from", "valid_to")}
    assert dates == {"issued_on": "2024-03-01", "effective_from": "2024-04-01", "valid_to": "2027-03-31"}
    assert found.first("document_class") == "notice"
    assert "published_on" not in found.fields and "index_number" not in found.fields


def test_relations_are_found_by_number_with_title_and_passage():
    PolicyDocumentFactory(title="国务院关于推进科技创新的意见", doc_number="国发[2023]15号")
    found = proposed(NOTICE)
    basis = found.fields["basis"][0]
    assert basis.value == {"number": "国发〔2023〕15号", "title": "国务院关于推进科技创新的意见"} and basis.known
    assert "根据" in basis.evidence
    repealed = found.fields["repeals"][0]
    assert (repealed.value["number"], repealed.known) == ("某科规〔2019〕1号", False)


def test_clauses_and_headings_are_blocks_and_the_head_is_not_repeated():
    blocks = proposed(NOTICE).blocks
    assert [(block.kind, block.label) for block in blocks] == [
        ("text", ""), ("heading", "第一章 总则"), ("clause", "第一条"), ("clause", "第二条"), ("clause", "第三条"),
    ]  # fmt: skip
    assert blocks[0].text[0].startswith("各区人民政府")


def test_attachments_that_are_elsewhere_are_said_not_proposed():
    found = proposed(NOTICE)
    assert "attachments" not in found.fields
    assert any("申请表、承诺书" in warning for warning in found.warnings)


def test_nothing_is_made_up():
    found = proposed("各位代表：\n我代表市人民政府向大会报告工作。\n一、工作回顾\n一年来，成绩显著。")
    assert set(found.fields) == set()


def test_every_candidate_has_a_passage_of_the_file():
    found = proposed(NOTICE)
    whole = "".join(NOTICE.split())
    for name, candidates in found.fields.items():
        for one in candidates:
            assert one.rule and "".join(one.evidence.split())[:20] in whole, name


def test_what_the_page_states_comes_first_and_what_the_text_says_otherwise_second():
    beside = {
        "issued_on": "2024-02-28",
        "title": "某市关于印发办法的通知",
        "issuing": "市科技局",
        "index_number": "x/1",
    }
    found = proposed(NOTICE, **beside)
    assert [one.value for one in found.fields["issued_on"]] == ["2024-02-28", "2024-03-01"]
    assert found.first("title") == "某市关于印发办法的通知" and found.first("index_number") == "x/1"
    assert found.every("issuing") == ["某市科学技术局", "某市财政局"]


def test_bodies_are_called_as_the_portal_calls_them():
    find_or_create_by_name("某市财政局")
    known = {one.value: one.known for one in proposed(NOTICE).fields["issuing"]}
    assert known == {"某市科学技术局": False, "某市财政局": True}


@pytest.mark.parametrize(
    ("printed", "day"),
    [("二〇二四年三月十二日", "2024-03-12"), ("（2024年3月1日）", "2024-03-01"),
     ("二○一九年十二月三十一日", "2019-12-31"), ("2024-03-01", "2024-03-01")],
)  # fmt: skip
def test_dates_as_they_are_printed(printed, day):
    assert proposed(f"某市人民政府关于某事的通知\n各区：\n请执行。\n某市人民政府\n{printed}").first("issued_on") == day


def test_a_title_over_several_lines_is_joined_and_bodies_above_it_are_bodies():
    lines = [
        Line("加快重点产业实施意见", align="center"), Line("中共甲县委 甲县人民政府", align="center"),
        Line("关于支持重点产业", align="center"), Line("加快发展的实施意见", align="center"),
        Line("(2023年2月8日)", align="center"), Line.plain("为抢抓新一轮振兴战略机遇，制定如下意见。"),
    ]  # fmt: skip
    found = propose(Reading(name="a.html", format="html", lines=lines), "policies")
    assert found.first("title") == "关于支持重点产业加快发展的实施意见"
    assert found.every("issuing") == ["中共甲县委", "甲县人民政府"] and found.first("issued_on") == "2023-02-08"


def test_tables_and_pictures_stay_in_place():
    table = Table([["项目", "标准"], ["甲", "10万元"]])
    lines = [Line.plain("一、标准"), Line(text="x", table=table), Line(picture="picture-1", alternative="流程")]
    found = propose(Reading(name="a.docx", format="docx", lines=lines), "policies")
    assert [(block.kind, block.table, block.address, block.alternative) for block in found.blocks[1:]] == [
        ("table", table, "", ""), ("picture", None, "picture-1", "流程"),
    ]  # fmt: skip


def test_a_proposal_survives_json():
    found = proposed(NOTICE)
    assert Proposal.from_json(found.to_json()) == found
