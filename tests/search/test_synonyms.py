"""Other wordings of a query: what is found in it, what is put instead, and when a change takes effect."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from search.models import SynonymGroup
from search.staff.synonym_lookup import MOST_VARIANTS, Synonyms
from search.staff.synonyms import variants

TWO_WAY = [
    ["高企", "高新技术企业"], ["首台套", "首台（套）"], ["社保", "社会保险"], ["公积金", "住房公积金"],
    ["AI", "人工智能"], ["创业担保贷款", "创业贷款"], ["贷款贴息", "贴息贷款"],
]  # fmt: skip
ONE_WAY = [["小巨人", "专精特新小巨人"], ["发改委", "发展和改革委员会"]]


@pytest.fixture(scope="module")
def synonyms() -> Synonyms:
    return Synonyms([(entry, True) for entry in TWO_WAY] + [(entry, False) for entry in ONE_WAY])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("高企补贴", ["高新技术企业补贴"]),
        ("高新技術企業 補貼", ["高企 补贴"]),
        ("高 企", ["高新技术企业"]),
        ("首台套", ["首台(套)"]),
        ("首台（套）装备", ["首台套装备"]),
        ("首台（套", ["首台套"]),
        ("发改委公告", ["发展和改革委员会公告"]),
        ("发展和改革委员会公告", []),
        ("没有同义词", []),
        ("", []),
        ("？！", []),
    ],
    ids=str,
)  # fmt: skip
def test_wording_is_found_whatever_its_script_spaces_and_punctuation(
    synonyms: Synonyms, text: str, expected: list[str]
) -> None:
    assert list(synonyms.variants(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AI企业", ["人工智能企业"]),
        ("ai 2024", ["人工智能 2024"]),
        ("ＡＩ", ["人工智能"]),
        ("aid", []),
        ("open ai3", []),
        ("3人工智能b", ["3 ai b"]),
    ],
)
def test_word_that_is_not_chinese_is_found_whole_and_stays_apart(
    synonyms: Synonyms, text: str, expected: list[str]
) -> None:
    assert list(synonyms.variants(text)) == expected


def test_wording_within_a_longer_one_does_not_count(synonyms: Synonyms) -> None:
    assert synonyms.variants("住房公积金提取") == ("公积金提取",)


def test_wording_that_stands_in_its_own_replacement_is_left_alone(synonyms: Synonyms) -> None:
    assert synonyms.variants("专精特新小巨人") == ()
    assert synonyms.variants("小巨人") == ("专精特新小巨人",)


def test_overlapping_wordings_are_replaced_one_at_a_time_the_longest_first(synonyms: Synonyms) -> None:
    assert synonyms.variants("创业担保贷款贴息") == ("创业贷款贴息", "创业担保贴息贷款")


def test_wordings_apart_are_replaced_together_first(synonyms: Synonyms) -> None:
    assert synonyms.variants("高企社保") == ("高新技术企业社会保险", "高新技术企业社保", "高企社会保险")


def test_chain_leads_nowhere() -> None:
    chained = Synonyms([(["甲方", "乙方"], False), (["乙方", "丙方"], False)])

    assert chained.variants("甲方") == ("乙方",)


def test_variants_are_few_and_each_says_something_else() -> None:
    many = Synonyms([(["甲方", "乙方", "丙方", "丁方", "戊方"], True), (["补贴", "补助", "资助"], True)])

    found = many.variants("甲方补贴")

    assert len(found) == MOST_VARIANTS
    assert found == ("乙方补助", "乙方补贴", "甲方补助", "丙方补贴")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def group(*wordings: str, direction: str = "both") -> SynonymGroup:
    entry = SynonymGroup(wordings="\n".join(wordings), direction=direction)
    entry.full_clean()
    entry.save()
    return entry


@pytest.fixture
def none_shipped(db: None) -> None:
    SynonymGroup.objects.all().delete()


@pytest.mark.django_db
def test_shipped_entries_are_such_as_staff_could_have_typed() -> None:
    entries = list(SynonymGroup.objects.all())

    for entry in entries:
        entry.full_clean()

    assert len(entries) > 20
    assert variants("高企认定") == ("高新技术企业认定",)


@pytest.mark.usefixtures("none_shipped")
def test_change_takes_effect_at_the_next_search() -> None:
    assert variants("高企") == ()
    entry = group("高企", "高新技术企业")
    assert variants("高企") == ("高新技术企业",)
    entry.wordings = "高企\n高科技企业"
    entry.save()
    assert variants("高企") == ("高科技企业",)
    SynonymGroup.objects.filter(pk=entry.pk).delete()
    assert variants("高企") == ()


@pytest.mark.usefixtures("none_shipped")
def test_search_without_a_change_reads_one_row() -> None:
    group("高企", "高新技术企业")
    variants("高企")

    with CaptureQueriesContext(connection) as queries:
        variants("高企补贴")

    assert len(queries) == 1


@pytest.mark.usefixtures("none_shipped")
@pytest.mark.parametrize(
    ("wordings", "message"),
    [
        (["高企"], "at least two"),
        (["高企", "（）"], "no word"),
        (["高企", "高 新", "高企 "], None),
        (["高企", "高企。"], "twice"),
        (["高企", "高" * 61], "longer"),
        (["一", "二", "三", "四", "五", "六"], "6 lines"),
    ],
)
def test_entry_is_refused_in_the_readers_words(wordings: list[str], message: str | None) -> None:
    with pytest.raises(ValidationError) as refused:
        group(*wordings)

    assert (message or "twice") in str(refused.value.message_dict["wordings"])


@pytest.mark.usefixtures("none_shipped")
def test_wording_that_another_entry_looks_for_is_refused_and_that_entry_named() -> None:
    group("高企", "高新技术企业")

    with pytest.raises(ValidationError) as refused:
        group("高 企", "高科技企业")

    assert "高企 = 高新技术企业" in str(refused.value.message_dict["wordings"])


@pytest.mark.usefixtures("none_shipped")
def test_two_one_way_entries_may_lead_to_the_same_wording() -> None:
    group("人社局", "人力资源和社会保障局", direction="first")
    group("劳动局", "人力资源和社会保障局", direction="first")

    assert variants("劳动局电话") == ("人力资源和社会保障局电话",)
