"""The materials of a guide: what is ticked stays on the device, alone; the list is printed by itself."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.public.served import PublicPortal
from tests.browser.windows import PHONE

pytestmark = pytest.mark.browser
PRINT = "window.print = () => { window.printed = document.documentElement.dataset.printing }"


def test_ticks_are_kept_counted_and_cleared(public: PublicPortal, window: Callable[..., Page]) -> None:
    page = window(viewport=PHONE)
    page.goto(public.at("guide"))
    boxes, done = page.locator(".checklist__box"), page.locator("[data-checklist-done]")
    assert boxes.count() > 1
    expect(done).to_have_text("0")

    page.locator(".checklist__label").first.click()
    boxes.last.press("Space")
    page.reload()

    expect(done).to_have_text("2")
    assert boxes.first.is_checked() and boxes.last.is_checked()
    [kept] = json.loads(page.evaluate("localStorage.getItem('checklists')")).values()
    assert kept == [boxes.first.get_attribute("value"), boxes.last.get_attribute("value")]
    page.locator("[data-checklist-clear]").click()
    page.reload()
    assert page.locator(".checklist__box:checked").count() == 0


def test_list_is_printed_by_itself(public: PublicPortal, window: Callable[..., Page]) -> None:
    page = window()
    page.goto(public.at("guide"))
    page.evaluate(PRINT)

    page.locator("[data-checklist-print]").click()
    page.emulate_media(media="print")

    assert page.evaluate("window.printed") == "checklist"
    expect(page.locator(".checklist__box").first).to_be_visible()
    for other in (".glance", "#where", "#basis", "[data-checklist-bar]"):
        expect(page.locator(other).first).to_be_hidden()


def test_without_scripts_it_is_a_list_with_boxes(public: PublicPortal, window: Callable[..., Page]) -> None:
    page = window(java_script_enabled=False)
    page.goto(public.at("guide"))

    page.locator(".checklist__box").first.check()

    expect(page.locator("[data-checklist-bar]")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".checklist__box").first).to_be_visible()
