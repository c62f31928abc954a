"""Lists: filters, orders, keyset pages, counts, and the instant they are as at."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from api.content.collections import COLLECTIONS
from portal.windows.instants import rfc3339
from tests.api.conftest import Reader
from tests.search.records import call_item, publish, remove, window

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
DAY = dt.timedelta(days=1)


def call(title: str, opens: float, closes: float, **given: Any) -> str:
    """A call whose window opens and closes so many days from now."""
    item = call_item(window(NOW + opens * DAY, NOW + closes * DAY))
    return str(publish("notices", title, items=[item], **given).pk)


def walk(reader: Reader, path: str, **parameters: str) -> list[str]:
    found: list[str] = []
    while True:
        body = reader.read(path, **parameters)
        found += [row["id"] for row in body["data"]]
        if not body["page"]["next_cursor"]:
            return found
        parameters["cursor"] = body["page"]["next_cursor"]


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_empty_list_of_every_kind(reader: Reader, kind: str) -> None:
    body = reader.read(f"/{kind}", facets="level,status,field")

    assert body == {
        "data": [],
        "page": {"next_cursor": None, "total": 0},
        "facets": {"level": [], "status": [], "field": []},
    }


@pytest.mark.parametrize("order", ["date", "-date", "updated_at", "-updated_at", "title", "-title"])
@pytest.mark.parametrize("size", ["1", "2", "3"])
def test_pages_hold_every_record_once_nulls_last(reader: Reader, order: str, size: str) -> None:
    dates = ["2026-01-03", None, "2026-01-01", "2026-01-01", None]
    made = {str(publish(title=f"文件{number % 3}", issued_on=date).pk) for number, date in enumerate(dates)}

    ids = walk(reader, "/policies", sort=order, page_size=size)

    assert len(ids) == len(made) and set(ids) == made
    rows = {row["id"]: row for row in reader.read("/policies")["data"]}
    if order.endswith("date"):
        assert [rows[id]["issued_on"] is None for id in ids] == [False] * 3 + [True] * 2


@pytest.mark.parametrize("size", ["1", "2", "100"])
def test_calls_stand_by_urgency(reader: Reader, size: str) -> None:
    over = call("早已截止", -30, -20)
    just_over = call("刚截止", -30, -1)
    upcoming = call("未开始", 2, 20)
    wide = call("全国", -2, 10, level="country")
    late = call("市级", -2, 30, level="city")
    soon = call("市级急", -2, 20, level="city")
    text = str(publish("notices", "没有窗口", items=[]).pk)

    assert walk(reader, "/notices", page_size=size) == [soon, late, wide, upcoming, text, just_over, over]


def test_list_and_status_are_as_at_as_of(reader: Reader) -> None:
    made = call("申报", -2, 2)

    for days, status in ((-3, "upcoming"), (0, "closing_soon"), (2, "closed")):
        at = rfc3339(NOW + days * DAY)
        assert reader.ids("/notices", as_of=at, status=status) == [made]
        assert reader.read("/notices", as_of=at)["data"][0]["status"] == status
        assert reader.read("/notices", as_of=at, facets="status")["facets"]["status"][0]["value"] == status


def test_cursor_keeps_the_instant_of_its_first_page(reader: Reader) -> None:
    for number in range(3):
        call(f"申报{number}", -2, 2 + number)
    first = reader.read("/notices", page_size="1", as_of=rfc3339(NOW - 3 * DAY))

    second = reader.read("/notices", page_size="1", as_of=rfc3339(NOW - 3 * DAY), cursor=first["page"]["next_cursor"])

    assert second["data"][0]["status"] == "upcoming"


def test_cursor_is_refused_with_other_filters_or_on_another_list(reader: Reader) -> None:
    for number in range(3):
        publish(title=f"文件{number}")
        publish("guides", f"指南{number}")
    cursor = reader.read("/policies", page_size="1")["page"]["next_cursor"]

    assert reader.read("/policies", page_size="2", cursor=cursor)["data"]
    for path, given in (("/policies", {"sort": "date"}), ("/policies", {"q": "文"}), ("/guides", {})):
        assert reader.read(path, 400, cursor=cursor, **given)["errors"][0]["param"] == "cursor"
    assert reader.read("/policies", 400, cursor=cursor[:-1] + "x")["errors"]


def test_equal_pages_are_equal_byte_for_byte(reader: Reader) -> None:
    for number in range(3):
        publish(title=f"文件{number}")

    tags = {reader.get("/api/v1/policies?page_size=1")["ETag"] for _ in range(3)}

    assert len(tags) == 1


def test_link_header_leads_to_the_next_page_only_while_there_is_one(reader: Reader) -> None:
    for number in range(2):
        publish(title=f"文件{number}", level="city")

    first = reader.get("/api/v1/policies?page_size=1&level=city")
    address = next(part for part in first["Link"].split(", ") if 'rel="next"' in part).split(">")[0].lstrip("<")
    last = reader.get(address.removeprefix("http://testserver"))

    assert last.status_code == 200
    assert last.json()["data"][0]["id"] != first.json()["data"][0]["id"]
    assert 'rel="next"' not in last["Link"]


def test_filters_or_not_and_none(reader: Reader) -> None:
    city = str(publish(level="city", field=["tax", "talent"]).pk)
    province = str(publish(level="province").pk)
    unknown = str(publish().pk)

    assert set(reader.ids("/policies", level="city,province")) == {city, province}
    assert set(reader.ids("/policies", **{"-level": "city"})) == {province, unknown}
    assert reader.ids("/policies", level="none") == [unknown]
    assert set(reader.ids("/policies", field="none")) == {province, unknown}
    assert reader.ids("/policies", level="city", field="tax") == [city]


def test_number_is_found_in_any_bracket_form(reader: Reader) -> None:
    made = str(publish(number="苏府[2026]5").pk)

    for text in ("苏府〔2026〕5号", "苏府[2026]5号", "苏府（2026）5号", " 苏府 2026 5 "):
        assert reader.ids("/policies", doc_number=text) == [made]


def test_withdrawn_record_is_not_listed(reader: Reader) -> None:
    item = publish()
    remove(item)

    assert reader.read("/policies")["page"]["total"] == 0


def test_addresses_are_absolute(reader: Reader) -> None:
    publish(source={"name": "x", "url": "https://elsewhere.example/1"}, basis=[{"id": None, "url": "/policies/b/"}])

    row = reader.read("/policies")["data"][0]

    assert row["url"].startswith("http://testserver/policies/")
    assert row["basis"][0]["url"] == "http://testserver/policies/b/"
    assert row["source"]["url"] == "https://elsewhere.example/1"
