"""Each type of page in both themes, opened once: for eyes, ears and hands of every kind, and with nothing amiss."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser.public import looks
from tests.browser.public.axe import ALL, COLOURS, STRONG, violations
from tests.browser.public.pages import PAGES, STATUS
from tests.browser.public.served import PublicPortal
from tests.browser.windows import PHONE, WIDE

NARROW = {"width": 320, "height": 640}
# What is left of 1280 × 900 when everything is twice as large.
ZOOMED = {"width": 640, "height": 450}
# Between two palettes only colours differ: the other rules need not be asked again.
LOOKS = [
    (WIDE, "light", "", ALL), (WIDE, "dark", "", COLOURS), (PHONE, "light", "", ALL), (PHONE, "dark", "", COLOURS),
    (PHONE, "light", "contrast large", STRONG), (PHONE, "dark", "contrast large", STRONG),
]  # fmt: skip
# The second theme shares most templates with the first; the long form (HUIQI_LONG) opens every page in both.
SHARED_OUT = (
    "home", "supermarket", "calls-chosen", "calendar", "search", "figures", "call", "product", "guide", "publicity",
    "compare", "versions", "kiosk-item", "answers", "withdrawn", "english",
)  # fmt: skip
CASES = [("base", name) for name in PAGES]
CASES += [("park", name) for name in (PAGES if os.environ.get("HUIQI_LONG") else SHARED_OUT)]
UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true })"
LANDMARKS = {"banner", "main", "contentinfo"}
# Screens of the terminal and the page that is kept for days without a network stand alone.
ALONE = ("kiosk", "offline")


@dataclass
class Opened:
    """A page in its window, with what the browser said while it came."""

    name: str
    page: Page
    host: str
    status: int = 0
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Errors and warnings; that the page itself is refused is no error of its own."""
        refused = self.status in (0, STATUS.get(self.name)) and message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not (refused and self.name in STATUS):
            self.said.append(f"{message.text} ({message.location.get('url')})")

    def ask(self, request: Request) -> None:
        """Whom the browser turned to."""
        self.asked.append(request.url)


@pytest.fixture(scope="module")
def shared_page(window: Callable[..., Page]) -> Page:
    """One window for all: what it keeps, a reader's browser keeps, too."""
    return window()


@pytest.fixture(scope="module", params=CASES, ids="-".join)
def opened(request: pytest.FixtureRequest, public: PublicPortal, shared_page: Page) -> Iterator[Opened]:
    """The page of a theme, in Chinese, 1280 px wide."""
    theme, name = request.param
    address = public.at(PAGES[name], other=theme != "base")
    found = Opened(name, shared_page, urlsplit(address).netloc)
    shared_page.set_viewport_size(WIDE)
    shared_page.on("console", found.hear)
    shared_page.on("request", found.ask)
    answer = shared_page.goto(address)
    assert answer
    found.status = answer.status
    yield found
    shared_page.remove_listener("console", found.hear)
    shared_page.remove_listener("request", found.ask)


def test_it_comes_with_its_own_files_alone_and_without_complaint(opened: Opened) -> None:
    assert opened.status == STATUS.get(opened.name, 200)

    opened.page.wait_for_load_state("networkidle")

    assert {urlsplit(url).netloc for url in opened.asked if url.startswith("http")} == {opened.host}
    assert opened.said == []


def test_axe_finds_nothing_in_any_look(opened: Opened) -> None:
    found = {}
    # What is folded up is looked at, too.
    opened.page.evaluate(UNFOLD)
    for size, scheme, display, rules in LOOKS:
        opened.page.set_viewport_size(size)
        opened.page.emulate_media(color_scheme=scheme)
        opened.page.evaluate("display => { document.documentElement.dataset.display = display }", display)
        found[f"{size['width']} {scheme} {display}"] = violations(opened.page, rules)
    opened.page.emulate_media(color_scheme="light")
    opened.page.reload()

    assert {look: lines for look, lines in found.items() if lines} == {}


def test_screen_reader_hears_names_landmarks_and_headings_in_order(opened: Opened) -> None:
    opened.page.set_viewport_size(WIDE)

    tree = looks.heard(opened.page)

    assert looks.unnamed(tree) == []
    levels = looks.heading_levels(tree)
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), levels
    if not opened.name.startswith(ALONE):
        assert {each["role"] for each in tree} >= LANDMARKS


@pytest.mark.parametrize("size", [NARROW, ZOOMED, PHONE], ids=["320 px", "200 %", "390 px"])
def test_nobody_scrolls_sideways(opened: Opened, size: dict[str, int]) -> None:
    opened.page.set_viewport_size(size)
    opened.page.emulate_media(color_scheme="light")

    assert looks.too_wide(opened.page) == []


def test_large_type_fits_a_narrow_window(opened: Opened) -> None:
    opened.page.set_viewport_size(NARROW)
    opened.page.evaluate("document.documentElement.dataset.display = 'large'")
    found = looks.too_wide(opened.page)
    opened.page.evaluate("delete document.documentElement.dataset.display")

    assert found == []


def test_spaced_text_is_not_cut_off(opened: Opened) -> None:
    opened.page.set_viewport_size(PHONE)

    assert looks.cut_off_when_spaced(opened.page) == []


def test_nothing_moves_for_those_who_want_it_still(opened: Opened) -> None:
    opened.page.emulate_media(reduced_motion="reduce")
    found = looks.moving(opened.page)
    opened.page.emulate_media(reduced_motion="no-preference")

    assert found == []
