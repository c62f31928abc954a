"""The search page and the listings: what the template is given, and that no address is an error."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from portal.publication.kinds import KINDS
from search.engine import EngineUnavailable
from search.engines.embedded import EmbeddedEngine
from search.filters.naming import PARAMETER_LABELS
from search.filters.parameters import parameters_of
from search.models import SynonymGroup
from search.results.presentation import listing_result, search_result
from tests.search.records import call_item, publish, window

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HOSTILE = [
    "q=%00", "q=%ED%A0%80", "q=" + "a" * 5_000, 'q="', "q=^", "page=-1", "page=1e25", "page=99999999999", "page=٣",
    "level=nonsense", "level[]=city", "unknown=1", "as_of=yesterday", "as_of=9999-12-31T23:59:59-12:00",
    "sort=nonsense",
    "level=" + ",".join("x" * 3 for _ in range(3_000)), "issued_from=9999-99-99", "q=a%20AND", "q=NEAR(", "-level=none",
    "region=" + quote("330300,none"), "scope=exact", "year=%EF%BC%92024", "org=1", "status=open,closed",
]  # fmt: skip


@pytest.fixture
def library(indexed: Callable[[], None]) -> None:
    now = timezone.now()
    for number in range(23):
        level = "city" if number < 5 else "province"
        publish(title=f"关于企业研发第{number}号政策", level=level, body_text="企业<研发>补贴。")
    publish("notices", "研发申报通知", level="city", items=[call_item(window(now - DAY, now + 3 * DAY))])
    indexed()


def context(query: str = "", kind: str = "") -> dict[str, Any]:
    request = RequestFactory().get("/search/?" + query)
    return listing_result(kind, request) if kind else search_result(request)


def facet(result: dict[str, Any], name: str) -> dict[str, int]:
    found = next(facet for facet in result["facets"] if facet["name"] == name)
    return {choice["value"]: choice["count"] for choice in found["choices"]}


def test_hits_carry_marks_and_status(library: None) -> None:
    found = context("q=研发申报通知")
    first = found["result"]["hits"][0]

    assert first["highlight_title"] == "<mark>研发申报通知</mark>"
    assert (first["kind"], first["status"], first["level"]) == ("notices", "closing_soon", "city")
    assert first["closes_at"] and first["url"].startswith("/notices/")
    policy = context("q=企业研发")["result"]["hits"][0]
    assert policy["highlight_text"] == "<mark>企业</mark>&lt;<mark>研发</mark>&gt;补贴。"


def test_pages_and_links(library: None) -> None:
    first, second = context("level=city,province")["result"], context("level=city,province&page=2")["result"]

    assert (first["total"], first["pages"], len(first["hits"]), len(second["hits"])) == (24, 2, 20, 4)
    assert first["next_url"] == "?level=city,province&page=2"
    assert second["previous_url"] == "?level=city,province"


def test_chips_take_one_thing_away(library: None) -> None:
    result = context("q=研发&level=city,province&-status=closed")["result"]

    assert [chip["url"] for chip in result["chips"]] == [
        "?level=city,province&-status=closed",
        "?q=%E7%A0%94%E5%8F%91&level=province&-status=closed",
        "?q=%E7%A0%94%E5%8F%91&level=city&-status=closed",
        "?q=%E7%A0%94%E5%8F%91&level=city,province",
    ]


def test_choices_count_without_their_own_selection_and_toggle(library: None) -> None:
    result = context("level=city")["result"]
    level = next(facet for facet in result["facets"] if facet["name"] == "level")

    assert facet(result, "level") == {"province": 18, "city": 6}
    assert {choice["value"]: choice["selected"] for choice in level["choices"]} == {"province": False, "city": True}
    assert facet(result, "kind") == {"policies": 5, "notices": 1}


def test_exact_title_and_number_are_told(library: None, indexed: Callable[[], None]) -> None:
    publish(title="另一份文件", number="苏府[2026]5", doc_number="苏府〔2026〕5号")
    indexed()

    assert [hit["exact"] for hit in context("q=关于企业研发第3号政策")["result"]["hits"]][:2] == ["title", ""]
    assert context("q=苏府（2026）5号")["result"]["hits"][0]["exact"] == "number"


def test_what_was_meant_is_offered_only_where_the_words_do_not_stand(library: None) -> None:
    assert context("q=严发申报通知")["near"] == {"text": "研发申报通知", "url": "?q=" + quote("研发申报通知")}
    assert context("q=研发申报通知")["near"] is None
    assert context("q=严发申报通知&level=town")["near"] is None
    assert context("q=企业研发补贴")["near"] is None


def test_synonyms_are_marked_too(library: None, indexed: Callable[[], None]) -> None:
    SynonymGroup.objects.create(wordings="扶持资金\n研发补助", direction=SynonymGroup.Direction.BOTH)
    publish(title="研发补助办法")
    indexed()

    assert context("q=扶持资金")["result"]["hits"][0]["highlight_title"] == "<mark>研发补助</mark>办法"


def test_where_nothing_is_found_there_are_ways_on(library: None) -> None:
    found = context("q=研发申报&level=town")

    assert found["csv_url"] is None
    without = f"q={quote('研发申报')}"
    assert found["advice"]["drops"][0] == {
        "label": "级别: 乡镇街道", "query_string": without, "url": f"?{without}", "total": 1, "only": False,
    }  # fmt: skip
    assert [row["title"] for row in found["advice"]["similar"]][:1] == ["研发申报通知"]
    assert context("q=研发")["advice"] is None
    assert context("q=研发&sort=date")["csv_url"] == f"?q={quote('研发')}&sort=date&format=csv"


def test_page_shows_what_was_found_instead(library: None, client: Client) -> None:
    body = client.get("/search/?q=研发申报&level=town").content.decode()

    assert f'href="?q={quote("研发申报")}"' in body and "研发申报通知" in body
    assert f'href="?q={quote("研发申报通知")}"' in client.get("/search/?q=严发申报通知").content.decode()


def test_listing_is_confined_to_its_kind(library: None) -> None:
    found = context("", "notices")

    assert [hit["title"] for hit in found["result"]["hits"]] == ["研发申报通知"]
    assert [choice["value"] for choice in found["sorts"]] == ["", "deadline", "date"]


def test_words_bring_relevance_unless_another_order_is_chosen(library: None) -> None:
    assert [choice["value"] for choice in context("q=研发")["sorts"]] == ["", "deadline", "date", "amount"]
    assert [choice["value"] for choice in context("q=研发", "policies")["sorts"]] == ["", "date"]
    assert context("q=研发&sort=")["sort"] == ""
    assert context("q=研发&sort=date")["sort"] == "date"
    assert context("sort=relevance")["sort"] == ""


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("path", ["/search/", "/policies/", "/notices/"])
def test_no_address_is_an_error(library: None, client: Client, path: str, query: str) -> None:
    if path == "/search/":
        assert client.get(f"{path}?{query}").status_code == 200
    else:
        assert context(query, path.strip("/"))["result"]["page"] >= 1


def test_without_an_index_the_database_answers(client: Client) -> None:
    publish(title="关于企业研发的政策")
    response = client.get("/search/", {"q": "企业研发"})

    assert response.status_code == 200
    assert response.context["result"]["degraded"] is True
    assert [hit["title"] for hit in response.context["result"]["hits"]] == ["关于企业研发的政策"]


def test_an_empty_portal_is_not_degraded(client: Client) -> None:
    result = client.get("/search/").context["result"]

    assert (result["degraded"], result["total"], result["hits"]) == (False, 0, [])


def test_every_parameter_has_a_chip_in_words(library: None) -> None:
    query = "issued_from=2020-01-01&as_of=2026-01-01T00:00:00Z&scope=exact&closes_before=2027-01-01T00:00:00Z"
    chips = context(query, "notices")["result"]["chips"]

    assert len(chips) == 4
    assert {name for kind in ("", *KINDS) for name in (known.name for known in parameters_of(kind))} - {"q"} <= set(
        PARAMETER_LABELS
    )


def test_page_asks_an_engine_that_is_away_only_once(library: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name in ("search", "totals", "titles"):

        def away(self: EmbeddedEngine, given: Any, name: str = name) -> None:
            asked.append(name)
            raise EngineUnavailable("away")

        monkeypatch.setattr(EmbeddedEngine, name, away)
    context = search_result(RequestFactory().get("/search/?q=研发补贴火星&level=city&-field=tax"))

    assert (context["result"]["degraded"], context["result"]["total"], asked) == (True, 0, ["search"])
