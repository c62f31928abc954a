"""Feeds: one log in three formats, archives that together hold everything, what is gone."""

import datetime as dt
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from api.feeds import documents
from portal.publication.models import LogHead, PublishedItem
from portal.windows.instants import rfc3339
from portal.windows.sweeper import sweep
from tests.api.conftest import Reader
from tests.search.records import call_item, publish, remove, window

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
NOW = timezone.now().replace(microsecond=0)


def atom(reader: Reader, path: str, expected: int = 200) -> ElementTree.Element:
    response = reader.get(path)
    assert response.status_code == expected, response.content[:300]
    return ElementTree.fromstring(response.content)


def entry_ids(feed: ElementTree.Element) -> list[str]:
    return [found.text.removeprefix("urn:uuid:") for found in feed.iterfind(f"{ATOM}entry/{ATOM}id") if found.text]


def gone(feed: ElementTree.Element) -> dict[str, str]:
    return {row.attrib["ref"].removeprefix("urn:uuid:"): row[0].text or "" for row in feed.iterfind(GONE)}


def linked(feed: ElementTree.Element, relation: str) -> str | None:
    found = [row.attrib["href"] for row in feed.iterfind(f"{ATOM}link") if row.attrib["rel"] == relation]
    assert len(found) <= 1
    return found[0].removeprefix("http://testserver") if found else None


def again(item: PublishedItem, **given: Any) -> PublishedItem:
    """The record published anew with other members."""
    detail = {name: value for name, value in item.listing.items() if name not in ("version", "updated_at", "kind")}
    return publish(item.kind, **(detail | given | {"id": item.pk}))


@pytest.fixture
def small(monkeypatch: Any) -> None:
    """Archives of four positions, a current document of two records."""
    monkeypatch.setattr(documents, "RANGE", 4)
    monkeypatch.setattr(documents, "NEWEST", 2)


def walk(reader: Reader, path: str) -> list[ElementTree.Element]:
    """The current document and every archive before it."""
    found, address = [], path
    while address:
        found.append(atom(reader, address))
        address = linked(found[-1], "prev-archive")
    return found


def test_three_formats_carry_the_same_records_newest_event_first(reader: Reader) -> None:
    first, second = publish(title="一\x07<甲>&", level="city"), publish(title="二", summary="摘要")
    first = again(first, summary="后改")
    publish("guides", "办事指南")

    feed = atom(reader, "/feeds/policies.atom")
    rss = ElementTree.fromstring(reader.get("/feeds/policies.rss").content)
    listed = json.loads(reader.get("/feeds/policies.json").content)

    wanted = [f"urn:uuid:{first.pk}", f"urn:uuid:{second.pk}"]
    assert [f"urn:uuid:{found}" for found in entry_ids(feed)] == wanted
    assert [row.findtext("guid") for row in rss.iterfind("channel/item")] == wanted
    assert [row["id"] for row in listed["items"]] == wanted
    assert listed["items"][0]["title"] == feed.findtext(f"{ATOM}entry/{ATOM}title") == "一<甲>&"
    assert listed["items"][0]["tags"] == ["city"] and listed["items"][0]["summary"] == "后改"
    assert listed["items"][0]["url"] == reader.read(f"/policies/{first.pk}")["url"]
    assert listed["items"][0]["date_modified"] > listed["items"][0]["date_published"]
    assert listed["feed_url"] == "http://testserver/feeds/policies.json"


def test_feed_of_every_kind_and_of_all(reader: Reader) -> None:
    made = [str(publish(kind, kind).pk) for kind in ("policies", "guides", "activities", "notices")]

    assert entry_ids(atom(reader, "/feeds/all.atom")) == made[::-1]
    assert entry_ids(atom(reader, "/feeds/all.atom?kind=guides,policies")) == [made[1], made[0]]
    assert entry_ids(atom(reader, "/feeds/disclosures.atom")) == []


def test_addresses_are_canonical_whatever_way_a_filter_is_written(reader: Reader) -> None:
    city = publish(level="city", field=["talent"])
    publish(level="district")

    feed = atom(reader, "/feeds/policies.atom?level=city,country&-field=tax&scope=exact")

    assert entry_ids(feed) == [str(city.pk)]
    assert linked(feed, "self") == "/feeds/policies.atom?-field=tax&level=city,country&scope=exact"
    assert (
        reader.get("/feeds/policies.json?scope=exact&-field=tax&level=country,city")
        .json()["feed_url"]
        .endswith("/feeds/policies.json?-field=tax&level=city,country&scope=exact")
    )


