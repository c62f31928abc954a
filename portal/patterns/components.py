"""Every component with what it is called with: one entry per template in components/, or a test fails.

Badges are made by tags and buttons are a class of links and buttons: their specimens are templates of the page itself.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from portal.patterns import records
from portal.publication.kinds import KINDS
from portal.windows.status import StatusValue

ICONS = (
    "search", "menu", "close", "large", "contrast", "phone", "calendar", "clock", "share", "feed", "print", "download",
    "link", "place", "file", "check", "warning", "info", "filter", "arrow",
)  # fmt: skip
HERE = "/_patterns/components/"


@dataclass(frozen=True)
class Component:
    """What is shown and the contexts in which it is; `look` says how they stand together, `folder` where it lies."""

    name: str
    contexts: list[dict[str, Any]] = field(default_factory=list)
    look: str = "stack"
    folder: str = "components"

    @property
    def template(self) -> str:
        """The template's name."""
        return f"{self.folder}/{self.name}.html"


def components(now: dt.datetime) -> list[Component]:
    """All of them, with real records where they show records."""
    calls = records.calls(now)
    return [
        Component("card", _cards(calls, now), "cards"),
        Component("badge", _badges(), "row", "patterns"),
        Component("key_figure", _figures(len(calls)), "row"),
        Component("button", _buttons(), "row", "patterns"),
        Component("chip", _chips(), "row"),
        Component("notice", _notices()),
        Component("checklist", [{"of": "patterns", "materials": _materials()}]),
        Component("breadcrumbs", [_crumbs(calls)]),
        Component("pager", [{"page": 2, "pages": 9, "previous_url": HERE, "next_url": HERE}]),
        Component("icon", [{"icon": icon} for icon in ICONS], "row"),
    ]


def _cards(calls: list[dict[str, Any]], now: dt.datetime) -> list[dict[str, Any]]:
    others = [found for kind in ("policy-products", "policies", "guides") for found in records.of_kind(kind, now)]
    told = [{"record": call, "amount": call["amount"], "show_text": True} for call in calls]
    return [*told, *({"record": other, "amount": other["amount"], "show_kind": True} for other in others)]


def _badges() -> list[dict[str, Any]]:
    statuses = [{"status": status.value, "kind": "notices"} for status in StatusValue]
    validities = ("in_force", "amended", "partly", "not_yet", "expired", "repealed")
    return [*statuses, {"status": "cancelled", "kind": "activities"}, *({"validity": value} for value in validities)]


def _figures(open_calls: int) -> list[dict[str, Any]]:
    kinds = [
        {"number": number, "name": KINDS[kind].label, "url": f"/{kind}/"} for kind, number in records.totals().items()
    ]
    return [{"number": open_calls, "name": _("Calls open now"), "url": "/notices/", "accent": True}, *kinds[:3]]


def _buttons() -> list[dict[str, Any]]:
    apply, search = _("Go to the application"), _("Search")
    return [
        {"name": apply, "url": HERE},
        {"name": apply, "url": HERE, "look": "accent", "icon": "arrow"},
        {"name": search, "look": "secondary", "icon": "search"},
        {"name": _("Share"), "look": "quiet", "icon": "share"},
    ]


def _chips() -> list[dict[str, Any]]:
    return [
        {"name": _("Closing soon"), "url": HERE, "removes": True},
        {"name": _("Newly opened"), "url": HERE, "count": 13},
        {"name": _("Activities"), "url": HERE, "count": 207, "current": True},
    ]


def _notices() -> list[dict[str, Any]]:
    text = _("The text at the source prevails.")
    tones = ("", "info", "good", "bad")
    told = [{"tone": tone, "title": _("The time is still to be announced."), "text": text} for tone in tones]
    return [*told, {"text": text, "url": HERE, "name": _("Look at the document")}]


def _materials() -> list[dict[str, Any]]:
    return [
        {"id": "form", "name": _("Application form"), "required": True, "copies": 2},
        {
            "id": "proof",
            "name": _("Business licence"),
            "required": False,
            "note": _("The text at the source prevails."),
        },
    ]


def _crumbs(calls: list[dict[str, Any]]) -> dict[str, Any]:
    here = calls[0]["title"] if calls else _("Patterns")
    return {"parent_path": "/notices/", "parent_name": _("Open calls"), "here": here}
