"""What changed: between versions, since one of them, since a day; whatever is asked, the answer is in words."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from portal.pages.gate import waived
from portal.pages.verbs import publish_changes, withdraw
from portal.publication.models import PublishedItem
from portal.records.versions import since, versions_of
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> Any:
    """A scheme whose audience was widened once."""
    page = SchemeFactory(title="研发奖励", audience_text="高新技术企业")
    page.audience_text = "高新技术企业、专精特新企业"
    with waived("test"):
        publish_changes(page=page, note="扩大范围", significant=True)
    return page


def item_of(page: Any) -> PublishedItem:
    return PublishedItem.objects.get(pk=page.permanent_id)


def shown(page: Any, query: str = "") -> BeautifulSoup:
    response = Client().get(f"/i/{page.permanent_id}/versions/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_version_tells_what_it_changed_and_why(record: Any) -> None:
    newest, first = versions_of(item_of(record), timezone.now())

    assert (newest.n, newest.note, newest.significant) == (2, "扩大范围", True)
    assert [change.name for change in newest.changes or ()] == ["享受主体"]
    assert "<ins>、专精特新企业</ins>" in str((newest.changes or ())[0].marked)
    assert first.first and first.changes is None


def test_since_the_first_version(record: Any) -> None:
    found = since(item_of(record), "1", timezone.now())

    assert found.base == 1 and len(found.changes or ()) == 1


def test_since_the_present_version_nothing_changed(record: Any) -> None:
    assert since(item_of(record), "2", timezone.now()).changes == []


def test_since_tomorrow_nothing_changed(record: Any) -> None:
    tomorrow = (timezone.now() + dt.timedelta(days=2)).date().isoformat()

    assert since(item_of(record), tomorrow, timezone.now()).changes == []


def test_since_a_day_before_it_was_published_all_is_new(record: Any) -> None:
    found = since(item_of(record), "2020-01-01", timezone.now())

    assert (found.base, found.changes, found.problem) == (None, [], "")


@pytest.mark.parametrize(
    "asked", ["3", "0", "999999999999999999999", "x", "2026-02-31", "9999-99-99", "²", "2026-01-01T25:00"]
)
def test_what_cannot_be_answered_is_said_in_words(record: Any, asked: str) -> None:
    html = shown(record, f"?since={asked}")

    assert html.find(role="alert").text.strip()
    assert html.find(id="v2")


def test_words_of_the_address_stay_words(record: Any) -> None:
    html = shown(record, "?since=%3Cscript%3E")

    assert html.find("script", src=False) is None or "<script>" not in html.find(role="alert").decode_contents()
    assert html.find(id="since")["value"] == "<script>"


def test_page_is_not_for_robots_and_leads_back(record: Any) -> None:
    html = shown(record)

    assert html.find("meta", {"name": "robots"})["content"] == "noindex"
    assert html.find("link", rel="canonical")["href"].endswith(record.url)


def test_withdrawn_record_leads_to_its_tombstone(record: Any) -> None:
    withdraw(page=record, reason="not_public")

    for path in ("versions/", "versions.atom"):
        response = Client().get(f"/i/{record.permanent_id}/{path}")
        assert response.status_code == 302 and response["Location"] == f"/i/{record.permanent_id}"


def test_feed_has_an_entry_a_version(record: Any) -> None:
    response = Client().get(f"/i/{record.permanent_id}/versions.atom")

    feed = BeautifulSoup(response.content, "xml")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert [entry.summary.text for entry in feed.find_all("entry")][0] == "扩大范围"
    assert len(feed.find_all("entry")) == 2


def test_pasted_control_characters_do_not_cost_the_feed() -> None:
    page = SchemeFactory(title="研发\x0b奖励")
    page.audience_text = "高新技术企业"
    with waived("test"):
        publish_changes(page=page, note="扩大\x0b范围")

    response = Client().get(f"/i/{page.permanent_id}/versions.atom")

    feed = BeautifulSoup(response.content, "xml").feed
    assert feed and feed.title.text.startswith("研发奖励")
    assert feed.entry.summary.text == "扩大范围"


def test_record_s_page_tells_the_script_its_version(record: Any) -> None:
    html = BeautifulSoup(Client().get(record.url).content, "html.parser")

    article = html.find("article", class_="item")
    assert (article["data-record"], article["data-version"]) == (str(record.permanent_id), "2")
    assert html.find(attrs={"data-since": True}).has_attr("hidden")


@pytest.mark.parametrize("asked", ["0001-01-01", "0001-01-01T00:00:00", "9999-12-31", "9999-12-31T23:59:59-08:00"])
def test_the_first_and_the_last_day_of_all_are_answered(record: Any, asked: str) -> None:
    assert Client().get(f"/i/{record.permanent_id}/versions/?since={asked}").status_code == 200
