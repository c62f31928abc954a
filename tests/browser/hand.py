"""A person's hand: does what a person does, counts clicks and fields typed into, and tells how long each step took."""

import os
import time
from pathlib import Path

from playwright.sync_api import Locator, Page

# Where pictures of each step go; none are taken without it.
SHOTS = "HUIQI_SCREENSHOTS"


class Hand:
    """`steps` are (what, clicks, fields, seconds); `page` is the window."""

    def __init__(self, page: Page, who: str) -> None:
        self.page, self.who = page, who
        self.steps: list[tuple[str, int, int, float]] = []
        self.clicks = self.fields = 0
        self._began = time.monotonic()

    def click(self, target: Locator) -> None:
        """One click on the only such thing there is to be seen."""
        target.click()
        self.clicks += 1

    def type(self, target: Locator, text: str) -> None:
        """Into a field, in the place of what is there."""
        target.fill(text)
        self.fields += 1

    def choose_file(self, target: Locator, path: Path) -> None:
        """A click on the field and one in the window of the system."""
        target.set_input_files(path)
        self.clicks += 2

    def done(self, what: str) -> None:
        """A step is over: remember what it took, take a picture if pictures are wanted."""
        before = [sum(column) for column in zip(*((step[1], step[2], step[3]) for step in self.steps), strict=True)]
        clicks, fields, seconds = before or (0, 0, 0.0)
        now = time.monotonic() - self._began
        self.steps.append((what, self.clicks - clicks, self.fields - fields, now - seconds))
        if folder := os.environ.get(SHOTS):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{self.who}-{len(self.steps)}-{what}.png")

    def told(self) -> str:
        """The steps as lines, then their sum."""
        lines = [f"{self.who}: {what}: {clicks} clicks, {fields} fields, {seconds:.1f} s"
                 for what, clicks, fields, seconds in self.steps]  # fmt: skip
        seconds = sum(step[3] for step in self.steps)
        return "\n".join([*lines, f"{self.who}: {self.clicks} clicks, {self.fields} fields, {seconds:.1f} s"])
