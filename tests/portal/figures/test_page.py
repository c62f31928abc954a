"""The page of figures: picture, table, file and API call of each figure say the same."""

import csv
import datetime as dt
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.figures.asked import read
from portal.home.tree import ensure_site_tree
from portal.taxonomy.models import Organisation
from search.figures.counting import figures
from tests.search.records import call_item, publish, window

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def records() -> None:
    ensure_site_tree()
    now = timezone.now()
    for n, level in enumerate(("city", "city", "district", None)):
        publish("notices", f"申报{n}", level=level, field=["technology"], published_on=f"2026-0{n + 1}-10",
                items=[call_item(window(now - DAY, now + (3 + 20 * n) * DAY))])  # fmt: skip
    publish("policies", "=HYPERLINK(文件)", level="city", issued_on="2025-06-01", roles={"issuing": []})


def page(path: str = "/figures/") -> BeautifulSoup:
    response = Client().get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def table_of(card: BeautifulSoup) -> dict[str, int]:
    rows = (row.find_all(["th", "td"]) for row in card.select("tbody tr"))
    return {cells[0].text.strip(): int(next(cells[1].stripped_strings)) for cells in rows}


def file_of(path: str) -> list[dict[str, str]]:
    response = Client().get(path)
    assert response["Content-Type"].startswith("text/csv") and "attachment" in response["Content-Disposition"]
    text = response.content.decode()
    assert text.startswith("\ufeff")
    names, *rows = csv.reader(StringIO(text[1:]))
    return [dict(zip(("by", "value", "label", "count", "total", "at"), row, strict=True)) for row in rows if names]


@pytest.mark.parametrize("query", ["", "?kind=notices", "?kind=notices&level=city", "?kind=policies,notices"])
def test_picture_table_file_and_call_say_the_same(query: str) -> None:
    cards = page(f"/figures/{query}").select(".chart")
    assert len(cards) >= 4

    for card in cards:
        csv_link, api_link = card.select(".chart__links a")
        table = table_of(card)
        [(_name, values)] = Client().get(api_link["href"]).json()["figures"].items()
        assert {row["label"]: row["count"] for row in values} == table
        assert {row["label"]: int(row["count"]) for row in file_of(csv_link["href"])} == table
        bars = {row.select(".bars__words")[0].text: int(row.select(".bars__number")[0].text)
                for row in card.select(".bars__row")}  # fmt: skip
        assert bars.items() <= table.items()


def test_every_picture_is_named_and_described_and_has_its_table() -> None:
    cards = [card for card in page("/figures/?kind=notices").select(".chart") if card.svg]
    assert len(cards) == 4

    for card in cards:
        picture = card.svg
        named = [card.find(id=name) for name in picture["aria-labelledby"].split()]
        assert picture["role"] == "img" and [tag.name for tag in named] == ["title", "desc"]
        assert all(tag.text.strip() for tag in named) and card.table.caption.text


def test_columns_show_the_latest_two_years_and_the_table_all() -> None:
    publish("notices", "很早", published_on="1999-05-05", items=[])

    card = page("/figures/?kind=notices").find(id="chart-month").parent

    assert len(card.select(".columns__column")) == 4
    assert "1999" in card.table.text and card.select_one(".chart__note")


def test_rows_lead_to_their_records_and_to_narrower_figures() -> None:
    card = page("/figures/?kind=notices").find(id="chart-level").parent
    narrower, records = card.find("th", string=None).find_next("a"), card.select("tbody td a")[0]

    assert records["href"] == "/notices/?level=city" and records.find(string="2")
    assert page(narrower["href"]).select_one(".figures__number").text == "2"
    assert page("/figures/").find(id="chart-kind").parent.select("tbody td a")[0]["href"] == "/policies/"
    assert "/search/?level=city" in [a["href"] for a in page("/figures/").select("tbody td a")]


def test_time_without_zone_is_shanghais() -> None:
    response = Client().get("/en/figures/?kind=notices&level=&as_of=2026-12-01T00:00")

    assert response.status_code == 302
    assert response["Location"] == "/en/figures/?kind=notices&as_of=2026-12-01T00%3A00%2B08%3A00"
    shown = page(response["Location"])
    assert shown.find("time")["datetime"] == "2026-12-01T00:00:00+08:00"
    assert shown.find("input", attrs={"name": "as_of"})["value"] == "2026-12-01T00:00:00"
    assert (
        Client().get(shown.select(".chart__links a")[1]["href"]).headers["X-Data-As-Of"].startswith("2026-12-01T00:00")
    )


@pytest.mark.parametrize(
    "query",
    ["level=nowhere", "as_of=yesterday", "by=,,&kind=x", "kind=notices&kind=policies", "%00=%00", "format=xlsx",
     "as_of=9997-12-31T23:59:59Z", "q=" + "长" * 300, "-level=city&page=999&cursor=x", "by=month&format=csv"],
)  # fmt: skip
def test_no_address_is_an_error(query: str) -> None:
    assert Client().get(f"/figures/?{query}").status_code == 200


def test_status_is_told_in_the_words_of_its_kind() -> None:
    now = timezone.now()
    publish("activities", "宣讲会", windows=[window(now - DAY, now + 30 * DAY)], starts_at=None, cancelled_at=None)

    shown = page("/en/figures/?kind=activities").find(id="chart-status").parent

    assert shown.select_one(".bars__words").text == "registration open" and "registration closed" in shown.table.text


def test_long_names_are_shortened_in_the_picture_alone() -> None:
    body = Organisation.objects.create(name="名字" + "很长" * 12 + "的局")
    publish("policies", "文件", issued_on="2026-01-01", roles={"issuing": [{"id": str(body.pk), "name": body.name}]})

    card = page("/figures/?kind=policies").find(id="chart-issuing").parent

    assert card.select_one(".bars__words").text == f"{body.name[:19]}…" and body.name in card.table.text


def test_nothing_found_leads_on() -> None:
    shown = page("/figures/?level=park")

    assert not shown.select(".chart") and shown.select_one(".notice a")["href"] == "/figures/"


def test_filtered_figures_are_not_for_search_engines() -> None:
    assert page("/figures/?level=city").find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page().find("meta", attrs={"name": "robots"}) is None
    assert page().find("script", type="application/ld+json").text.count("DataDownload") == 2


def test_formulas_stay_text_in_the_file() -> None:
    publish("disclosures", "公示", windows=[], roles={"issuing": []})

    assert all(not value.startswith("=") for row in file_of("/figures/?format=csv") for value in row.values())


def test_queries_do_not_grow_with_the_records() -> None:
    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            page("/figures/?kind=notices")
        return len(asked)

    def least() -> int:
        """Without what is looked up once in a while, whoever asks."""
        return min(queries() for _again in range(3))

    few = least()
    for n in range(10):
        publish("notices", f"申报又{n}", level="park", published_on=f"20{n + 10}-01-01", items=[])

    assert least() == few


def test_call_on_a_confined_site_carries_its_filter_or_is_left_out() -> None:
    request = RequestFactory().get("/figures/?kind=notices")
    request.scope = QueryDict("level=city")
    asked = read(request)
    found = figures(asked.selection, now=timezone.now(), by=asked.by)

    assert found.total == 2
    assert Client().get(asked.call()).json()["total"] == 2
    clashing = RequestFactory().get("/figures/?level=district")
    clashing.scope = QueryDict("level=city")
    assert read(clashing).call() == ""