@pytest.mark.parametrize(
    "query", ["colour=red", "level=mars", "as_of=2026-01-01T00:00:00Z", "level=city&level=city", "archive=1", "page=2"]
)
def test_what_is_not_understood_is_refused_and_named(reader: Reader, query: str) -> None:
    response = reader.get(f"/feeds/policies.atom?{query}")

    assert response.status_code == 400 and response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["param"] == query.partition("=")[0]


def test_words_of_a_list_filter_its_feed_too(reader: Reader) -> None:
    found = publish(title="人才公寓管理办法")
    publish(title="别的")

    assert entry_ids(atom(reader, "/feeds/policies.atom?q=%E4%BA%BA%E6%89%8D")) == [str(found.pk)]


@pytest.mark.usefixtures("small")
def test_current_document_and_archives_hold_exactly_what_is_public(reader: Reader) -> None:
    made = [publish(title=f"文件{number}") for number in range(13)]
    for item in (made[1], made[5]):
        again(item, summary="改过")
    remove(made[2])
    remove(made[12])

    documents_ = walk(reader, "/feeds/policies.atom")

    ids = {found for feed in documents_ for found in entry_ids(feed)}
    assert ids == {str(item.pk) for item in made} - {str(made[2].pk), str(made[12].pk)}
    assert len(documents_) > 2
    assert {found for feed in documents_ for found in gone(feed)} == {str(made[2].pk), str(made[12].pk)}
    for feed in documents_[1:]:
        assert feed.find("{http://purl.org/syndication/history/1.0}archive") is not None
        assert linked(feed, "current") == "/feeds/policies.atom"
    assert linked(documents_[-2], "prev-archive") == linked(documents_[-1], "self")
    assert linked(documents_[-1], "next-archive") is not None


@pytest.mark.usefixtures("small")
def test_archive_only_loses_records_and_its_address_stays(reader: Reader) -> None:
    made = [publish(title=f"文件{number}") for number in range(9)]
    address = linked(atom(reader, "/feeds/policies.atom"), "prev-archive")
    assert address
    before = entry_ids(atom(reader, address))

    again(made[6], summary="改过")
    for number in range(9):
        publish(title=f"后来{number}")

    assert entry_ids(atom(reader, address)) == [found for found in before if found != str(made[6].pk)]


@pytest.mark.usefixtures("small")
def test_ranges_without_a_matching_record_are_passed_over(reader: Reader) -> None:
    far = publish(level="city")
    for _number in range(10):
        publish(level="country")
    near = [publish(level="city") for _number in range(2)]

    feed = atom(reader, "/feeds/policies.atom?level=city")
    archive = atom(reader, linked(feed, "prev-archive") or "")

    assert entry_ids(feed) == [str(item.pk) for item in near[::-1]]
    assert entry_ids(archive) == [str(far.pk)] and linked(archive, "prev-archive") is None
    assert "level=city" in (linked(archive, "self") or "")


def test_archive_that_is_not_filled_or_of_another_epoch(reader: Reader) -> None:
    publish()
    epoch = LogHead.objects.get().epoch

    assert reader.get(f"/feeds/policies.atom?archive={epoch}-0").status_code == 404
    response = reader.get("/feeds/policies.atom?archive=00000000-0")
    assert response.status_code == 410 and response.json()["snapshot"].endswith("/data/dumps/manifest.json")


def test_withdrawn_record_leaves_a_tombstone_with_its_reason(reader: Reader) -> None:
    city, country = publish(level="city"), publish(level="country")
    remove(city, "replaced")
    remove(country, "not_public")

    feed = atom(reader, "/feeds/policies.atom?level=city")

    assert gone(feed)[str(city.pk)] == "replaced" and entry_ids(feed) == []
    assert str(city.pk) not in gone(atom(reader, "/feeds/policies.atom?level=province"))
    assert "不" not in (ElementTree.tostring(feed, "unicode"))
    assert reader.get("/feeds/policies.json").json()["_tombstones"]["deleted"][0]["reason"] == "not_public"


