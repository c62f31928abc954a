"""One page is kept for readers without a network; content never is, and the back-office is left alone."""

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from portal.home.tree import ensure_site_tree

pytestmark = pytest.mark.django_db


def worker(client: Client) -> str:
    response = client.get("/service-worker.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    return response.content.decode()


def test_the_worker_keeps_the_page_and_what_it_links_alone(client: Client) -> None:
    kept = json.loads(re.search(r"KEPT = (\[.*\]);", worker(client))[1])
    html = BeautifulSoup(client.get("/offline/").content, "html.parser")

    linked = {tag.get("href") or tag.get("src") for tag in html.head.find_all(["link", "script"])}
    assert set(kept) == {"/offline/", "/en/offline/", *linked}
    assert not [address for address in kept if not address.startswith(("/static/", "/offline/", "/en/offline/"))]


def test_the_back_office_and_programs_are_left_alone(client: Client) -> None:
    left = json.loads(re.search(r"LEFT_ALONE = (\[.*\]);", worker(client))[1])

    assert {"/admin/", "/api/", "/feeds/"} <= set(left)
    assert "put(" not in worker(client)


def test_switched_off_it_removes_itself_and_no_page_asks_for_it(client: Client, settings: Any) -> None:
    ensure_site_tree()
    assert "js/offline.js" in client.get("/").content.decode()
    settings.OFFLINE_PAGE = False

    assert "unregister()" in worker(client) and "KEPT" not in worker(client)
    assert "js/offline.js" not in client.get("/en/site-map/").content.decode()


def test_the_page_stands_in_both_languages_and_out_of_the_index(client: Client) -> None:
    for path, language in (("/offline/", "zh-CN"), ("/en/offline/", "en")):
        html = BeautifulSoup(client.get(path).content, "html.parser")
        assert html.html["lang"] == language and len(html.find_all("h1")) == 1
        assert html.find("meta", attrs={"name": "robots"})["content"] == "noindex"
