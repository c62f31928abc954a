"""The keyboard as people use it who have no mouse: one step at a time, and the eye must find where it stands."""

from typing import Any

from playwright.sync_api import Page

# Where focus stands, whether it can be seen, and what lies over it (WCAG 2.4.7, 2.4.11).
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const faces = [at, ...(at.labels || []), ...[...(at.labels || [])].flatMap(label => [...label.children])];
  // A card's link draws its ring around the whole card, by what it puts over it. Shadows are gone in forced colours.
  const rings = each => ["", "::after"].some(part => {
    const style = getComputedStyle(each, part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  const seen = faces.find(each => each.getBoundingClientRect().width > 1) || at;
  const place = seen.getBoundingClientRect();
  const points = [0.1, 0.5, 0.9].flatMap(x => [0.2, 0.5, 0.8].map(y =>
    document.elementFromPoint(place.left + place.width * x, place.top + place.height * y)));
  const free = points.some(each => each && (seen.contains(each) || each.contains(seen)
    || faces.some(face => face.contains(each))));
  return {what: `${at.tagName.toLowerCase()}.${at.className} ${(at.innerText || at.name || "").trim().slice(0, 30)}`,
          ringed: faces.some(rings), free, main: at.id === "main", wide: box.width};
}"""
MATCHES = "selector => !!document.activeElement && document.activeElement.matches(selector)"
MOST_STEPS = 400


class Lost(AssertionError):
    """Focus cannot be seen, or does not get where it should."""


def step(page: Page) -> dict[str, Any] | None:
    """One Tab; where focus stands now, None once it has left the page. Raises Lost where it cannot be seen."""
    page.keyboard.press("Tab")
    at: dict[str, Any] | None = page.evaluate(FOCUS)
    if at and not at["main"]:
        if not at["ringed"]:
            raise Lost(f"nothing shows that focus is at {at['what']}")
        if not at["free"]:
            raise Lost(f"something lies over {at['what']}")
    return at


def step_to(page: Page, selector: str) -> None:
    """Tab until focus stands at the first thing that matches. Raises Lost when the page ends before."""
    for _ in range(MOST_STEPS):
        at = step(page)
        if page.evaluate(MATCHES, selector):
            return
        if at is None:
            break
    raise Lost(f"the keyboard does not reach {selector}")


def walk(page: Page) -> list[str]:
    """Every stop from the top of the page to its end. Raises Lost where focus is caught."""
    stops: list[str] = []
    for _ in range(MOST_STEPS):
        at = step(page)
        if at is None:
            return stops
        stops.append(at["what"])
    raise Lost(f"the keyboard does not leave the page: {stops[-5:]}")
