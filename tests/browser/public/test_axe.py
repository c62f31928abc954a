"""WCAG 2.2 AA and best practice by axe: every page type, both themes, light and dark, on a phone and on a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.public.axe import ALL, COLOURS, violations
from tests.browser.public.pages import PAGES, STATUS
from tests.browser.public.served import PublicPortal
from tests.browser.windows import PHONE, WIDE

LOOKS = [
    (size, scheme, rules) for size in (WIDE, PHONE) for scheme, rules in (("light", ALL), ("dark", COLOURS))
]  # fmt: skip


@pytest.fixture(scope="module")
def page(window: Callable[..., Page]) -> Page:
    """One window for all: nothing here depends on what came before."""
    return window()


@pytest.mark.parametrize("other", [False, True], ids=["base", "other"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_bars_the_way(public: PublicPortal, page: Page, name: str, other: bool) -> None:
    answer = page.goto(public.at(PAGES[name], other=other))
    assert answer and answer.status == STATUS.get(name, 200)

    found = {}
    for size, scheme, rules in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        found[f"{size['width']} {scheme}"] = violations(page, rules)

    assert {look: lines for look, lines in found.items() if lines} == {}
