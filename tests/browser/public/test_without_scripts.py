"""Without scripts nothing essential is missing: find, narrow down, read, compare, switch, change the language."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.public.pages import PAGES
from tests.browser.public.served import PublicPortal
from tests.browser.windows import PHONE


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    """A phone that runs no scripts."""
    return window(java_script_enabled=False, viewport=PHONE)


def test_search_narrows_and_leads_to_a_record(public: PublicPortal, page: Page) -> None:
    page.goto(public.at("/"))
    page.locator("main input[type=search]").first.fill("专利")
    page.locator("main form[role=search] button[type=submit]").first.click()
    hits = page.locator(".hit__title a")
    expect(hits.first).to_be_visible()

    page.locator("main form summary").first.click()
    page.locator("main form input[name=kind][value=notices]").check(force=True)
    page.locator("main form button[type=submit]:visible").last.click()
    page.wait_for_url("**kind=notices**")
    hits.first.click()

    expect(page.locator("h1")).to_be_visible()
    assert "/notices/" in page.url


def test_menu_opens_and_leads_on(public: PublicPortal, page: Page) -> None:
    page.goto(public.at("/"))
    entry = page.locator("header nav a[href='/guides/']")
    expect(entry).to_be_hidden()

    page.locator("header details summary").last.click()
    entry.click()

    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith("/guides/")


def test_large_type_is_remembered_until_it_is_switched_off(public: PublicPortal, page: Page) -> None:
    page.goto(public.at("/supermarket/"))
    switch = page.locator("a[href*='/display/'][href*='large']:visible").first
    usual = page.evaluate("getComputedStyle(document.body).fontSize")

    switch.click()
    page.goto(public.at("/policies/"))

    expect(page.locator("html")).to_have_attribute("data-display", "large")
    assert float(page.evaluate("getComputedStyle(document.body).fontSize")[:-2]) > float(usual[:-2])
    page.goto(public.at("/display/?mode=&next=/policies/"))
    expect(page.locator("html[data-display]")).to_have_count(0)


@pytest.mark.parametrize("name", ["calendar", "timeline", "compare", "figures", "guide", "kiosk", "versions"])
def test_what_scripts_improve_is_there_without_them(public: PublicPortal, page: Page, name: str) -> None:
    page.goto(public.at(PAGES[name]))

    expect(page.locator("h1")).to_be_visible()
    assert len(page.locator("main").inner_text()) > 100


def test_language_is_changed_by_a_link(public: PublicPortal, page: Page) -> None:
    page.goto(public.at(PAGES["call"]))
    words = page.locator("h1").inner_text()

    page.locator("a[hreflang=en]:visible, footer a[hreflang=en]").first.click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text(words)
    assert page.locator("h1").evaluate("each => each.closest('[lang]').lang") == "zh-CN"
