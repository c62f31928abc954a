"""Calls, disclosures and interpretations."""

import pytest

from portal.importers.blocks import Line, Table
from portal.intake.formats.contents import Reading, Sheet
from portal.intake.proposals import propose

pytestmark = pytest.mark.django_db

CALL = """某市科学技术局关于组织申报2024年度第二批高新技术企业培育项目的通知
某科高〔2024〕8号
各区科技局：
为做好工作，现就有关事项通知如下：
一、申报条件
申报单位应同时具备以下条件：
（一）在本市注册的独立法人；
1.注册满一年；
（二）上年度研发投入占比不低于5%。
二、申报时间
2024年3月1日9:00至4月30日17:00，逾期不予受理。
三、申报方式
登录某市惠企平台（http：//apply.example.gov.cn/tech）在线填报，纸质材料报送至某市科学技术局高新处。
四、申报材料
1.项目申报书（一式三份）；
2.2023年度审计报告；
3.专利证书复印件（如有）。
五、联系方式
联系人：张工，联系电话：0512-65221234
地址：某市人民路1号
某市科学技术局
2024年2月20日"""


def lines(text: str) -> list[Line]:
    return [Line.plain(line) for line in text.splitlines()]


def call(text: str = CALL):
    return propose(Reading(name="a.docx", format="docx", lines=lines(text)), "notices")


def test_a_call_gives_all_parts():
    found = call()
    assert found.every("conditions") == ["在本市注册的独立法人；\n1.注册满一年；", "上年度研发投入占比不低于5%。"]
    names = [(one["name"], one["copies"], one["required"]) for one in found.every("materials")]
    assert names == [("项目申报书", 3, True), ("2023年度审计报告", None, True), ("专利证书复印件", None, False)]
    assert (found.first("opens_at"), found.first("closes_at")) == (
        "2024-03-01T09:00:00+08:00", "2024-04-30T17:00:00+08:00",
    )  # fmt: skip
    assert found.first("apply_url") == "http://apply.example.gov.cn/tech"
    assert found.every("receiving") == ["某市科学技术局高新处"]
    assert found.every("contacts") == [
        {"name": "张工", "phone": "0512-65221234", "address": "某市人民路1号", "hours": ""}
    ]
    plain = {name: found.first(name) for name in ("programme_year", "batch", "purpose", "mode", "doc_number")}
    assert plain == {
        "programme_year": 2024, "batch": "第二批", "purpose": "application", "mode": "apply",
        "doc_number": "某科高〔2024〕8号",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("time", "opens", "closes"),
    [
        ("请于2024年4月30日前报送。", None, "2024-05-01T00:00:00+08:00"),
        ("截止时间：2024年4月30日24:00。", None, "2024-05-01T00:00:00+08:00"),
        ("截至4月30日下午5点半。", None, "2024-04-30T17:30:00+08:00"),
        ("2024年3月1日－4月30日", "2024-03-01T00:00:00+08:00", "2024-05-01T00:00:00+08:00"),
        ("自通知发布之日起至2024年12月31日止", "2024-02-20T00:00:00+08:00", "2025-01-01T00:00:00+08:00"),
        ("具体时间另行通知。", None, None),
    ],
)
def test_windows_as_they_are_worded(time, opens, closes):
    found = call(CALL.replace("2024年3月1日9:00至4月30日17:00，逾期不予受理。", time))
    assert (found.first("opens_at"), found.first("closes_at")) == (opens, closes)
    assert found.first("time_text") == time


def test_a_call_that_is_always_open_says_so():
    found = call(CALL.replace("2024年3月1日9:00至4月30日17:00，逾期不予受理。", "常年受理，全年有效。"))
    assert found.first("open_ended") is True and found.first("closes_at") is None


def test_contacts_come_from_tables_too():
    table = Table([["单位", "联系人", "联系电话"], ["甲区科技局", "李工", "65221111"], ["", "王工", "65222222"]])
    found = propose(
        Reading(name="a.docx", format="docx", lines=[*lines("申报通知\n各区："), Line(text="x", table=table)]),
        "notices",
    )
    assert [(one["name"], one["phone"]) for one in found.every("contacts")] == [
        ("甲区科技局 李工", "65221111"), ("甲区科技局 王工", "65222222"),
    ]  # fmt: skip


def test_a_disclosure_gives_period_channel_and_rows():
    text = (
        "关于拟认定2024年某市企业技术中心的公示\n现予公示。公示期为2024年3月1日至3月7日。\n"
        "如有异议，请以书面形式反映。联系电话：0512-65221234\n某市工信局\n2024年3月1日"
    )
    table = Table(
        [["序号", "企业名称", "统一社会信用代码", "补助金额（万元）"], ["1", "甲公司", "91320500MA1MLE8T0X", "20"]]
    )
    made = Reading(name="a.docx", format="docx", lines=[*lines(text), Line(text="x", table=table)])
    found = propose(made, "disclosures")
    assert found.first("disclosure_type") == "proposed_result"
    assert found.first("closes_at") == "2024-03-08T00:00:00+08:00" and "异议" in found.first("objection_channel")
    row = found.rows[0]
    assert (row["name_as_printed"], row["amount"]) == ("甲公司", "200000.00")
    assert row["uscc"] or row["note"] == "91320500MA1MLE8T0X"


def test_a_period_in_workdays_is_counted_with_the_holidays():
    text = "关于拟认定名单的公示\n公示期5个工作日，自2024年4月1日起。如有异议，请反馈。"
    found = propose(Reading(name="a.txt", format="txt", lines=lines(text)), "disclosures")
    assert found.first("opens_at") == "2024-04-01T00:00:00+08:00"
    assert found.first("closes_at") == "2024-04-09T00:00:00+08:00"


def test_sheets_are_rows_of_a_disclosure():
    rows = [
        ["某市高新技术企业名单", "", ""],
        ["序号", "企业名称", "备注"],
        ["1", "甲公司", ""],
        ["2", "乙公司", "更名"],
        ["合计", "", ""],
    ]
    found = propose(Reading(name="a.xlsx", format="xlsx", sheets=[Sheet("名单", rows)]), "disclosures")
    assert [(row["name_as_printed"], row["note"]) for row in found.rows] == [("甲公司", ""), ("乙公司", "更名")]


def test_an_interpretation_names_its_subject_and_form():
    text = (
        "《某市科技创新券管理办法》政策解读\n一、什么是创新券？\n凭证。\n二、谁可申请？\n企业。\n三、如何申请？\n网上。"
    )
    found = propose(Reading(name="a.docx", format="docx", lines=lines(text)), "interpretations")
    assert found.every("subjects") == ["某市科技创新券管理办法"] and found.first("form") == "qa"
    graphic = Reading(name="a.html", format="html", lines=[Line.plain("一图读懂《某办法》"), Line(picture="picture-1")])
    assert propose(graphic, "interpretations").first("form") == "graphic"
