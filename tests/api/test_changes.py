"""The change feed: order, cursors, filters, what left them, waiting, the stream."""

import datetime as dt
import json
import threading
from typing import Any

import pytest
from django.utils import timezone

from api.changes.asking import MOST
from portal.publication.events import rfc3339_utc, wire
from portal.publication.models import LogHead, PublicationEvent, PublishedItem
from tests.api.conftest import Reader
from tests.search.records import call_item, publish, remove, window

pytestmark = pytest.mark.django_db
FEED = "/changes"
DAY = dt.timedelta(days=1)


def ids(page: dict[str, Any]) -> list[int]:
    return [int(event["sequence"]) for event in page["data"]]


def change(item: PublishedItem, **given: Any) -> None:
    """Publish the same record with other members."""
    publish(item.kind, given.pop("title", item.title), id=item.pk, **given)


def walked(reader: Reader, after: str | None, **parameters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    given = {**parameters, **({"after": after} if after else {})}
    while True:
        page = reader.read(FEED, **given)
        found += page["data"]
        given["after"] = page["next_cursor"]
        if not page["has_more"]:
            return found


def boundary(item: PublishedItem, verb: str, at: dt.datetime) -> PublicationEvent:
    """A boundary's event as the sweeper writes it, without the sweeper."""
    head = LogHead.objects.get()
    head.position += 1
    head.save()
    item.refresh_from_db()
    event = PublicationEvent(
        position=head.position, epoch=head.epoch, type=f"notice.{verb}", kind=item.kind, item_id=item.pk,
        version=item.version, path=item.path, time=at, recorded_at=timezone.now(),
        before=item.facts, after=item.facts,
    )  # fmt: skip
    data = {"id": str(item.pk), "version": item.version, "deleted": False, "object": {}, "late": False}
    event.body = json.dumps(
        {"id": f"{head.epoch}-{head.position}", "type": event.type, "time": rfc3339_utc(at),
         "sequence": f"{head.position:020d}", "data": data}
    )  # fmt: skip
    event.save()
    return event


def test_page_is_the_stored_texts_in_order(reader: Reader) -> None:
    for number in range(3):
        publish(title=f"文件{number}")

    response = reader.get("/api/v1/changes")

    stored = [wire(body) for body in PublicationEvent.objects.order_by("position").values_list("body", flat=True)]
    page = response.json()
    assert response.content.decode().startswith('{"data":[' + ",".join(stored) + '],"next_cursor":"')
    assert ids(page) == [1, 2, 3] and page["has_more"] is False
    assert page["next_cursor"] == reader.read("")["position"]
    assert response["Cache-Control"] == "no-store" and 'rel="next"' not in response["Link"]


def test_pages_join_and_name_the_next(reader: Reader) -> None:
    for number in range(5):
        publish(title=f"文件{number}")

    first = reader.get("/api/v1/changes", {"limit": "2", "types": "policy.*"})
    second = reader.get(first["Link"].split(">")[0].removeprefix("<").replace("http://testserver", ""))

    assert ids(first.json()) == [1, 2] and ids(second.json()) == [3, 4]
    assert [event["sequence"] for event in walked(reader, None, limit="2")] == [f"{n:020d}" for n in range(1, 6)]


def test_at_the_end_the_cursor_stays(reader: Reader) -> None:
    publish()
    end = reader.read(FEED, after="now")["next_cursor"]

    assert reader.read(FEED, after=end) == {"data": [], "next_cursor": end, "has_more": False}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"after": "garbage"}, "after"), ({"after": ""}, "after"), ({"after": "0"}, "after"),
        ({"limit": "0"}, "limit"), ({"limit": str(MOST + 1)}, "limit"), ({"limit": "x"}, "limit"),
        ({"wait": "31"}, "wait"), ({"wait": "-1"}, "wait"), ({"wait": "1.5"}, "wait"),
        ({"types": ""}, "types"), ({"types": "notice"}, "types"), ({"types": "*"}, "types"),
        ({"types": "notice.*,"}, "types"), ({"q": "x"}, "q"), ({"as_of": "2026-01-01T00:00:00Z"}, "as_of"),
        ({"sort": "date"}, "sort"), ({"facets": "level"}, "facets"), ({"deadline": "7"}, "deadline"),
        ({"updated_after": "2026-01-01T00:00:00Z"}, "updated_after"), ({"page_size": "5"}, "page_size"),
        ({"cursor": "x"}, "cursor"), ({"level": "nonsense"}, "level"), ({"nonsense": "1"}, "nonsense"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", [FEED, "/changes/stream"])
def test_what_is_wrong_is_named(reader: Reader, path: str, given: dict[str, str], named: str) -> None:
    assert [error["param"] for error in reader.read(path, 400, **given).get("errors", ())] == [named]


def test_every_fault_is_named_at_once_and_nothing_twice(reader: Reader) -> None:
    faults = reader.read(FEED, 400, limit="0", wait="99", types="x", level="nonsense")["errors"]
    twice = reader.get("/api/v1/changes?level=city&level=city")

    assert {fault["param"] for fault in faults} == {"limit", "wait", "types", "level"}
    assert twice.status_code == 400 and twice.json()["errors"][0]["param"] == "level"


@pytest.mark.parametrize("path", [FEED, "/changes/stream"])
def test_position_that_is_not_kept_gets_410_with_the_snapshot(reader: Reader, path: str) -> None:
    for number in range(4):
        publish(title=f"文件{number}")
    page = reader.read(FEED, limit="1")
    beyond = page["next_cursor"][:-1] + "9"
    PublicationEvent.objects.filter(position__lte=2).delete()
    LogHead.objects.update(pruned=2)

    for cursor in (page["next_cursor"], beyond, f"00000000-{3:020d}"):
        gone = reader.read(path, 410, after=cursor)
        assert gone["snapshot"] == "http://testserver/data/dumps/manifest.json"
        assert gone["type"] == "/problems/position-expired"
    assert ids(reader.read(FEED)) == [3, 4]


def test_types_keep_the_order_and_the_cursor_moves_on(reader: Reader) -> None:
    policy, notice = publish(), publish("notices", items=[])
    change(policy, title="改了")
    remove(notice)

    assert [e["type"] for e in walked(reader, None, types="policy.*,notice.withdrawn")] == [
        "policy.published", "policy.updated", "notice.withdrawn",
    ]  # fmt: skip
    assert [e["type"] for e in walked(reader, None, types="policy.updated")] == ["policy.updated"]
    page = reader.read(FEED, types="nosuch.*", limit="1")
    assert page["data"] == [] and page["next_cursor"] == reader.read(FEED, after="now")["next_cursor"]


def test_a_page_that_finds_nothing_goes_on_from_where_it_looked(reader: Reader, monkeypatch: Any) -> None:
    monkeypatch.setattr("api.changes.reader.FURTHEST", 3)
    monkeypatch.setattr("api.changes.reader.STEP", 2)
    for number in range(7):
        publish(title=f"文件{number}", level="city")
    publish(title="省文件", level="province")

    first = reader.read(FEED, level="province", limit="5")

    assert first["data"] == [] and first["has_more"] and first["next_cursor"].endswith("3")
    assert [e["data"]["object"]["title"] for e in walked(reader, None, level="province")] == ["省文件"]


def test_what_leaves_the_filter_is_sent_as_deleted_whatever_types_says(reader: Reader) -> None:
    item = publish(level="city")
    after = reader.read(FEED, after="now")["next_cursor"]
    change(item, level="province")

    for parameters in ({"level": "city"}, {"level": "city", "types": "policy.published"}, {"-level": "province"}):
        (event,) = walked(reader, after, **parameters)
        assert event["type"] == "policy.updated" and event["data"] == {
            "id": str(item.pk), "version": 2, "deleted": True, "reason": "left_filter", "successor": None,
        }  # fmt: skip
    (plain,) = walked(reader, after)
    assert plain["data"]["deleted"] is False and plain["id"] == event["id"] and plain["sequence"] == event["sequence"]
    (entered,) = walked(reader, after, level="province")
    assert entered == plain
    assert walked(reader, after, level="district") == []


def test_withdrawal_reaches_who_had_it_and_nobody_else(reader: Reader) -> None:
    item = publish(level="city")
    after = reader.read(FEED, after="now")["next_cursor"]
    remove(item, "retention_over")

    (whole,) = walked(reader, after, level="city")
    assert whole["data"]["reason"] == "retention_over" and whole["data"]["deleted"] is True
    (left,) = walked(reader, after, level="city", types="policy.published")
    assert left["data"]["reason"] == "left_filter" and left["id"] == whole["id"]
    assert walked(reader, after, level="province") == []


def test_redacted_tombstone_goes_to_every_filter_of_its_kind_and_nothing_else_redacted_does(reader: Reader) -> None:
    item = publish(level="city")
    after = reader.read(FEED, after="now")["next_cursor"]
    remove(item, "not_public")
    PublicationEvent.objects.update(before=None, after=None, redacted=True)

    for parameters in ({"level": "city"}, {"level": "province"}, {"kind": "policies", "level": "none"}):
        assert [e["type"] for e in walked(reader, None, **parameters)] == ["policy.withdrawn"]
    assert walked(reader, after, kind="notices") == []
    (left,) = walked(reader, after, level="city", types="policy.published")
    assert left["data"]["reason"] == "left_filter"


def test_boundary_is_seen_by_the_status_it_leads_to_and_left_by_the_one_before(reader: Reader) -> None:
    opened = timezone.now().replace(microsecond=0) - DAY
    closes = opened + 30 * DAY
    item = publish("notices", "申报", items=[call_item(window(opened, closes))])
    after = reader.read(FEED, after="now")["next_cursor"]
    boundary(item, "opened", opened)
    boundary(item, "closing_soon", closes - 7 * DAY)
    boundary(item, "closed", closes)

    def verbs(**parameters: str) -> list[tuple[str, bool]]:
        return [(e["type"].split(".")[1], e["data"]["deleted"]) for e in walked(reader, after, **parameters)]

    assert verbs(status="upcoming") == [("opened", True)]
    assert verbs(status="open") == [("opened", False), ("closing_soon", True)]
    assert verbs(status="open,closing_soon") == [("opened", False), ("closing_soon", False), ("closed", True)]
    assert verbs(status="closed") == [("closed", False)]
    assert verbs(status="open", types="notice.closed") == [("closing_soon", True)]
    assert verbs(**{"-status": "closed"}) == [("opened", False), ("closing_soon", False), ("closed", True)]


def test_without_news_a_long_poll_answers_empty(reader: Reader) -> None:
    publish()
    started = timezone.now()
    page = reader.read(FEED, after="now", wait="1")

    assert page["data"] == [] and not page["has_more"]
    assert timezone.now() - started >= dt.timedelta(seconds=1)
    # HEAD = GET without body, and without the wait.
    assert reader.head("/api/v1/changes?after=now&wait=30").status_code == 200


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_long_poll_answers_when_something_that_matches_happens(reader: Reader) -> None:
    publish(level="city")
    found: dict[str, Any] = {}
    thread = threading.Thread(
        target=lambda: found.update(Reader().read(FEED, after="now", wait="25", level="province"))
    )
    thread.start()
    threading.Event().wait(0.5)
    publish(level="city")
    threading.Event().wait(0.3)
    assert thread.is_alive()
    publish(level="province", title="省文件")
    thread.join(timeout=20)

    assert [event["data"]["object"]["title"] for event in found["data"]] == ["省文件"]
    assert reader.read(FEED, after=found["next_cursor"])["data"] == []


def test_stream_sends_the_feed_s_events_from_the_last_id_on(reader: Reader, monkeypatch: Any) -> None:
    monkeypatch.setattr("api.changes.views.THREAD_SECONDS", 0.0)
    monkeypatch.setattr("api.changes.stream.AT_ONCE", 2)
    publish(level="city")
    last = reader.read(FEED)["next_cursor"]
    publish(level="province")
    publish(level="city")

    response = reader.get("/api/v1/changes/stream?level=city", headers={"Last-Event-ID": last})
    text = b"".join(response.streaming_content).decode()

    page = reader.read(FEED, after=last, level="city")
    (event,) = [block for block in text.split("\n\n") if "data: " in block]
    lines = [line for line in event.split("\n") if line and not line.startswith((":", "retry"))]
    assert lines[0] == f"id: {page['next_cursor']}" and json.loads(lines[1].removeprefix("data: ")) == page["data"][0]
    assert len(lines) == 2 and text.startswith("retry: ")
    assert response["Content-Type"] == "text/event-stream" and response["Cache-Control"] == "no-store"
    assert reader.head("/api/v1/changes/stream")["Content-Type"] == "text/event-stream"


def test_entry_leads_to_feed_and_stream(reader: Reader) -> None:
    links = reader.read("")["links"]

    assert links["changes"] == "http://testserver/api/v1/changes"
    assert links["changes-stream"] == "http://testserver/api/v1/changes/stream"


def test_edit_before_a_late_sweeper_tells_who_still_holds_the_record(reader: Reader, freeze_now: Any) -> None:
    now = timezone.now()
    freeze_now(now - 3 * DAY)
    timed = {"items": [call_item(window(now - 4 * DAY, now - DAY))]}
    item = publish("notices", level="city", **timed)
    after = reader.read(FEED, after="now")["next_cursor"]
    freeze_now(now)
    change(item, level="province", **timed)

    (left,) = walked(reader, after, level="city", status="closing_soon")
    assert left["type"] == "notice.updated" and left["data"]["reason"] == "left_filter"
    assert walked(reader, after, level="city", status="closed") == []
