"""Calendars: deadlines of calls, times of activities, and what was called off."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from portal.publication.models import PublishedItem
from portal.windows.instants import rfc3339
from tests.api.conftest import Reader
from tests.api.test_feeds import again
from tests.search.records import call_item, publish, remove, window

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
DAY = dt.timedelta(days=1)


def call(title: str, opens: float, closes: float, **given: Any) -> PublishedItem:
    return publish("notices", title, items=[call_item(window(NOW + opens * DAY, NOW + closes * DAY))], **given)


def activity(title: str, starts: float, **given: Any) -> PublishedItem:
    starts_at = NOW + starts * DAY
    given = {"ends_at": rfc3339(starts_at + dt.timedelta(hours=2)), "cancelled_at": None, "windows": [], **given}
    day = starts_at.date().isoformat()
    return publish("activities", title, starts_at=rfc3339(starts_at), published_on=day, **given)


def events(reader: Reader, path: str) -> dict[str, Any]:
    """The appointments by the record's id."""
    response = reader.get(path)
    assert response.status_code == 200 and response["Content-Type"].startswith("text/calendar")
    body = response.content
    assert all(len(line) <= 75 for line in body.split(b"\r\n")) and body.count(b"\n") == body.count(b"\r\n")
    found = {str(event["uid"]): event for event in Calendar.from_ical(body).walk("VEVENT")}
    assert all(uid.endswith("@testserver") for uid in found)
    return {uid.partition("@")[0]: event for uid, event in found.items()}


def test_deadline_is_the_effective_one(reader: Reader) -> None:
    made = call("一项很长的申报通知" * 8, -1, 9)
    call("没有截止时间", -1, 3000, level="city")
    publish("notices", "没有窗口", items=[])
    call("早已截止", -300, -200)

    found = events(reader, "/feeds/deadlines.ics?level=none")

    assert list(found) == [str(made.pk)]
    event = found[str(made.pk)]
    assert event["dtstart"].dt == NOW + 9 * DAY and "dtend" not in event
    assert event["dtstart"].dt == dt.datetime.fromisoformat(reader.read(f"/notices/{made.pk}")["closes_at"])
    assert str(event["status"]) == "CONFIRMED" and str(event["url"]).startswith("http://testserver/notices/")


def test_moved_deadline_is_the_same_appointment_with_a_higher_sequence(reader: Reader) -> None:
    made = call("申报", -1, 9)
    before = events(reader, "/feeds/deadlines.ics")[str(made.pk)]

    again(made, items=[call_item(window(NOW - DAY, NOW + 20 * DAY))])

    after = events(reader, "/feeds/deadlines.ics")[str(made.pk)]
    assert after["dtstart"].dt == NOW + 20 * DAY
    assert int(after["sequence"]) > int(before["sequence"])


def test_withdrawn_call_is_cancelled_where_it_stood_for_four_hundred_days(
    reader: Reader, freeze_now: Callable[[dt.datetime], None]
) -> None:
    made, other = call("申报", -1, 9, level="city"), call("别的", -1, 9, level="country")
    before = events(reader, "/feeds/deadlines.ics")[str(made.pk)]
    remove(made)
    remove(other)

    freeze_now(NOW + 399 * DAY)
    found = events(reader, "/feeds/deadlines.ics?level=city")

    assert list(found) == [str(made.pk)]
    event = found[str(made.pk)]
    assert str(event["status"]) == "CANCELLED" and int(event["sequence"]) > int(before["sequence"])
    assert event["dtstart"].dt == NOW + 9 * DAY and "申报" in str(event["summary"])
    freeze_now(NOW + 402 * DAY)
    assert events(reader, "/feeds/deadlines.ics") == {}


def test_redacted_record_is_cancelled_without_a_word(reader: Reader) -> None:
    made = activity("机密活动", 5, place="机密地点")
    remove(made, "not_public")

    assert "机密" not in reader.get("/feeds/activities.ics").content.decode()
    assert str(events(reader, "/feeds/activities.ics")[str(made.pk)]["status"]) == "CANCELLED"


