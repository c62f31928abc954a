"""The stamp on stored forms, and its tabulation: both in the public JSON of every kind that has windows."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings

from portal.publication.rendering import BEGINNING
from portal.windows.clock import period_from_json, spans_of, stamp
from portal.windows.instants import parse_instant, rfc3339
from portal.windows.status import Period, period_status
from tests.portal.windows.strategies import NEARBY, START, documents, grid, instants, window_json

DAY = dt.timedelta(days=1)


def edges(document: dict[str, Any]) -> list[dt.datetime]:
    """Instants around everything that is named in the document."""
    holders = document.get("items", [document])
    found = grid([period_from_json(row) for holder in holders for row in holder.get("windows", ())])
    turns = [span.starts_at for span in spans_of(document) if span.starts_at > BEGINNING]
    return found + [turn + step for turn in turns for step in NEARBY]


def window(name: str, opens: int, closes: int) -> dict[str, Any]:
    return window_json(Period(name, "apply", START + opens * DAY, START + closes * DAY))


@settings(max_examples=100, deadline=None)
@given(documents, instants)
def test_spans_are_the_stamp_tabulated(document: dict[str, Any], anywhere: dt.datetime) -> None:
    spans = spans_of(document)
    for at in [*edges(document), anywhere]:
        stamped = stamp(document, at)
        now = {span.axis: span for span in spans if span.starts_at <= at < span.ends_at}
        closes = now["status"].closes_at
        assert stamped["status"] == now["status"].value, at
        assert stamped["closes_at"] == (rfc3339(closes) if closes else None), at
        if "validity_facts" in document:
            assert (stamped["validity"] or "none") == now["validity"].value, at


@settings(max_examples=100, deadline=None)
@given(documents, instants)
def test_stamp_adds_computed_members_and_changes_no_other(document: dict[str, Any], at: dt.datetime) -> None:
    stamped = stamp(document, at)

    assert stamped.keys() - document.keys() <= {"status", "opens_at", "closes_at", "validity"}
    assert "validity_facts" not in stamped
    for item, before in zip(stamped.get("items", ()), document.get("items", ()), strict=True):
        assert item["windows"] == before["windows"] and "status" not in before
        assert {"status", "opens_at", "closes_at"} <= item.keys()


def test_each_item_has_its_own_status_and_the_call_that_of_all() -> None:
    items = [
        {"id": "a", "purpose": "application", "windows": [window("a", 0, 30)]},
        {"id": "b", "purpose": "claim", "windows": [window("b", 40, 60)]},
    ]
    stamped = stamp({"kind": "notices", "items": items}, START + DAY)

    assert [item["status"] for item in stamped["items"]] == ["open", "upcoming"]
    assert (stamped["status"], stamped["closes_at"]) == ("open", rfc3339(START + 30 * DAY))


def test_upstream_records_count_only_where_there_is_nothing_else() -> None:
    upstream = {"id": "u", "purpose": "upstream_record", "windows": [window("u", 0, 30)]}
    later = {"id": "a", "purpose": "application", "windows": [window("a", 40, 60)]}

    assert stamp({"items": [upstream, later]}, START + DAY)["status"] == "upcoming"
    assert stamp({"items": [upstream]}, START + DAY)["status"] == "open"


@pytest.mark.parametrize("kind", ["guides", "policies"])
def test_what_has_no_windows_says_none(kind: str) -> None:
    assert stamp({"kind": kind}, START)["status"] == "none"


def test_cancelled_activity_is_cancelled_from_its_instant() -> None:
    document = {"cancelled_at": rfc3339(START + DAY), "windows": [window("a", 0, 30)]}

    assert stamp(document, START + DAY - dt.timedelta(microseconds=1))["status"] == "open"
    assert stamp(document, START + DAY)["status"] == "cancelled"


def test_later_happenings_stay_listed_and_count_from_their_own_instant() -> None:
    row = window("a", 0, 30)
    told = {"id": "h", "kind": "extended", "at": rfc3339(START + 33 * DAY), "closes_at": rfc3339(START + 40 * DAY)}
    document = {"windows": [row | {"happenings": [told]}]}

    assert stamp(document, START + 31 * DAY)["status"] == "closed"
    assert stamp(document, START + 31 * DAY)["windows"][0]["happenings"] == [told]
    assert period_status(period_from_json(document["windows"][0]), parse_instant(told["at"])).value == "closing_soon"
