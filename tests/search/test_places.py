"""Regions are chosen step by step or by name; 3,276 of them fit no list."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory

from portal.home.tree import ensure_site_tree
from portal.taxonomy.vocabulary import divisions, way_down_to
from search.results.places import named, resolved
from search.results.presentation import listing_result
from tests.search.records import publish

pytestmark = pytest.mark.django_db


def chooser(query: str = "") -> dict[str, Any]:
    return listing_result("policies", RequestFactory().get(f"/policies/?{query}"))["regions"]


def values(rows: list[dict[str, Any]]) -> list[str]:
    return [row["value"] for row in rows]


def test_the_way_down_to_a_region_and_what_lies_in_it() -> None:
    assert way_down_to("330212") == ["100000", "330000", "330200", "330212"]
    assert "330212" in divisions("330200") and "330000" in divisions("100000")
    assert way_down_to("nowhere") == ["nowhere"] and divisions("nowhere") == []


def test_one_narrows_step_by_step(indexed: Callable[[], None]) -> None:
    publish(region=["330200"])
    publish(region=["440000"])
    indexed()

    country, province, district = chooser(), chooser("region=330000"), chooser("region=330212")

    assert values(country["inside"]) == ["330000", "440000"] and country["any"] and country["here"] == ""
    assert (values(province["trail"]), values(province["inside"])) == (["330000"], ["330200"])
    assert values(district["trail"]) == ["330000", "330200", "330212"]
    assert district["trail"][-1]["selected"] and district["trail"][-1]["count"] == 1
    assert values(chooser("region=330200,440000")["chosen"]) == ["330200", "440000"]
    assert values(chooser("region=none")["chosen"]) == ["none"]


@pytest.mark.parametrize(
    ("text", "first"), [("宁波", "330200"), ("宁波市", "330200"), ("Zhejiang", "330000"), ("鄞州", "330212")]
)
def test_a_name_finds_its_region(text: str, first: str) -> None:
    assert named(text)[0] == first


def test_a_name_in_the_form_becomes_a_code_or_a_choice() -> None:
    one, meant, notices = resolved(QueryDict("region_name=宁波&region="))
    assert (one["region"], meant, notices) == ("330200", [], [])

    several, meant, notices = resolved(QueryDict("region_name=朝阳区&region=330200"))
    assert several["region"] == "330200" and {"110105", "220104"} <= set(meant) and len(notices) == 1

    none, meant, notices = resolved(QueryDict("region_name=%00nowhere<b>"))
    assert "region" not in none and meant == [] and "nowhere<b>" in notices[0]


def test_suggested_regions_keep_the_other_filters(client: Client) -> None:
    ensure_site_tree()
    rows = client.get("/search/regions/", {"q": "鄞州", "at": "/notices/?status=open&region=110000&page=3"}).json()

    assert rows["suggestions"][0] == {
        "text": "浙江省 宁波市 鄞州区", "kind": "region", "url": "/notices/?status=open&region=330212",
    }  # fmt: skip


@pytest.mark.parametrize("at", ["//evil.example/", "https://evil.example/", "/\\evil.example", ""])
def test_suggestions_lead_nowhere_else(client: Client, at: str) -> None:
    assert client.get("/search/regions/", {"q": "宁波", "at": at}).json()["suggestions"] == []
