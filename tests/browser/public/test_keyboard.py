"""By keyboard alone: from the first page to a call that fits, its feed, and back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.public.keys import step, step_to, walk
from tests.browser.public.pages import PAGES
from tests.browser.public.served import PublicPortal
from tests.browser.windows import PHONE, WIDE

SEARCH = "main input[type=search]"
WALKED = (
    "home",
    "supermarket",
    "calls",
    "calendar",
    "call",
    "policy",
    "scheme",
    "guide",
    "compare",
    "figures",
    "kiosk",
)


@pytest.mark.parametrize("other", [False, True], ids=["base", "park"])
def test_from_home_to_a_result_its_feed_and_back(
    public: PublicPortal, window: Callable[..., Page], other: bool
) -> None:
    page = window(viewport=PHONE)
    page.goto(public.at("/", other=other))

    skip_to_the_content(page)
    step_to(page, SEARCH)
    page.keyboard.type("专利")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?*")
    choose_a_facet(page)
    chosen = page.url
    step_to(page, ".hit__title a")
    page.keyboard.press("Enter")
    expect(page.locator("article h1, main h1").first).to_be_visible()
    assert page.url != chosen
    # The key for it belongs to the browser's window, which there is none of here.
    page.go_back()
    page.wait_for_url(chosen)
    step_to(page, "main a[href*='.atom'], main a[href*='/atom'], main a[href*='feed']")


def skip_to_the_content(page: Page) -> None:
    """The first stop leads past the header."""
    assert step(page)
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def choose_a_facet(page: Page) -> None:
    """Open the sheet, tick the first choice, take it over."""
    before = page.url
    step_to(page, "main form summary")
    page.keyboard.press("Enter")
    step_to(page, "main form input[type=checkbox], main form input[type=radio]")
    page.keyboard.press("Space")
    step_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280 px", "390 px"])
@pytest.mark.parametrize("name", WALKED)
def test_focus_is_seen_at_every_stop_and_leaves_the_page(
    public: PublicPortal, window: Callable[..., Page], name: str, size: dict[str, int]
) -> None:
    # On the phone with the reader's own colours, which leave no shadow and no background.
    page = window(viewport=size, forced_colors="active" if size is PHONE else "none")
    page.goto(public.at(PAGES[name]))

    stops = walk(page)

    assert len(stops) > 1
