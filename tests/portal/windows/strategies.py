"""Random windows, documents and validity facts around one month, on whole seconds and on single microseconds."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from portal.windows.instants import rfc3339
from portal.windows.status import Happening, Period
from portal.windows.validity import ValidityFacts

START = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
KINDS = ("opened", "extended", "suspended", "resumed", "quota_reached", "closed_early", "reopened", "corrected")
NEARBY = [dt.timedelta(seconds=s) for s in (-1, 0, 1)] + [dt.timedelta(microseconds=m) for m in (-1, 1)]
WEEK = dt.timedelta(days=7)
# Few distinct hours, so that windows and happenings often meet in one instant; 16:00 UTC ends a Shanghai day.
instants = st.builds(
    lambda days, hour, micro: START + dt.timedelta(days=days, hours=hour, microseconds=micro),
    st.integers(0, 60),
    st.sampled_from([1, 9, 16]),
    st.sampled_from([0, 0, 1, 999_999]),
)
days = st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))


@st.composite
def corrections(draw: st.DrawFn, number: int) -> Happening:
    """What an announcement should have said: an opening, a closing, both, or 长期."""
    says = draw(st.sampled_from(["opens", "closes", "both", "forever", "forever_from"]))
    opens = draw(instants) if says in ("opens", "both", "forever_from") else None
    closes = draw(instants) if says in ("closes", "both") else None
    if opens and closes and closes <= opens:
        opens, closes = closes, opens + dt.timedelta(seconds=1)
    forever = says.startswith("forever")
    return Happening(f"h{number}", "corrected", draw(instants), closes, opens_at=opens, open_ended=forever)


@st.composite
def happenings(draw: st.DrawFn, number: int) -> Happening:
    """One of any kind; reopening names a new closing time or leaves it to what stood before."""
    kind = draw(st.sampled_from(KINDS))
    if kind == "corrected":
        return draw(corrections(number))
    closes = {"extended": instants, "reopened": st.none() | instants}.get(kind, st.none())
    return Happening(f"h{number}", kind, draw(instants), draw(closes))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Every shape an editor can announce: both instants, one, none, 长期, prose only; up to five happenings."""
    shape = draw(st.sampled_from(["both", "both", "opens", "closes", "forever", "forever_from", "prose"]))
    opens = draw(instants) if shape in ("both", "opens", "forever_from") else None
    closes = draw(instants) if shape in ("both", "closes") else None
    if opens and closes and closes <= opens:
        opens, closes = closes, opens + dt.timedelta(seconds=1)
    found = [draw(happenings(number)) for number in range(draw(st.integers(0, 5)))]
    return Period(
        f"w{draw(st.integers(0, 999))}", "apply", opens, closes, shape.startswith("forever"), "", tuple(found)
    )


facts = st.builds(
    ValidityFacts,
    effective_from=st.none() | days,
    valid_from=st.none() | days,
    valid_to=st.none() | days,
    override=st.sampled_from(["", "", "not_yet", "in_force", "partly", "amended", "repealed", "expired"]),
    override_from=st.none() | days,
    relations=st.lists(
        st.tuples(st.sampled_from(["repealed", "superseded", "partly", "amended"]), st.none() | days), max_size=3
    ).map(tuple),
)


def grid(found: list[Period]) -> list[dt.datetime]:
    """Every instant of the windows, 1 s and 1 µs around it, and the same a closing-soon week before."""
    named = {instant for period in found for instant in (period.opens_at, period.closes_at)}
    named |= {
        instant for period in found for row in period.happenings for instant in (row.at, row.opens_at, row.closes_at)
    }
    known = {instant for instant in named if instant}
    return [edge + step for edge in known | {instant - WEEK for instant in known} for step in NEARBY]


def window_json(period: Period) -> dict[str, Any]:
    """The public form of a window."""

    def text(instant: dt.datetime | None) -> str | None:
        return rfc3339(instant) if instant else None

    rows = [
        {
            "id": row.id,
            "kind": row.kind,
            "at": text(row.at),
            "closes_at": text(row.closes_at),
            "reason": None,
            "opens_at": text(row.opens_at),
            "open_ended": row.open_ended,
        }  # fmt: skip
        for row in period.happenings
    ]
    return {
        "id": period.id, "purpose": period.purpose, "opens_at": text(period.opens_at),
        "closes_at": text(period.closes_at), "open_ended": period.open_ended, "text": None, "milestones": [],
        "happenings": rows,
    }  # fmt: skip


def facts_json(given: ValidityFacts) -> dict[str, Any]:
    """The stored form of validity facts."""

    def text(day: dt.date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "effective_from": text(given.effective_from), "valid_from": text(given.valid_from),
        "valid_to": text(given.valid_to), "override": given.override or None,
        "override_from": text(given.override_from),
        "relations": [{"kind": kind, "on": text(on)} for kind, on in given.relations],
    }  # fmt: skip


def window_lists(most: int = 3) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Up to `most` windows in their public form."""
    return st.lists(periods().map(window_json), max_size=most)


calls = st.fixed_dictionaries({
    "kind": st.just("notices"),
    "items": st.lists(
        st.fixed_dictionaries({
            "id": st.uuids().map(str),
            "purpose": st.sampled_from(["survey", "upstream_record", "application", "claim"]),
            "windows": window_lists(2),
        }),
        max_size=3,
    ),
})  # fmt: skip
activities = st.fixed_dictionaries({
    "kind": st.just("activities"),
    "cancelled_at": st.none() | instants.map(rfc3339),
    "windows": window_lists(),
})  # fmt: skip
disclosures = st.fixed_dictionaries({"kind": st.just("disclosures"), "windows": window_lists()})
policies = st.fixed_dictionaries({"kind": st.just("policies"), "validity_facts": facts.map(facts_json)})
documents = calls | activities | disclosures | policies
