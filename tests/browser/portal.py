"""The portal as a browser meets it: a live server, and the worker's turns taken when a test says so."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from portal.jobs.worker import drain
from portal.publication.runner import Worker

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SETTLING = """document.getAnimations()
  .filter(each => each.effect.getComputedTiming().endTime < Infinity)
  .forEach(each => each.finish())"""


@dataclass
class Portal:
    """`url` is the live server's, without a slash at its end."""

    url: str

    def work(self) -> None:
        """Do all that waits for the worker: jobs, then whatever follows the log."""
        drain()
        Worker().drain()

    def open(self, page: Page, path: str) -> None:
        """Go to an address of the portal."""
        page.goto(f"{self.url}{path}")


def settle(page: Page) -> None:
    """Bring to its end what still moves: text that fades in has another contrast."""
    page.wait_for_load_state()
    page.evaluate(SETTLING)


def violations(results: Any) -> list[str]:
    """What axe found, one line for each rule and element."""
    return [
        f"{found['id']} ({found['impact']}): {' '.join(map(str, node['target']))}"
        for found in results.response["violations"]
        for node in found["nodes"]
    ]
