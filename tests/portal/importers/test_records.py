"""Records in our terms: what the source does not say stays unknown, what is wrong is refused with a reason."""

import datetime as dt
import gzip

import pytest

from portal.importers.cards import category_of, normalise_card
from portal.importers.disclosures import act_of, normalise_disclosure, type_of
from portal.importers.guides import normalise_guide
from portal.importers.lines import LINE_LIMIT, Refused, read_lines
from portal.importers.policies import class_of, normalise_policy
from portal.importers.source import digest
from portal.importers.validity import related_numbers, stated_validity


@pytest.mark.parametrize(
    ("title", "kind", "disclosure_type", "act"),
    [
        ("关于对四川省认定机构2022年认定的第二批高新技术企业进行备案公示的通知", "通知", "proposed_result", "grant"),
        ("对深圳市认定机构2023年认定报备的第二批高新技术企业进行备案的公告", "公告", "final_result", "grant"),
        ("对宁夏回族自治区认定机构2023年认定报备的第二批高新技术企业拟进行备案的", None, "proposed_result", "grant"),
        ("湖北省认定机构：关于2023年第一批高新技术企业更名的公告", "公告", "final_result", "rename"),
        ("吉林省认定机构：吉林省关于取消吉林省金铭朗巍彩镀科技有限公司等23家企业", None, "final_result", "cancel"),
        ("关于对河南省认定机构2022年认定的高新技术企业进行补充备案的公告", "公告", "final_result", "supplement"),
        ("广东省认定机构：关于广东省2022年第五批完成异地搬迁高新技术企业的公告", "公告", "final_result", "confirm"),
        ("关于对北京市认定机构2022年认定的第四批集成电路等领域政策试点高新技术企", None, "", "grant"),
        ("山西省认定机构：山西省科学技术厅 山西省财政厅 国家税务总局山西省税务局", None, "", ""),
        ("关于《条例（草案）》公开征求意见的公告", "公告", "public_comment", ""),
    ],
)
def test_the_title_decides_type_and_act(title, kind, disclosure_type, act):
    assert (type_of(title, kind), act_of(title)) == (disclosure_type, act)


def test_a_disclosure_known_by_month_gets_no_day():
    found = normalise_disclosure(
        {"source_id": "gq-1", "title": "江苏认定机构：关于更名的公告", "region": None, "published_month": "2023-03"}
    )

    assert (found.published_on, found.published_month, found.region) == (None, "2023-03", "320000")


def test_a_guide():
    found = normalise_guide(
        {
            "source_id": "g-1", "name": "提价申报", "service_code": "11440000006939756B2440101007000",
            "kind": "行政许可", "agency": "广东省发展和改革委员会", "region": "广东省", "level": "省",
            "themes": ["其他", "纳税"], "audience": ["自然人", "企业法人"], "conditions": None,
            "materials": ["申请报告"],
            "legal_time_limit": "30(工作日)", "promised_time_limit": "7(自然日)", "visits": "0", "courier": "不支持",
            "online_booking": "是", "url": "https://www.example.gov.cn/a",
        }
    )  # fmt: skip

    assert (found.legal_limit, found.promised_limit, found.visits) == ((30, "workday"), (7, "calendar_day"), 0)
    assert (found.online_booking, found.courier) == (True, False)
    assert (found.fields, found.subjects, found.region) == (["tax"], ["natural_person", "enterprise"], "440000")
    assert found.agency_uscc == "11440000006939756B" and found.consult_phone == ""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": None}, "title: missing"),
        ({"title": "甲\x00乙"}, "title: contains NUL"),
        ({"title": "甲\ud800"}, "half a surrogate"),
        ({"title": ["甲"]}, "text is wanted"),
        ({"title": "长" * 256}, "256 characters"),
        ({"issued_on": "2023-02-30"}, "not a date"),
        ({"issued_on": "9999-01-01"}, "outside"),
        ({"issued_on": 20230101}, "text is wanted"),
        ({"url": "javascript:alert(1)"}, "no web address"),
        ({"attachments": "a.pdf"}, "list of objects"),
        ({"source_id": ""}, "source_id: missing"),
        ({"body": {"a": 1}}, "text is wanted"),
    ],
)
def test_wrong_records_are_refused_with_a_reason(change, reason):
    with pytest.raises(Refused, match=reason):
        normalise_policy({"source_id": "x-1", "title": "关于甲的通知", **change})