def test_activity_with_its_time_and_place(reader: Reader) -> None:
    made = activity("政策宣讲会", 3, place="市民中心，一楼", level="city")
    activity("去年的", -200)
    publish("activities", "时间待定", published_on=NOW.date().isoformat())

    found = events(reader, "/feeds/activities.ics")

    assert list(found) == [str(made.pk)]
    event = found[str(made.pk)]
    assert event["dtstart"].dt == NOW + 3 * DAY and event["dtend"].dt == NOW + 3 * DAY + dt.timedelta(hours=2)
    assert str(event["location"]) == "市民中心，一楼" and str(event["summary"]) == "政策宣讲会"


def test_activity_that_is_called_off(reader: Reader) -> None:
    made = activity("政策宣讲会", 3)
    before = events(reader, "/feeds/activities.ics")[str(made.pk)]

    again(made, cancelled_at=rfc3339(NOW))

    after = events(reader, "/feeds/activities.ics")[str(made.pk)]
    assert str(after["status"]) == "CANCELLED" and int(after["sequence"]) > int(before["sequence"])


def test_calendar_says_how_often_to_come_back_and_what_it_is(reader: Reader) -> None:
    call("申报", -1, 9, level="city")
    response = reader.get("/feeds/deadlines.ics?level=country,city")

    made = Calendar.from_ical(response.content)

    assert made["refresh-interval"].dt == dt.timedelta(hours=1) and str(made["x-published-ttl"]) == "PT1H"
    assert "惠企" in str(made["x-wr-calname"])
    assert str(made["source"]) == "http://testserver/feeds/deadlines.ics?level=city,country"
    unchanged = reader.get("/feeds/deadlines.ics?level=country,city", headers={"If-None-Match": response["ETag"]})
    assert unchanged.status_code == 304


def test_calendar_refuses_what_it_does_not_know(reader: Reader) -> None:
    response = reader.get("/feeds/deadlines.ics?from=2026-01-01&kind=notices&sort=date")

    assert response.status_code == 400
    assert [error["param"] for error in response.json()["errors"]] == ["from", "kind", "sort"]


def test_one_call_disclosure_or_activity_has_a_calendar_file_of_its_own(reader: Reader) -> None:
    due = call("申报", -1, 9)
    shown = publish("disclosures", "公示", windows=[window(NOW - DAY, NOW + 5 * DAY, purpose="object")])
    held = activity("宣讲会", 3, place="会议室")
    old = call("早已截止", -400, -300)

    for item, starts in ((due, NOW + 9 * DAY), (shown, NOW + 5 * DAY), (held, NOW + 3 * DAY), (old, NOW - 300 * DAY)):
        [(found, event)] = events(reader, f"/i/{item.pk}/calendar.ics").items()
        assert found == str(item.pk) and event["dtstart"].dt == starts
    listed = events(reader, "/feeds/deadlines.ics")[str(due.pk)]
    assert events(reader, f"/i/{due.pk}/calendar.ics")[str(due.pk)] == listed
    assert reader.get(f"/i/{due.pk}/calendar.ics")["Content-Disposition"].startswith("attachment")


def test_calendar_file_of_what_is_withdrawn_cancels_it(reader: Reader) -> None:
    made = call("申报", -1, 9)
    remove(made)

    [event] = events(reader, f"/i/{made.pk}/calendar.ics").values()

    assert str(event["status"]) == "CANCELLED" and event["dtstart"].dt == NOW + 9 * DAY


def test_what_has_no_time_has_no_calendar_file(reader: Reader) -> None:
    for made in (publish("guides", "指南"), publish("notices", "没有窗口", items=[]), publish("disclosures", "公告")):
        assert reader.get(f"/i/{made.pk}/calendar.ics").status_code == 404
    assert reader.get("/i/00000000-0000-0000-0000-000000000000/calendar.ics").status_code == 404
    assert reader.get(f"/i/{call('申报', -1, 9).pk}/calendar.ics?level=city").status_code == 400
