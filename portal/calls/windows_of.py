"""A page's windows for the screen: the public form as it is now, window by window."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from portal.pages.models import PortalPage
from portal.windows.clock import period_from_json
from portal.windows.models import WindowEvent
from portal.windows.status import Period, Status, period_status


@dataclass(frozen=True)
class OneWindow:
    """A window, the call item it belongs to ("" where the page itself has it), and what happened, newest last."""

    period: Period
    item: str
    form: dict[str, Any]
    events: tuple[WindowEvent, ...]

    @property
    def id(self) -> str:
        """The permanent id."""
        return self.period.id

    def status(self, at: dt.datetime) -> Status:
        """At an instant."""
        return period_status(self.period, at)


def has_windows(page: Page) -> bool:
    """Whether pages of this kind have windows: calls, disclosures, activities."""
    return isinstance(page, PortalPage) and (hasattr(page, "windows") or page.kind == "notices")


def windows_of(page: PortalPage) -> list[OneWindow]:
    """Of the page as it is published, in the order of its items."""
    form = page.representation()
    holders = form["items"] if "items" in form else [form | {"name": ""}]
    pairs = [(holder["name"], window) for holder in holders for window in holder.get("windows", ())]
    events: dict[str, list[WindowEvent]] = {}
    rows = WindowEvent.objects.filter(window_id__in=[window["id"] for _, window in pairs])
    for row in rows.select_related("recorded_by", "corrects"):
        events.setdefault(str(row.window_id), []).append(row)
    return [
        OneWindow(period_from_json(window), name, window, tuple(events.get(window["id"], ()))) for name, window in pairs
    ]


def fingerprint(windows: Iterable[OneWindow]) -> str:
    """Tells whether something was recorded, or announced differently, since it was looked at."""
    seen = repr([(one.period.id, one.period.opens_at, one.period.closes_at, one.period.open_ended,
                  sorted(happening.id for happening in one.period.happenings)) for one in windows])  # fmt: skip
    return hashlib.sha256(seen.encode()).hexdigest()[:32]
