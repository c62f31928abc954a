"""The whole way by touch: nothing typed, nothing that leads away, nothing that is not true any more."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.pages.verbs import withdraw
from portal.windows.instants import SHANGHAI
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.guides import ServiceGuideFactory
from tests.factories.taxonomy import term
from tests.portal.kiosk.records import call, scheme, screen

pytestmark = pytest.mark.django_db

OWN = re.compile(r"(?:/en)?/kiosk/|/static/|#|data:image/svg")


def link(html: BeautifulSoup, words: str) -> str:
    """The address under the link whose name begins with these words."""
    return next(tag["href"] for tag in html.find_all("a") if tag.get_text(" ", strip=True).startswith(words))


def addresses(html: BeautifulSoup) -> set[str]:
    return {tag[name] for name in ("href", "src", "action") for tag in html.find_all(**{name: True})}


def test_from_who_to_the_code_that_is_taken_along(client: Client) -> None:
    small = scheme("小型企业研发补助", sizes=("small",), field="technology")
    scheme("大型企业技改补助", sizes=("large",), field="technology")
    call("小型企业研发补助申报通知", scheme=small, policy_fields=[term("field", "technology")])

    html = screen(client, "/en/kiosk/")
    for words in ("What can I apply for?", "小型", "科技创新"):
        words = {"小型": "Small", "科技创新": "Technolog"}.get(words, words)
        html = screen(client, link(html, words))
    assert "小型企业研发补助申报通知" in html.main.text
    html = screen(client, link(html, "Policy products"))
    assert "小型企业研发补助" in html.main.text and "大型企业技改补助" not in html.main.text
    html = screen(client, link(html, "小型企业研发补助"))

    assert html.find("img", class_="kiosk__code")["alt"].endswith(f"/i/{small.permanent_id}")
    assert link(html, "小型企业研发补助申报通知").startswith("/en/kiosk/items/")
    assert link(html, "Back").startswith("/en/kiosk/results/?audience=small&field=technology")


def test_who_names_no_size_is_for_all(client: Client) -> None:
    everybody, others = scheme("普惠奖励"), scheme("大型企业奖励", sizes=("large",))
    call("普惠奖励申报通知", scheme=everybody)
    call("大型企业奖励申报通知", scheme=others)

    html = screen(client, "/kiosk/results/?audience=micro&kind=notices")
    assert "普惠奖励申报通知" in html.main.text and "大型企业奖励申报通知" not in html.main.text


def test_only_what_one_can_do_now_is_offered(client: Client) -> None:
    call("正在申报的通知")
    call("已经截止的通知", closes=dt.datetime.now(dt.UTC) - dt.timedelta(days=1))
    call("只作留存的通知", purpose="upstream_record")

    text = screen(client, "/kiosk/results/").main.text
    assert "正在申报的通知" in text and "已经截止的通知" not in text and "只作留存的通知" not in text


def test_nothing_is_open_after_closing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    closes = dt.datetime(2026, 11, 21, 12, 0, tzinfo=SHANGHAI).astimezone(dt.UTC)
    page = call("截止前后", closes=closes)
    item = f"/kiosk/items/{page.permanent_id}/"

    monkeypatch.setattr(timezone, "now", lambda: closes - dt.timedelta(seconds=1))
    html = screen(client, item)
    assert html.find(class_="badge--closing_soon")
    # A screen that stands there across the deadline fetches itself anew at that very instant.
    assert dt.datetime.fromisoformat(html.body["data-true-until"]) == closes
    monkeypatch.setattr(timezone, "now", lambda: closes)
    assert screen(client, item).find(class_="badge--closed")
    assert "截止前后" not in screen(client, "/kiosk/results/?kind=notices").main.text


def test_no_link_leads_away_and_nothing_is_typed(client: Client) -> None:
    page = scheme("可以走遍的品种", field="technology")
    call("可以走遍的通知", scheme=page)
    ServiceGuideFactory(title="可以走遍的指南", policy_fields=[term("field", "technology")])
    waiting, seen = ["/kiosk/"], set()
    while waiting and len(seen) < 120:
        path = waiting.pop()
        if path in seen or "leaflet.pdf" in path or "typed=" in path:
            continue
        seen.add(path)
        html = screen(client, path)
        found = addresses(html)
        assert [address for address in found if not OWN.match(address)] == [], path
        assert not html.find_all(["input", "textarea", "select", "form"])
        waiting += [address for address in found if address.startswith(("/kiosk/", "/en/kiosk/"))]
    assert len(seen) > 20


def test_robots_stay_out(client: Client) -> None:
    assert client.get("/kiosk/")["X-Robots-Tag"] == "noindex, nofollow"
    assert "Disallow: /kiosk/" in client.get("/robots.txt").content.decode()
    assert "/kiosk/" not in client.get("/sitemaps/pages-1.xml").content.decode()


def test_withdrawn_record_says_so_and_leads_to_its_successor(client: Client) -> None:
    successor, page = PolicyDocumentFactory(title="新办法"), PolicyDocumentFactory()
    withdraw(page=page, reason="replaced", successor=successor.permanent_id)

    html = screen(client, f"/kiosk/items/{page.permanent_id}/", 410)
    assert link(html, "替代记录").endswith(f"/kiosk/items/{successor.permanent_id}/")


@pytest.mark.parametrize(
    "path",
    [
        "/kiosk/results/?audience=nobody&field=%00&level=x&kind=y&page=99999999&display=<b>",
        "/kiosk/results/?page=-1",
        "/kiosk/letters/?typed=%E6%94%BF%E7%AD%96",
        "/kiosk/letters/?typed=" + "a" * 5000,
        "/kiosk/number/?typed=%27%22",
        "/kiosk/still-here/?back=https://example.org/",
    ],
)
def test_nonsense_counts_as_nothing_chosen(client: Client, path: str) -> None:
    assert screen(client, path).h1


def test_what_is_not_there_leads_back_to_the_start(client: Client) -> None:
    response = client.get("/kiosk/items/00000000-0000-0000-0000-000000000000/")

    assert (response.status_code, response["Refresh"]) == (404, "30; url=/kiosk/")
    assert addresses(BeautifulSoup(response.content, "html.parser")) >= {"/kiosk/"}


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/kiosk/", 8),
        ("/kiosk/matter/?audience=small", 14),
        ("/kiosk/results/?audience=small", 14),
        ("/kiosk/services/?field=technology", 8),
    ],
)
def test_queries_do_not_grow_with_what_lies_there(client: Client, path: str, queries: int) -> None:
    def made() -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    def fill(start: int) -> None:
        for number in range(start, start + 3):
            call(f"第{number}号通知", scheme=scheme(f"第{number}号品种", sizes=("large",), field="technology"))
            ServiceGuideFactory(title=f"第{number}号指南", policy_fields=[term("field", "technology")])

    fill(0)
    few = made()
    fill(3)
    assert made() == few <= queries
