"""Calls on a calendar and as bars: the list's own filter, windows as they stand at the instant asked for."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from search.results.months import Month
from search.results.presentation import listing_result
from tests.search.records import call_item, publish, window

pytestmark = pytest.mark.django_db
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
AT = "as_of=2026-12-10T12:00:00%2B08:00"


def day(month: int, number: int, hour: int = 0) -> dt.datetime:
    return dt.datetime(2026, month, number, hour, tzinfo=SHANGHAI)


def seen(view: str, query: str = "") -> dict[str, Any]:
    address = f"/notices/?view={view}&{AT}&{query}"
    return listing_result("notices", RequestFactory().get(address))


def months(query: str = "") -> dict[int, list[tuple[str, str]]]:
    calendar = seen("calendar", query)["calendar"]
    return {
        cell["date"].day: [(entry["what"], entry["window"].title) for entry in cell["entries"]]
        for cell in calendar["days"]
    }


@pytest.fixture
def calls(indexed: Callable[[], None]) -> None:
    publish("notices", "十二月的研发申报", level="city", items=[call_item(window(day(12, 1, 9), day(12, 21)))])
    publish(
        "notices",
        "跨年的申报",
        level="province",
        items=[call_item(window(day(11, 1), dt.datetime(2027, 1, 16, tzinfo=SHANGHAI)))],
    )
    publish("notices", "十一月的申报", items=[call_item(window(day(11, 3), day(11, 20)))])
    publish(
        "notices",
        "两批的申报",
        items=[call_item(window(day(12, 2), day(12, 6))), call_item(window(day(12, 15), day(12, 26)))],
    )
    publish("notices", "待公布的申报", items=[call_item(window(text="一般每年一次"))])
    indexed()


def test_a_day_has_what_closes_and_opens_on_it(calls: None) -> None:
    assert months() == {
        1: [("opens", "十二月的研发申报")],
        2: [("opens", "两批的申报")],
        5: [("closes", "两批的申报")],
        15: [("opens", "两批的申报")],
        20: [("closes", "十二月的研发申报")],
        25: [("closes", "两批的申报")],
    }
    assert months("month=2027-01") == {15: [("closes", "跨年的申报")]}


def test_the_lists_filter_holds(calls: None) -> None:
    assert set(months("level=city")) == {1, 20}
    assert set(months("q=" + quote("研发"))) == {1, 20}
    assert months("status=closed") == {}


def test_an_extension_moves_the_end_from_its_own_instant_on(indexed: Callable[[], None]) -> None:
    moved = {"id": "1", "kind": "extended", "at": "2026-12-08T00:00:00+08:00", "closes_at": "2026-12-29T00:00:00+08:00"}
    publish("notices", "延期", items=[call_item(window(day(12, 1), day(12, 10), happenings=[moved]))])
    indexed()

    before = listing_result(
        "notices", RequestFactory().get("/notices/?view=calendar&as_of=2026-12-07T00:00:00%2B08:00")
    )["calendar"]

    assert set(months()) == {1, 28}
    assert [cell["date"].day for cell in before["days"]] == [1, 9]


def test_the_month_turns_and_keeps_the_filter(calls: None) -> None:
    calendar = seen("calendar", "level=city&month=2026-12")["calendar"]

    assert calendar["next_url"].endswith("level=city&view=calendar&month=2027-01")
    assert calendar["present_url"] is None
    assert seen("calendar", "month=2026-11")["calendar"]["present_url"].endswith("&view=calendar")


@pytest.mark.parametrize("text", ["2026-13", "0000-01", "9999-99", "x", "٢٠٢٦-01", "2026-1", ""])
def test_a_month_that_is_none_is_the_present_one(calls: None, text: str) -> None:
    assert seen("calendar", "month=" + quote(text))["calendar"]["month"] == "2026-12"


def test_months_end_with_the_calendar() -> None:
    last = Month(2100, 12)

    assert (last.moved(1), Month(1950, 1).moved(-1)) == (last, Month(1950, 1))
    assert [week[0].day for week in Month(2026, 2).weeks()] == [26, 2, 9, 16, 23]
    assert (Month(2028, 2).length, str(Month(2028, 2))) == (29, "2028-02")


def test_bars_stand_in_order_of_what_one_can_do(calls: None) -> None:
    timeline = seen("timeline")["timeline"]

    rows = [(row["window"].title, row["window"].status, row["before"], row["after"]) for row in timeline["rows"]]
    assert rows == [
        ("十二月的研发申报", "open", False, False),
        ("跨年的申报", "open", False, False),
        ("两批的申报", "upcoming", False, False),
        ("两批的申报", "closed", False, False),
        ("十一月的申报", "closed", False, False),
    ]
    assert timeline["rows"][0]["x"] == "101.2"
    assert float(timeline["now"]) == pytest.approx(100 + 100 * 9.5 / 31, abs=0.1)


def test_bars_are_cut_at_the_edges(calls: None) -> None:
    row = next(
        row for row in seen("timeline", "month=2026-12")["timeline"]["rows"] if row["window"].title == "跨年的申报"
    )

    assert (row["x"], row["before"], row["after"]) == ("0.0", True, False)


def test_other_lists_have_rows_only(calls: None) -> None:
    found = listing_result("policies", RequestFactory().get("/policies/?view=calendar"))

    assert (found["view"], found["views"], found["calendar"]) == ("", [], None)


def test_queries_do_not_grow_with_the_calls(calls: None, indexed: Callable[[], None]) -> None:
    seen("calendar")
    with CaptureQueriesContext(
        connection,
    ) as few:
        seen("calendar")
    for number in range(12):
        publish("notices", f"第{number}号申报", items=[call_item(window(day(12, 3), day(12, 24)))])
    indexed()
    seen("calendar")
    with CaptureQueriesContext(connection) as many:
        seen("calendar")

    assert len(many) == len(few)
