"""Suggestions while typing: numbers, filters, titles, pinyin; only what is public now, whatever is typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from portal.publication.models import PublishedItem
from search.finding.number_beginnings import beginnings
from search.finding.suggestions import suggest
from search.models import Searched
from search.searches.store import K
from search.text.pinyin import cuts, pairs, spelt, syllables, typed_letters
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db
TITLES = (
    "高新技术企业认定管理办法",
    "关于高新技术企业认定的通知",
    "高性能计算设施",
    "科技创新券管理办法",
    "税收优惠目录",
)
TYPED_TITLES = [
    "高新", "高新技", "高新技术企业", "高 新技术", "高新技術", "gaoxinjishu", "gaoxinjs", "gxjsqy", "gao xin ji",
    "GaoXinJiSh",
]  # fmt: skip
TYPED_NUMBERS = [
    "国办发〔2018", "国办发[2018]1", "国办发（2018）108", "国办发2018", "国办发 2018 108", "国办发〔2018〕108号",
    "国办发〔2018〕第1", "國辦發〔2018",
]  # fmt: skip


@pytest.fixture
def library(indexed: Callable[[], None]) -> None:
    for title in TITLES:
        publish(title=title, field=["technology"] if "科技" in title else [])
    publish(title="减税文件", number="国办发[2018]108", doc_number="国办发〔2018〕108号")
    publish(title="另一文件", number="国办发[2019]7", doc_number="国办发〔2019〕7号")
    indexed()


def titles(typed: str) -> list[str]:
    return [row.text for row in suggest(typed).rows if row.kind == "title"]


@pytest.mark.parametrize("typed", TYPED_TITLES)
def test_title_is_found_as_it_is_typed(library: None, typed: str) -> None:
    assert titles(typed)[:2] == list(TITLES[:2])


def test_one_character_and_the_whole_title(library: None) -> None:
    assert set(titles("税")) == {"税收优惠目录", "减税文件"}
    assert titles("税")[0] == "税收优惠目录"
    assert titles("科技创新券管理办法")[0] == "科技创新券管理办法"


@pytest.mark.parametrize("typed", TYPED_NUMBERS)
def test_number_is_found_by_its_beginning_in_any_brackets(library: None, typed: str) -> None:
    first = suggest(typed).rows[0]

    assert (first.kind, first.text) == ("number", "国办发〔2018〕108号 减税文件")
    assert first.url == PublishedItem.objects.get(title="减税文件").path


def test_beginnings_of_numbers() -> None:
    assert beginnings("国办发〔20") == ["国办发[20"]
    assert beginnings("国办发20") == ["国办发20", "国办发[20"]
    assert beginnings("国办发（2018）108 号") == ["国办发[2018]108"]
    assert beginnings("国") == []


@pytest.mark.parametrize("typed", ["科技创", "kejichuang", "kjcx"])
def test_filters_that_find_something_are_offered(library: None, typed: str) -> None:
    labels = {row.url for row in suggest(typed).rows if row.kind == "label"}

    assert labels == {"/search/?field=technology"}
    assert [row for row in suggest("知识产权").rows if row.kind == "label"] == []


def test_past_searches_are_offered_unless_they_are_slips(library: None) -> None:
    for text in ("高新技术 管理", "高薪技术企业", "很少有人问"):
        asked = 2 if text == "很少有人问" else K
        Searched.objects.create(key=text, text=text, initial=text[0], asked=asked, total=3)

    assert [row.text for row in suggest("高").rows if row.kind == "search"] == ["高新技术 管理"]
    assert [row.text for row in suggest("gaoxinjishu").rows if row.kind == "search"] == ["高新技术 管理"]
    assert [row.url for row in suggest("高新技术 管理").rows if row.kind == "search"] == []


def test_title_of_several_records_leads_to_all_of_them(indexed: Callable[[], None]) -> None:
    publish(title="同名办法")
    publish(title="同名办法")
    indexed()

    assert [(row.text, row.url.startswith("/search/?q=")) for row in suggest("同名").rows] == [("同名办法", True)]


def test_what_is_gone_is_not_suggested_whatever_the_index_says(library: None) -> None:
    for title in ("高新技术企业认定管理办法", "减税文件"):
        remove(PublishedItem.objects.get(title=title))

    assert "高新技术企业认定管理办法" not in titles("高新技术")
    assert suggest("国办发〔2018").rows == []


def test_without_the_engine_numbers_and_filters_remain(library: None, index_folder: Path) -> None:
    (index_folder / "current").unlink()

    assert [row.kind for row in suggest("国办发").rows] == ["number", "number"]
    assert [row.kind for row in suggest("科技创新").rows] == ["label"]


def test_what_the_engine_was_away_for_is_not_kept(library: None, index_folder: Path, client: Client) -> None:
    def kept() -> bool:
        return not hasattr(client.get("/search/suggest/", {"q": "高新"}).wsgi_request, "made_for_one")

    assert kept()
    (index_folder / "current").unlink()
    assert not kept()


@pytest.mark.parametrize("typed", ["", " ", "%00", "%ED%A0%80", "a" * 9_000, "\"'^*()", "q=1", "𠮷", "〔", "国办发〔",
                                   "1" * 300, "vvvv", "‮"])  # fmt: skip
def test_nothing_typed_is_an_error(library: None, client: Client, typed: str) -> None:
    for address in ("/search/suggest/", "/en/search/suggest/"):
        response = client.get(address, {"q": typed})
        assert response.status_code == 200
        assert len(response.json()["suggestions"]) <= 8


def test_addresses_are_those_of_the_language(library: None, client: Client) -> None:
    for root in ("/", "/en/"):
        found = client.get(f"{root}search/suggest/", {"q": "税收优惠"}).json()
        assert found["suggestions"][0]["url"].startswith(f"{root}policies/")
        assert found["status"].startswith("1")


def test_letters_are_cut_into_syllables_and_initials() -> None:
    assert cuts("gaoxinjs")[0] == ("gao", "xin", "j", "s")
    assert set(cuts("fangan")[:2]) == {("fang", "an"), ("fan", "gan")}
    assert {("sh", "h"), ("s", "h", "h")} <= set(cuts("shh"))
    assert pairs(("gao", "xin", "j", "s")) == ("gao.xin", "xin.j", "j.s")
    assert pairs(("gao", "xin"), unfinished=False) == ("gao.xin",)
    assert cuts("vvv") == [] and cuts("") == []


def test_letters_spell_whole_stretches_only() -> None:
    heard = syllables("高新技术企业5g")

    assert heard == ("gao", "xin", "ji", "shu", "qi", "ye", "5", "g")
    assert list(spelt("jishuq", heard)) == [(2, 5)]
    assert list(spelt("jiqi", heard)) == []


@pytest.mark.parametrize(("typed", "letters"), [("Gao Xin", "gaoxin"), ("xi'an", "xian"), ("zhanlue", "zhanlve"),
                                                ("led灯", ""), ("5g", ""), ("", "")])  # fmt: skip
def test_typed_letters(typed: str, letters: str) -> None:
    assert typed_letters(typed) == letters