def test_unknown_stays_unknown():
    found = normalise_policy({"source_id": "x-1", "title": "甲办法", "level": None, "issuing_body": "工业和信息化局"})

    assert (found.level, found.region, found.fields, found.issued_on, found.doc_number) == (None, None, [], None, "")


def test_the_digest_follows_content_only():
    record = {"source_id": "x-1", "title": "甲办法", "body": "第一条 乙。"}

    assert digest(normalise_policy(record)) == digest(normalise_policy({**record, "body_chars": 7, "derived": ["x"]}))
    assert digest(normalise_policy(record)) != digest(normalise_policy({**record, "body": "第一条 丙。"}))


@pytest.mark.parametrize(
    ("title", "column", "code"),
    [
        ("中华人民共和国专利法", "经济法", "law"),
        ("山东省标准化条例", "山东地方性法规", "regulation"),
        ("增值税法实施条例", "行政法规", "regulation"),
        ("某某管理办法", "", "rule"),
        ("关于印发某某办法的通知（桂政办发〔2021〕106号）", "", "notice"),
        ("国务院关于推进某事的指导意见", "", "normative"),
        ("解读《办法》", "解读材料", "other"),
    ],
)
def test_document_class(title, column, code):
    assert class_of(title, column) == code


def test_stated_validity():
    stated = stated_validity("第九条 本办法自2023年3月1日起施行，有效期2年。")

    assert (stated.effective_from, stated.valid_to) == (dt.date(2023, 3, 1), dt.date(2025, 2, 28))
    assert stated_validity("本法自2009年1月1日起施行。\n本法自2012年1月1日起施行。").effective_from is None
    assert stated_validity("本法施行前签发的护照在有效期内继续有效。").valid_text == ""


def test_numbers_are_repealed_only_where_the_text_says_so():
    repeals, basis = related_numbers(
        "根据国发〔2018〕1号。国发〔2010〕2号同时废止。2025年3月17日国务院令第802号修订。", "国发〔2020〕9号"
    )

    assert (repeals, basis) == (["国发〔2010〕2号"], ["国发〔2018〕1号"])


def test_categories():
    assert category_of("科技企业孵化器认定", "资质认定") == "recognition"
    assert category_of("老旧厂房改造项目", "资金支持") == "project"
    assert category_of("加快创新", "") == "other"


def test_a_name_that_ran_into_the_next_card_is_mended():
    record = {"source_id": "c-1", "name": "支持甲. 14612.支持乙", "based_on": "《丙办法》", "level": "省"}

    assert normalise_card(record).title == "支持乙"
    assert normalise_card(record).basis_title == "丙办法"


def test_lines_that_cannot_be_read_stop_no_other(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(
        b'{"a": 1}\n\nnot json\n[1]\n\xff\xfe\n' + b"x" * (LINE_LIMIT + 5) + b"\n" + b"[" * 100_000 + b'\n{"b": 2}'
    )

    lines = list(read_lines(path))

    assert [(line.number, line.record) for line in lines if line.record] == [(1, {"a": 1}), (8, {"b": 2})]
    assert [line.number for line in lines if line.refusal] == [3, 4, 5, 6, 7]


def test_a_damaged_archive_gives_what_it_has(tmp_path):
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"a": 1}\n' * 3)[:-6])

    assert [bool(line.record) for line in read_lines(path)][-1] is False


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("本意见由县领导小组负责解释，自2019年1月1日起执行，暂定三年。", dt.date(2019, 1, 1), dt.date(2021, 12, 31)),
        ("上述举措执行期自发布之日起至2020年12月底。", None, dt.date(2020, 12, 31)),
        ("本政策自发布之日起施行，暂定三年有效期。", None, None),
    ],
)
def test_terms_that_are_not_called_validity(text, start, end):
    stated = stated_validity(text)
    assert (stated.effective_from, stated.valid_to) == (start, end)
    assert stated.valid_text == text.rstrip("。")
