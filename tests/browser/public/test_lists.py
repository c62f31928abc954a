"""What a script adds to lists: ticks that answer at once, regions by name, a calendar that arrows walk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.public.served import PublicPortal
from tests.browser.windows import PHONE

COUNT = ".listing__count"


@pytest.fixture
def calls(public: PublicPortal, window: Callable[..., Page]) -> Page:
    page = window()
    page.goto(public.at("/notices/"))
    return page


def test_a_tick_changes_list_address_and_what_is_said(calls: Page) -> None:
    before = calls.locator(COUNT).inner_text()
    choice = calls.locator(".narrow input[name=status]").first
    value = choice.get_attribute("value")

    choice.check()

    calls.wait_for_url(f"**/notices/?status={value}")
    expect(calls.locator("[data-live-status]")).to_have_text(calls.locator(COUNT).inner_text())
    expect(calls.locator(".chips .chip")).to_have_count(1)
    assert calls.evaluate("document.activeElement.value") == value
    calls.go_back()
    expect(calls.locator(COUNT)).to_have_text(before)


def test_a_link_within_the_page_loads_nothing(calls: Page) -> None:
    calls.evaluate("window.kept = true")
    calls.evaluate("location.hash = '#results'")
    calls.go_back()
    calls.wait_for_timeout(300)

    assert calls.evaluate("window.kept") is True


def test_empty_fields_stay_out_of_the_address(calls: Page) -> None:
    calls.locator("#q").fill("专利")
    calls.locator("#q").press("Enter")

    calls.wait_for_url("**/notices/?q=*")
    assert "&" not in calls.url


def test_a_region_is_found_by_its_name(calls: Page) -> None:
    calls.locator("#region-name").press_sequentially("鄞州", delay=30)
    expect(calls.get_by_role("option", name="浙江省 宁波市 鄞州区")).to_be_visible()

    calls.keyboard.press("ArrowDown")
    calls.keyboard.press("Enter")

    calls.wait_for_url("**/notices/?region=330212")


def test_arrows_walk_the_calendar(public: PublicPortal, window: Callable[..., Page]) -> None:
    page = window()
    page.goto(public.at("/notices/?view=calendar"))
    days = page.locator("a.calendar__number")
    days.first.focus()

    page.keyboard.press("End")
    expect(days.last).to_be_focused()
    page.keyboard.press("PageDown")

    page.wait_for_url("**&month=*")


def test_the_sheet_of_a_phone_hides_all_else_and_escape_closes_it(
    public: PublicPortal, window: Callable[..., Page]
) -> None:
    page = window(viewport=PHONE)
    page.goto(public.at("/notices/"))
    toggle = page.locator(".drawer__toggle")
    toggle.click()
    expect(page.locator("h1")).not_to_be_visible()
    expect(page.locator(".drawer__apply")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator("h1")).to_be_visible()
    expect(toggle).to_be_focused()
