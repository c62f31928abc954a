"""The portal as a browser meets it: a live server, and the worker's turns taken when a test says so."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from portal.jobs.worker import drain
from portal.publication.runner import Worker


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


def violations(results: Any) -> list[str]:
    """What axe found, one line for each rule and element."""
    return [
        f"{found['id']} ({found['impact']}): {' '.join(map(str, node['target']))}"
        for found in results.response["violations"]
        for node in found["nodes"]
    ]
