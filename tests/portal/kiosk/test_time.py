"""Nobody is sent away without being asked (WCAG 2.2.1), with script and without."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from portal.home.tree import ensure_site_tree
from portal.kiosk.screen import safe_back
from tests.portal.kiosk.records import screen

pytestmark = pytest.mark.django_db


def refresh(html: BeautifulSoup) -> tuple[int, str]:
    """Seconds and address of the fallback, which holds only where there is no script."""
    seconds, _sign, address = html.noscript.meta["content"].partition(";url=")
    return int(seconds), address


def test_without_script_the_terminal_asks_and_then_goes_back(client: Client, settings: Any) -> None:
    ensure_site_tree()
    settings.KIOSK_IDLE_SECONDS, settings.KIOSK_ANSWER_SECONDS = 45, 25
    seconds, address = refresh(screen(client, "/en/kiosk/matter/?audience=small&display=large"))
    question = screen(client, address)

    assert (seconds, refresh(question)) == (45, (25, "/kiosk/"))
    answers = [link["href"] for link in question.main.find_all("a")]
    assert answers == ["/en/kiosk/matter/?audience=small&display=large", "/kiosk/"]


def test_with_script_the_same_limits_hold(client: Client, settings: Any) -> None:
    settings.KIOSK_IDLE_SECONDS, settings.KIOSK_ANSWER_SECONDS = 45, 25
    html = screen(client, "/kiosk/who/")

    assert (html.body["data-idle"], html.body["data-answer"], html.body["data-start"]) == ("45", "25", "/kiosk/")
    assert html.find("dialog").find("button", attrs={"data-still-here": True})
    assert html.find(class_="kiosk__time")["data-countdown"].count("{seconds}") == 1


def test_the_start_has_no_limit_but_does_not_grow_old(client: Client) -> None:
    html = screen(client, "/kiosk/")

    assert not html.body.has_attr("data-idle") and not html.find("dialog")
    assert html.body["data-true-until"] and refresh(html) == (300, "")


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("/kiosk/who/?display=large", "/kiosk/who/?display=large"),
        ("/en/kiosk/", "/en/kiosk/"),
        ("https://example.org/kiosk/", "/kiosk/"),
        ("//example.org/kiosk/", "/kiosk/"),
        ("/kiosk/../admin/", "/kiosk/"),
        ("/kiosk/\\example.org", "/kiosk/"),
        ("/kiosk/still-here/?back=/kiosk/", "/kiosk/"),
        ("/kiosk/\x00", "/kiosk/"),
        ("/admin/", "/kiosk/"),
        ("/kiosk/" + "a" * 600, "/kiosk/"),
    ],
)
def test_the_answer_leads_to_the_terminal_only(address: str, safe: str) -> None:
    assert safe_back(address) == safe


def test_large_type_and_contrast_go_along_and_end_with_the_visit(client: Client) -> None:
    html = screen(client, "/kiosk/who/?display=large")

    assert html.html["data-display"] == "large"
    assert all("display=large" in link["href"] for link in html.main.find_all("a"))
    assert html.body["data-start"] == "/kiosk/"
    switches = [link["href"] for link in html.find(class_="kiosk__switches").find_all("a")]
    assert switches[1:] == ["/kiosk/who/", "/kiosk/who/?display=large,contrast"]
