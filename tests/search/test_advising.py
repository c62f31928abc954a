"""An empty list helps on: a step wider, and what is nearest."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone

from search.results.amounts import amounts_of
from search.results.presentation import listing_result
from tests.search.records import call_item, publish, window

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def advice(query: str, kind: str = "notices") -> dict[str, Any]:
    return listing_result(kind, RequestFactory().get(f"/{kind}/?{query}"))["advice"]


def test_what_is_near_is_shown(indexed: Callable[[], None]) -> None:
    now = timezone.now()
    publish("notices", "二十天", items=[call_item(window(now - DAY, now + 20 * DAY))])
    publish("notices", "未开始", items=[call_item(window(now + 10 * DAY, now + 60 * DAY))], level="town")
    indexed()

    soon = advice("deadline=7")
    assert [(way["url"], way["total"]) for way in soon["wider"]] == [("?deadline=30", 1)]
    assert [hit["title"] for hit in soon["nearest"]["hits"]] == ["二十天"]

    opening = advice("level=town&status=open,closing_soon")
    assert opening["wider"][0]["url"] == "?level=town&status=upcoming,unannounced,suspended"


def test_a_region_is_widened_to_what_it_lies_in(indexed: Callable[[], None]) -> None:
    publish("policies", region=["330206"])
    indexed()

    found = advice("region=330212", "policies")

    assert found["wider"][0]["url"] == "?region=330200"
    assert found["wider"][0]["label"] == "宁波市"


def test_nothing_at_all_offers_nothing_near(indexed: Callable[[], None]) -> None:
    indexed()

    assert advice("level=town") == {"wider": [], "drops": [], "nearest": None, "similar": []}


def test_a_call_gives_what_its_schemes_give() -> None:
    amount = {"min": None, "max": 500_000, "rate": None, "text": "x"}
    scheme = publish("policy-products", "品种", subtype="scheme", type="scheme", amount=amount)
    held = {"id": str(scheme.pk), "kind": "policy-products", "title": "品种", "url": "/"}
    call = publish("notices", "申报", items=[call_item() | {"scheme": held}])
    record = publish("notices", "留存", items=[call_item(purpose="upstream_record") | {"scheme": held}])
    product = publish("policy-products", "产品", subtype="product", type="product", members=[held])

    found = amounts_of([scheme, call, record, product])

    assert [found[item.pk]["value"] for item in (scheme, call, record, product)] == [500_000, 500_000, 0, 500_000]