def test_record_that_left_the_filter_is_gone_from_it_until_it_comes_back(reader: Reader) -> None:
    item = publish(level="city")
    publish(level="city", title="另一个")
    item = again(item, level="country")
    assert gone(atom(reader, "/feeds/policies.atom?level=city")) == {str(item.pk): "left_filter"}
    assert gone(atom(reader, "/feeds/policies.atom")) == {}

    again(item, level="city")

    feed = atom(reader, "/feeds/policies.atom?level=city")
    assert gone(feed) == {} and entry_ids(feed)[0] == str(item.pk)


def test_clock_moves_a_call_out_of_a_status_feed_and_up_in_the_others(reader: Reader, freeze_now: Any) -> None:
    closing = publish(
        "notices", "申报", items=[call_item(window(NOW - dt.timedelta(days=2), NOW + dt.timedelta(days=1)))]
    )
    later = publish("notices", "后来的", items=[call_item(window(NOW, NOW + dt.timedelta(days=30)))])
    assert entry_ids(atom(reader, "/feeds/notices.atom?status=closing_soon")) == [str(closing.pk)]

    freeze_now(NOW + dt.timedelta(days=1, seconds=1))
    sweep()

    assert gone(atom(reader, "/feeds/notices.atom?status=closing_soon")) == {str(closing.pk): "left_filter"}
    feed = atom(reader, "/feeds/notices.atom")
    assert entry_ids(feed) == [str(closing.pk), str(later.pk)]
    assert dt.datetime.fromisoformat(feed.findtext(f"{ATOM}entry/{ATOM}updated") or "") == NOW + dt.timedelta(days=1)
    assert "已截止" in (feed.findtext(f"{ATOM}entry/{ATOM}content") or "")


def test_redaction_takes_everything_out_at_once(reader: Reader) -> None:
    item = publish(title="机密金丝雀", summary="机密摘要", level="city")
    assert "机密" in reader.get("/feeds/all.atom").content.decode()

    remove(item, "not_public")

    for ending in ("atom", "rss", "json"):
        assert "机密" not in reader.get(f"/feeds/all.{ending}").content.decode()


def test_reader_that_has_it_gets_304_and_what_has_it_changed(reader: Reader, freeze_now: Any) -> None:
    publish()
    first = reader.get("/feeds/policies.atom")
    assert first["Cache-Control"].startswith("public, max-age=") and first["Access-Control-Allow-Origin"] == "*"
    assert 'rel="self"' in first["Link"]
    assert reader.get("/feeds/policies.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304

    since = first["Last-Modified"]
    publish(title="同一秒里的第二个")
    assert reader.get("/feeds/policies.atom", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert reader.get("/feeds/policies.atom", headers={"If-Modified-Since": since}).status_code == 200

    freeze_now(timezone.now() + dt.timedelta(minutes=5))
    settled = reader.get("/feeds/policies.atom")["Last-Modified"]
    assert reader.get("/feeds/policies.atom", headers={"If-Modified-Since": settled}).status_code == 304


def test_updated_after_narrows_a_feed(reader: Reader) -> None:
    publish()
    at = rfc3339(timezone.now())
    later = publish(title="后来")

    assert entry_ids(atom(reader, "/feeds/policies.atom?" + f"updated_after={at}".replace("+", "%2B"))) == [
        str(later.pk)
    ]


@pytest.mark.parametrize("path", ["/feeds/policies.xml", "/feeds/nothing.atom", "/feeds/"])
def test_addresses_that_are_no_feed(reader: Reader, path: str) -> None:
    assert reader.get(path).status_code == reader.post(path).status_code == 404


def test_feeds_are_read_only(reader: Reader) -> None:
    response = reader.post("/feeds/policies.atom")

    assert response.status_code == 405 and response["Allow"] == "GET, HEAD, OPTIONS"


def test_withdrawal_before_a_late_sweeper_is_told_where_the_record_was(reader: Reader, freeze_now: Any) -> None:
    now, day = timezone.now(), dt.timedelta(days=1)
    freeze_now(now - 3 * day)
    item = publish("notices", level="city", items=[call_item(window(now - 4 * day, now - day))])
    freeze_now(now)
    remove(item, "retention_over")

    assert str(item.pk) in gone(atom(reader, "/feeds/notices.atom?status=closing_soon"))
    assert gone(atom(reader, "/feeds/notices.atom?status=closed")) == {}
