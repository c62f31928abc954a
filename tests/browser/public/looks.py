"""What a page shows to those who enlarge, space, recolour or listen to it; each finding is a line for people."""

import re
from typing import Any

from playwright.sync_api import Page

# WCAG 1.4.12, word for word.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }"""
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= room) return [];
  const over = [...document.body.querySelectorAll("*")].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && box.right > room + 1;
  }).slice(0, 5);
  return over.map(each => `${each.tagName.toLowerCase()}.${each.className}`);
}"""
CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter(each => {
  const style = getComputedStyle(each), box = each.getBoundingClientRect();
  const cuts = ["hidden", "clip"].includes(style.overflowY) && style.webkitLineClamp === "none";
  // One pixel is what only a screen reader finds.
  return cuts && box.height > 1 && each.innerText && each.scrollHeight > each.clientHeight + 1;
}).map(each => `${each.tagName.toLowerCase()}.${each.className}: ${each.innerText.slice(0, 40)}`)"""
MOVING = """() => document.getAnimations().filter(each => each.effect.getComputedTiming().activeDuration > 10)
  .map(each => `${each.effect.target.tagName.toLowerCase()}.${each.effect.target.className}`)"""
WORDS = """([language, foreign]) => {
  const wrong = new RegExp(foreign, "u"), found = new Set();
  const look = (element, text) => {
    const said = (element.closest("[lang]") || document.documentElement).lang;
    if (said.startsWith(language) && !element.closest("script, style, code, pre, .source") && wrong.test(text))
      found.add(text.trim().slice(0, 80));
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) look(texts.currentNode.parentElement, texts.currentNode.data);
  for (const name of ["aria-label", "aria-description", "placeholder", "title", "alt"])
    for (const element of document.querySelectorAll(`body [${name}]`)) look(element, element.getAttribute(name));
  return [...found];
}"""
NAMED = ("article", "button", "checkbox", "combobox", "dialog", "figure", "form", "heading", "img", "link", "radio",
         "region", "searchbox", "slider", "spinbutton", "table", "textbox")  # fmt: skip
LANDMARKS = ("banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search")
_LINE = re.compile(r"^\s*- (?P<role>[a-z]+)(?: \"(?P<name>(?:[^\"\\]|\\.)*)\")?(?P<rest>.*)$")


def too_wide(page: Page) -> list[str]:
    """What makes the page wider than its window."""
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def cut_off_when_spaced(page: Page) -> list[str]:
    """Texts that are cut off, or make the page too wide, once letters, words and lines are spaced."""
    page.evaluate(SPACING, SPACED)
    found: list[str] = page.evaluate(CUT_OFF) + too_wide(page)
    page.evaluate(SPACING, "")
    return found


# The page's content policy forbids elements of style; sheets made by script are the tester's own.
SPACING = """rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);
  document.adoptedStyleSheets = rules ? [sheet] : []; }"""


def moving(page: Page) -> list[str]:
    """What moves although the reader wants nothing to."""
    found: list[str] = page.evaluate(MOVING)
    return found


def words_in_other_language(page: Page, language: str, foreign: str) -> list[str]:
    """Texts and names said to be in `language` that match the pattern `foreign`."""
    found: list[str] = page.evaluate(WORDS, [language, foreign])
    return found


def heard(page: Page) -> list[dict[str, Any]]:
    """Chromium's accessibility tree as role, name, rest; in the order in which it is read."""
    lines = page.locator("body").aria_snapshot().splitlines()
    return [match.groupdict() for line in lines if (match := _LINE.match(line))]


def unnamed(tree: list[dict[str, Any]]) -> list[str]:
    """What a screen reader can only call by its role; landmarks of one role that nothing tells apart."""
    found = [each["role"] for each in tree if each["role"] in NAMED and not each["name"] and not _spoken(each)]
    for role in LANDMARKS:
        names = [each["name"] or "" for each in tree if each["role"] == role]
        found += [f"{role} {name!r} more than once" for name in set(names) if names.count(name) > 1]
    return found


def _spoken(each: dict[str, Any]) -> bool:
    """Containers are named by what stands in them: a form alone, an article with its heading, a table's caption."""
    return each["role"] in ("article", "form", "table", "figure")


def heading_levels(tree: list[dict[str, Any]]) -> list[int]:
    """The level of every heading, as they come."""
    return [int(match[1]) for each in tree if (match := re.search(r"\[level=(\d)\]", each["rest"]))]
