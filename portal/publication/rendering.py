"""Plain values in which a page hands its public facts to the log; the log knows no page, no Wagtail."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

BEGINNING = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
END_OF_TIME = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)

# What the detail form has and the list form (events, feeds, lists) has not, so that an event stays under 20 kB.
DETAIL_ONLY = frozenset({"body_text", "body_html", "clauses", "entries", "contents", "graphic"})

# Texts of a list form are cut here; the detail form has them whole.
LIST_TEXT_LIMIT = 600


@dataclass(frozen=True)
class Span:
    """On `axis` ("status" or "validity") the value holds for starts_at ≤ t < ends_at (UTC instants).

    The spans of one axis partition the time from BEGINNING to END_OF_TIME. `opens_at` and `closes_at` are the
    effective instants of the window that decides in that span, or None.
    """

    axis: str
    value: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    opens_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None


@dataclass(frozen=True)
class Boundary:
    """An instant at which the clock alone changes something that the public should be told.

    `cause` is the id of the happening that last moved it ("" for none): the sweeper fires once per
    (window, name, due instant, cause).
    """

    window_id: str
    name: str
    due_at: dt.datetime
    cause: str = ""
    item: str = ""


@dataclass(frozen=True)
class Rendering:
    """Everything the log needs of one public record. `detail` holds codes, not labels, and no computed status."""

    id: UUID
    kind: str
    subtype: str
    title: str
    number: str
    path: str
    date: dt.date | None
    level_rank: int
    detail: dict[str, Any]
    codes: dict[str, list[str]]
    spans: tuple[Span, ...]
    boundaries: tuple[Boundary, ...]
    stamp: Callable[[dict[str, Any], dt.datetime], dict[str, Any]] = field(compare=False)


def list_form(detail: dict[str, Any]) -> dict[str, Any]:
    """The list form of a detail form: without the long members, long texts cut with an ellipsis."""
    return {name: _shorten(value) for name, value in detail.items() if name not in DETAIL_ONLY}


def _shorten(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LIST_TEXT_LIMIT:
        return value[: LIST_TEXT_LIMIT - 1] + "…"
    if isinstance(value, list):
        return [_shorten(member) for member in value]
    if isinstance(value, dict):
        return {name: _shorten(member) for name, member in value.items()}
    return value


def changed_fields(old: dict[str, Any], new: dict[str, Any]) -> list[dict[str, Any]]:
    """Top-level difference of two forms as `[{field, old, new}]`, in the new form's order."""
    names = list(new) + [name for name in old if name not in new]
    return [
        {"field": name, "old": old.get(name), "new": new.get(name)} for name in names if old.get(name) != new.get(name)
    ]
