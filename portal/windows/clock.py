"""Puts the clock on a stored form: status, opens_at, closes_at and validity at an instant, and nothing else."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from portal.publication.rendering import Boundary, Span
from portal.windows.instants import parse_instant, rfc3339
from portal.windows.status import Happening, Period, Status, status
from portal.windows.timeline import boundaries, instants_of, moved_deadlines, tabulate
from portal.windows.validity import facts_from_json, validity, validity_boundaries, validity_spans

CANCELLED = "cancelled"
Form = Mapping[str, Any]


def stamp(document: Form, at: dt.datetime) -> dict[str, Any]:
    """A copy of a detail or list form with the computed members filled in for the instant `at`."""
    stamped = {name: value for name, value in document.items() if name != "validity_facts"}
    stamped |= _status_members(_status_at(periods_of(document), _cancelled_at(document), at))
    if "items" in document:
        stamped["items"] = [
            item | _status_members(status(_periods(item), at)) if "windows" in item else item
            for item in document["items"]
        ]
    if "validity_facts" in document:
        stamped["validity"] = validity(facts_from_json(document["validity_facts"]), at)
    if "policies" in document:
        stamped["policies"] = [_basis(row, at) for row in document["policies"]]
    return stamped


def _basis(row: Any, at: dt.datetime) -> Any:
    """What a record rests on, with the validity that its document has at `at`."""
    if not (isinstance(row, Mapping) and "validity_facts" in row):
        return row
    facts = row["validity_facts"]
    stamped = {name: value for name, value in row.items() if name != "validity_facts"}
    return stamped | {"validity": validity(facts_from_json(facts), at) if facts else None}


def _status_at(periods: list[Period], cancelled: dt.datetime | None, at: dt.datetime) -> Status:
    """From its cancellation on an activity is cancelled, whatever its windows say."""
    found = status(periods, at)
    return Status(CANCELLED, found.opens_at, found.closes_at) if cancelled and at >= cancelled else found


def _status_members(found: Status) -> dict[str, Any]:
    return {
        "status": str(found.value),
        "opens_at": rfc3339(found.opens_at) if found.opens_at else None,
        "closes_at": rfc3339(found.closes_at) if found.closes_at else None,
    }


def _cancelled_at(document: Form) -> dt.datetime | None:
    text = document.get("cancelled_at")
    return parse_instant(text) if text else None


def periods_of(document: Form) -> list[Period]:
    """The windows that decide: a call's items' (records of upstream applications only where there is nothing else)."""
    if "items" not in document:
        return _periods(document)
    items = document["items"]
    counted = [item for item in items if item["purpose"] != "upstream_record"] or items
    return [period for item in counted for period in _periods(item)]


def _periods(holder: Form) -> list[Period]:
    return [period_from_json(window) for window in holder.get("windows", ())]


def period_from_json(window: Form) -> Period:
    """A window of a stored form as the pure function's value."""

    def instant(text: str | None) -> dt.datetime | None:
        return parse_instant(text) if text else None

    return Period(
        id=window["id"],
        purpose=window["purpose"],
        opens_at=instant(window["opens_at"]),
        closes_at=instant(window["closes_at"]),
        open_ended=window["open_ended"],
        text=window["text"] or "",
        happenings=tuple(
            Happening(
                row["id"],
                row["kind"],
                parse_instant(row["at"]),
                instant(row.get("closes_at")),
                opens_at=instant(row.get("opens_at")),
                open_ended=row.get("open_ended", False),
            )  # fmt: skip
            for row in window.get("happenings", ())
        ),
    )


def spans_of(document: Form) -> tuple[Span, ...]:
    """Status (and validity, where the form has its facts) for all time: `stamp` tabulated."""
    periods, cancelled = periods_of(document), _cancelled_at(document)
    instants = {at for period in periods for at in instants_of(period)} | ({cancelled} if cancelled else set())
    spans = tabulate("status", instants, lambda at: _status_at(periods, cancelled, at))
    if "validity_facts" in document:
        spans += validity_spans(facts_from_json(document["validity_facts"]))
    return spans


def boundaries_of(document: Form) -> tuple[Boundary, ...]:
    """Everything the clock will do to the record: each window by itself, and its validity."""
    holders = document.get("items") or [document]
    found = [
        boundary
        for holder in holders
        for period in _periods(holder)
        for told in (boundaries, moved_deadlines)
        for boundary in told(period, holder["id"] if "items" in document else "")
    ]
    if "validity_facts" in document and document.get("kind") == "policies":
        found += validity_boundaries(facts_from_json(document["validity_facts"]))
    cancelled = _cancelled_at(document)
    return tuple(boundary for boundary in found if not cancelled or boundary.due_at < cancelled)


def period_of(document: Form, window_id: str) -> Period | None:
    """The window of that id in a stored form, wherever it stands; None if there is none."""
    holders = document.get("items") or [document]
    return next((period for holder in holders for period in _periods(holder) if period.id == window_id), None)
