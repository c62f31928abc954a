"""What filters know of a record, as JSON: kept with the item and, before and after, with every event."""

import datetime as dt
from typing import Any

from portal.publication.rendering import Rendering, Span

# Members of the detail form that typed filters look at, beside the codes.
MEMBERS = ("amount", "issued_on")


def facts_of(rendering: Rendering) -> dict[str, Any]:
    """{kind, subtype, number, date, codes, spans, …MEMBERS}: codes by facet, spans as rows, instants in ISO 8601."""
    return {
        "kind": rendering.kind,
        "subtype": rendering.subtype,
        "number": rendering.number,
        "date": rendering.date.isoformat() if rendering.date else None,
        "codes": rendering.codes,
        "spans": [_row(span) for span in rendering.spans],
        **{name: rendering.detail[name] for name in MEMBERS if name in rendering.detail},
    }


def instant_before(facts: dict[str, Any], time: dt.datetime) -> dt.datetime:
    """The last instant as at which readers were told of a record before an event at `time`."""
    untold = facts.get("untold_since")
    return min(time, dt.datetime.fromisoformat(untold) if untold else time) - dt.timedelta(microseconds=1)


def _row(span: Span) -> list[str | None]:
    instants = (span.starts_at, span.ends_at, span.opens_at, span.closes_at)
    return [span.axis, span.value, *(instant.isoformat() if instant else None for instant in instants)]


def spans_of(facts: dict[str, Any]) -> tuple[Span, ...]:
    """The tabulated status and validity of stored facts."""
    read = dt.datetime.fromisoformat
    return tuple(
        Span(axis, value, read(starts), read(ends), read(opens) if opens else None, read(closes) if closes else None)
        for axis, value, starts, ends, opens, closes in facts["spans"]
    )
