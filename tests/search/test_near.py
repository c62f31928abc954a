"""“Did you mean”: what was probably meant, only where it finds something, and nothing where nothing is misspelt."""

from collections.abc import Callable

import pytest

from portal.publication.models import PublishedItem
from search.engine import Filter, Query
from search.finding.near import near
from search.finding.spelling import allowed, closest, heard_wording, spelt_wording
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db
TITLES = (
    "高新技术企业认定管理办法",
    "关于高新技术企业更名的公告",
    "研发费用加计扣除政策",
    "小微企业贷款贴息",
    "税收优惠目录",
)
WELL_SPELT = [
    "高新技术企业", "技术企业", "高新技术企业 税收优惠", "完全无关的说法", "税", "", "   ", "led", "x", "2020", "\x00",
    "a b c d e f", "字" * 400,
]  # fmt: skip
MISSPELT = {
    "高薪技术企业": "高新技术企业",  # a homophone
    "高新技术企叶": "高新技术企业",  # at the end
    "高新级术企业": "高新技术企业",  # another character
    "高新技企业": "高新技术企业",  # one left out
    "高新术技企业": "高新技术企业",  # two swapped
    "高新的技术企业": "高新技术企业",  # one too many
    "高薪技術企業": "高新技术企业",  # traditional
    "gaoxinjishuqiye": "高新技术企业",
    "gaoxinjs qiye": "高新技术企业",
    "gxjsqy": "高新技术企业",
    "gaoxingjishu": "高新技术",  # a wrong syllable
    "研发费用加计扣出": "研发费用加计扣除",
    "高薪技术企业 贷款贴吸": "高新技术企业 贷款贴息",
    "如何申请高薪技术企业认定": "如何申请高新技术企业认定",  # within a question
    "科技创薪": "科技创新",  # a filter's word
}


@pytest.fixture
def library(indexed: Callable[[], None]) -> None:
    for title in TITLES:
        publish(title=title, body_text="如何申请科技创新。")
    indexed()


@pytest.mark.parametrize("typed", MISSPELT)
def test_what_was_meant_is_offered(library: None, typed: str) -> None:
    assert near(typed) == MISSPELT[typed]


@pytest.mark.parametrize("typed", WELL_SPELT)
def test_nothing_is_offered_where_nothing_is_misspelt(library: None, typed: str) -> None:
    assert near(typed) is None


def test_only_what_finds_something_is_offered(library: None) -> None:
    elsewhere = Query(filters=(Filter("kind", frozenset({"kind:notices"})),))

    assert near("高薪技术企业", like=elsewhere) is None
    assert near("税收优惠木录") == "税收优惠目录"
    remove(PublishedItem.objects.get(title="税收优惠目录"))
    assert near("税收优惠木录") is None


def test_longer_wordings_may_have_more_slips() -> None:
    assert [allowed(length) for length in (2, 3, 4, 7, 8, 12)] == [0.5, 0.5, 1, 1, 1.5, 2]
    assert closest("补铁", ["贷款补贴"]) == "补贴"
    assert closest("扑贴", ["贷款补贴"]) is None


def test_the_likelier_slip_wins() -> None:
    assert closest("监护协公证指引", ["监护协议公证指引", "监护公证指引"]) == "监护协议公证指引"
    assert closest("水产标准询", ["水产标准查询", "水产标准查"]) == "水产标准查询"


def test_a_cut_through_words_is_no_wording() -> None:
    assert closest("为促进创新", ["结合促进创新活动"]) is None


def test_spelt_wording_is_that_of_most_titles() -> None:
    assert spelt_wording("jishu", ["技术企业", "技术合同", "计数办法"]) == "技术"
    assert spelt_wording("jishu", []) is None
    assert heard_wording(("gao", "xing", "ji", "shu"), ["高新技术企业"]) == "高新技术"
