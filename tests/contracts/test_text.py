"""What a text query finds and in which order, on every engine."""

import pytest

from search.engine import Engine, Query
from search.text.recipe import numbers
from tests.contracts.conftest import Filled
from tests.contracts.documents import ids, made

NUMBERS = [
    "国办发〔2018〕108号", "国办发[2018]108号", "国办发【2018】108号", "国办发（2018）108号", "国办发(2018)108号",
    "国办发 2018 108", "国办发〔2018〕108", "国办发［２０１８］１０８号", "国办發〔2018〕108號",
]  # fmt: skip
HOSTILE = [
    '"', "'", '"unclosed', "^", "a^2", "\x00", "企业\x00补贴", "\ud800", "a AND", "NOT", "NEAR(", "title:", "*", "?*",
    "a:b:c", "(((", "[1 TO", "~", "\\", "/", "//", "+", "-", "&&", "||", "!", "字" * 70_000, "a" * 70_000, "1e25",
    "{}", "${jndi:x}", "' OR 1=1 --", "<script>", "%", "\u202e企业", "😀", "号", "的", " ", "　",
]  # fmt: skip


@pytest.fixture
def library(filled: Filled) -> Engine:
    return filled(
        [
            made("subsidy", "企业研发费用补贴办法", text="对企业研究开发费用给予补贴。", date=3),
            made(
                "tax", "关于税收优惠的通知", text="企业所得税优惠。国办发〔2018〕108号 已经说明研发费用补贴。", date=2
            ),
            made("number", "全国深化改革转变职能会议重点任务分工方案", numbers=numbers("国办发〔2018〕108号"), date=1),
            made("joined", "联合印发的方案", numbers=numbers("苏科发〔2020〕1号/苏财教〔2020〕9号")),
            made("traditional", "關於促進製造業發展的若干意見", text="臺灣"),
            made("latin", "APEC会议与5G应用", text="LED 照明 ISO9001"),
        ]
    )


@pytest.mark.parametrize("printed", NUMBERS)
def test_number_in_any_form_finds_its_document_first(library: Engine, printed: str) -> None:
    assert ids(library.search(Query(printed)).hits)[0] == "number"


@pytest.mark.parametrize("printed", ["苏科发〔2020〕1号", "苏财教[2020]9号", "苏科发〔2020〕1号/苏财教〔2020〕9号"])
def test_each_of_two_joined_numbers_finds_the_document(library: Engine, printed: str) -> None:
    assert ids(library.search(Query(printed)).hits)[0] == "joined"


def test_exact_title_comes_first(library: Engine) -> None:
    assert ids(library.search(Query("关于税收优惠的通知")).hits)[0] == "tax"
    assert ids(library.search(Query("《关于税收优惠的通知》")).hits)[0] == "tax"


def test_title_and_body_are_found(library: Engine) -> None:
    assert set(ids(library.search(Query("研发费用补贴")).hits)) == {"subsidy", "tax"}


@pytest.mark.parametrize("text", ["关于促进制造业发展的若干意见", "關於促進製造業發展的若干意見", "台湾"])
def test_traditional_and_simplified_are_the_same(library: Engine, text: str) -> None:
    assert ids(library.search(Query(text)).hits)[:1] == ["traditional"]


@pytest.mark.parametrize("text", ["apec", "ＡＰＥＣ", "5g", "iso9001", "Led"])
def test_latin_words_are_found_whatever_their_case_and_width(library: Engine, text: str) -> None:
    assert ids(library.search(Query(text)).hits) == ["latin"]


def test_short_queries_need_all_of_their_pairs(library: Engine) -> None:
    assert library.search(Query("税收补贴")).total == 0
    assert ids(library.search(Query("税收 补贴")).hits) == ["tax"]


def test_long_queries_need_a_third_of_their_pairs(filled: Filled) -> None:
    engine = filled([made("near", "企业研发费用加计扣除"), made("far", "企业名称登记管理规定")])

    assert ids(engine.search(Query("企业研发费用可以加计扣除多少金额")).hits) == ["near"]


def test_single_character_is_found(library: Engine) -> None:
    assert ids(library.search(Query("税")).hits) == []
    assert library.search(Query("研")).total == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(library: Engine, text: str) -> None:
    result = library.search(Query(text))

    assert result.total == 0 or result.hits
    assert not result.degraded


def test_title_with_all_tokens_comes_before_a_shorter_title_with_some(filled: Filled) -> None:
    body = "暂行 " * 50
    engine = filled([made("law", "资源税法", text=body), made("rules", "中华人民共和国资源税暂行条例实施细则及说明")])

    assert ids(engine.search(Query("资源税 暂行")).hits) == ["rules", "law"]
