"""The interface is in one language: English under /en/, Chinese elsewhere; what stays Chinese in English says so."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.public.looks import words_in_other_language
from tests.browser.public.pages import PAGES
from tests.browser.public.served import PublicPortal

CHINESE = "[\\u3400-\\u9fff]"
LATIN_ALONE = "^[^\\u3400-\\u9fff]*[A-Za-z]{3,}[^\\u3400-\\u9fff]*$"
# What has no other name, and what is typed rather than read.
NAMES = {
    "API", "Atom", "CSV", "DCAT", "English", "Example", "Feed", "GitHub", "HTML", "JSON", "OpenAPI", "PDF", "Park",
    "RSS", "SHA", "SQLite", "cursor", "sha", "Turtle", "XLSX", "Excel", "iCalendar",
}  # fmt: skip
TYPED = re.compile(r"\S*[/@*_.]\S*|\b[0-9a-f]{12,}\b|\b[A-Z]{2,6}\b")
# Parts of a page that hold no word of a record.
INTERFACE = "header nav, header form, footer h2, footer ul a, main button, main legend, main label[for], .skip-link"
SITES_OWN_WORDS = "[hreflang], .header__words"


@pytest.fixture(scope="module")
def page(window: Callable[..., Page]) -> Page:
    """One window for all."""
    return window()


@pytest.mark.parametrize("name", [name for name in PAGES if name != "english"])
def test_chinese_page_has_no_english_interface(public: PublicPortal, page: Page, name: str) -> None:
    page.goto(public.at(PAGES[name]))

    found = words_in_other_language(page, "zh", LATIN_ALONE)

    read = {text: set(re.findall(r"[A-Za-z]{3,}", TYPED.sub("", text))) - NAMES for text in found}
    assert [text for text, words in read.items() if words] == []


@pytest.mark.parametrize("name", [name for name in PAGES if name != "english"])
def test_english_page_has_no_chinese_interface_and_marks_what_is_chinese(
    public: PublicPortal, page: Page, name: str
) -> None:
    path = public.at(PAGES[name]).removeprefix(public.base)
    page.goto(f"{public.base}/en{path}")

    assert words_in_other_language(page, "en", CHINESE) == []
    # Our own words stand beside the records': there the records' mark would hide a word that is not translated.
    words = page.locator(INTERFACE).evaluate_all(
        "(all, own) => all.filter(each => !each.matches(own)).map(each => each.innerText)", SITES_OWN_WORDS
    )
    assert [text for text in words if re.search(CHINESE, text)] == []
