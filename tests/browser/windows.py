"""Windows of a browser: their sizes, and how to let one come to rest."""

from playwright.sync_api import Page

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SETTLING = """document.getAnimations()
  .filter(each => each.effect.getComputedTiming().endTime < Infinity)
  .forEach(each => each.finish())"""


def settle(page: Page) -> None:
    """Bring to its end what still moves: text that fades in has another contrast."""
    page.wait_for_load_state()
    page.evaluate(SETTLING)
