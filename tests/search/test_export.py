"""The result as a file: every match in the page's order, safe to open, in its language, also without the engine."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from portal.publication.models import PublishedItem
from search.results import export
from search.results.presentation import search_result
from tests.factories.documents import PolicyDocumentFactory
from tests.search.records import call_item, publish, remove, window

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
BODY = {"id": "9f0c2f5e-0000-4000-8000-000000000001", "name": "市科技局"}


@pytest.fixture(autouse=True)
def nobody_downloaded_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def library(indexed: Callable[[], None]) -> None:
    for number in range(24):
        publish(title=f"企业研发补贴第{number:02}号", level="city", issued_on=f"2024-03-{number + 1:02}")
    publish(title="=HYPERLINK(1)", doc_number="+1", roles={"issuing": [BODY], "competent": [BODY]}, field=["tax"])
    now = timezone.now()
    publish("notices", "研发申报通知", level="city", items=[call_item(window(now - DAY, now + 30 * DAY))])
    indexed()


def rows(client: Client, address: str) -> list[list[str]]:
    """The lines after the first: title, kind, number, level, region, field, status, opens, closes, amount, …"""
    response = client.get(address)
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[1:]


@pytest.mark.parametrize("query", ["", "q=企业研发", "level=city&sort=date", "kind=notices"])
def test_every_match_comes_in_the_order_of_the_page(library: None, client: Client, rf, query: str) -> None:
    page = search_result(rf.get(f"/search/?{query}"))["result"]
    found = [row[0].lstrip("'") for row in rows(client, f"/search/?{query}&format=csv")]

    assert len(found) == page["total"]
    assert found[:20] == [hit["title"] for hit in page["hits"]]


def test_columns_people_want(library: None, client: Client) -> None:
    (call,) = rows(client, "/search/?kind=notices&format=csv")
    last_day = timezone.localdate() + 30 * DAY

    assert (call[0], call[1], call[3], call[6]) == ("研发申报通知", "申报通知", "市", "申报中")
    assert call[8].startswith(last_day.isoformat())


def test_formulas_are_told_to_be_text(library: None, client: Client) -> None:
    (row,) = rows(client, "/search/?q=HYPERLINK&format=csv")

    assert row[0] == "'=HYPERLINK(1)" and row[2] == "'+1"
    assert row[10] == "市科技局"
    assert row[12].startswith("http://testserver/policies/")
    assert export.line(["-1", "@x", "\tx", "\rx", "x=1", ""]).strip("\r\n") == "'-1,'@x,'\tx,\"'\rx\",x=1,"


def test_labels_are_in_the_language_of_the_page(library: None, client: Client) -> None:
    (row,) = rows(client, "/en/search/?kind=notices&format=csv")

    assert (row[1], row[6]) == ("Calls for application", "open")
    assert row[12].startswith("http://testserver/en/notices/")


def test_end_of_a_day_is_told_as_on_the_pages(client: Client, indexed: Callable[[], None]) -> None:
    midnight = dt.datetime(2030, 5, 31, 16, tzinfo=dt.UTC)
    publish("notices", "申报通知", items=[call_item(window(midnight - 30 * DAY, midnight))])
    indexed()

    (row,) = rows(client, "/search/?kind=notices&format=csv")
    assert row[7:9] == ["2030-05-02 00:00", "2030-05-31 24:00"]


def test_name_says_what_and_when(library: None, client: Client) -> None:
    response = client.get("/search/?format=csv")

    today = timezone.localdate().isoformat()
    assert response["Content-Disposition"] == f'attachment; filename="search-{today}.csv"'
    assert response.streaming


def test_listing_gives_its_own_kind(client: Client) -> None:
    PolicyDocumentFactory(title="一份文件")
    publish("guides", "一份指南")

    assert [row[0] for row in rows(client, "/policies/?format=csv")] == ["一份文件"]


def test_without_the_engine_the_database_gives_the_file(library: None, client: Client, index_folder: Path) -> None:
    with_engine = rows(client, "/search/?level=city&sort=date&format=csv")
    (index_folder / "current").unlink()

    assert len(with_engine) == 25
    assert rows(client, "/search/?level=city&sort=date&format=csv") == with_engine


def test_what_is_gone_is_left_out_and_chunks_join(library: None, client: Client, monkeypatch) -> None:
    monkeypatch.setattr(export, "CHUNK", 7)
    remove(PublishedItem.objects.get(title="企业研发补贴第03号"))

    assert len(rows(client, "/search/?level=city&format=csv")) == 24


def test_one_address_may_ask_only_so_often(library: None, client: Client, monkeypatch) -> None:
    monkeypatch.setattr(export, "MOST_DOWNLOADS", 2)
    answers = [client.get("/search/?format=csv").status_code for _time in range(3)]

    assert answers == [200, 200, 429]
    assert client.get("/search/?format=csv", REMOTE_ADDR="10.1.1.1").status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "q=%ED%A0%80", "page=-1", "level=nonsense", "as_of=yesterday", "sort=x"])
def test_no_address_is_an_error(library: None, client: Client, query: str) -> None:
    assert rows(client, f"/search/?{query}&format=csv")
