"""axe-core in a page: put there once, asked as often as the page changes its look."""

from collections.abc import Sequence
from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.windows import settle

ALL = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Rules whose answer may differ between two palettes of one page; high contrast keeps its promise of 7:1, too.
COLOURS = ("color-contrast", "link-in-text-block")
STRONG = (*COLOURS, "color-contrast-enhanced")
LOOK = """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"], preload: false}).then(found =>
  found.violations.flatMap(rule => rule.nodes.map(node =>
    [rule.id, rule.impact, node.target.join(" "), ...node.any.concat(node.all).map(check => check.message)].join(": ")
  )))"""


@cache
def script() -> str:
    """The source of axe-core."""
    return Axe().axe_script


def violations(page: Page, tags: Sequence[str] = ALL) -> list[str]:
    """What axe finds against these rules, or the rules with these tags, one line for each rule and element."""
    settle(page)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(script())
    found: list[str] = page.evaluate(LOOK, list(tags))
    return found
