"""A second reading of the rules, slow and declarative: it asks what was last said about each fact, and has no state."""

import datetime as dt

from portal.windows.instants import SHANGHAI
from portal.windows.status import Happening, Period
from portal.windows.validity import ValidityFacts

SOON = dt.timedelta(days=7)
Reading = tuple[str, dt.datetime | None, dt.datetime | None]


def window_reading(period: Period, at: dt.datetime) -> Reading:
    """Word, effective opening, effective closing of one window."""
    past = sorted((row for row in period.happenings if row.at <= at), key=lambda row: row.at)
    said = [row.at if row.kind == "opened" else row.opens_at for row in past if row.kind in ("opened", "corrected")]
    opens = ([period.opens_at] + [instant for instant in said if instant])[-1]
    closes = _closing(period, past)
    holds = [row.kind for row in past if row.kind in ("suspended", "resumed")]
    forever = _forever(period, past) and closes is None
    if not opens and not closes and not forever:
        return "unannounced", opens, closes
    if opens and opens > at:
        return "upcoming", opens, closes
    if closes and closes <= at:
        return "closed", opens, closes
    if holds[-1:] == ["suspended"]:
        return "suspended", opens, closes
    if forever:
        return "open_ended", opens, closes
    return "closing_soon" if closes and closes <= at + SOON else "open", opens, closes


def _deadline(period: Period, past: list[Happening]) -> dt.datetime | None:
    kinds = ("extended", "reopened", "corrected")
    moved = [row.closes_at for row in past if row.kind in kinds and (row.closes_at or row.open_ended)]
    return (moved or [period.closes_at])[-1]


def _forever(period: Period, past: list[Happening]) -> bool:
    """What the last word on the end says, be it the announcement's or its correction's."""
    said = [row.open_ended for row in past if row.kind == "corrected" and (row.closes_at or row.open_ended)]
    return (said or [period.open_ended])[-1]


def _closing(period: Period, past: list[Happening]) -> dt.datetime | None:
    """The deadline, unless the window was ended since it was last reopened: then that instant, if it came first."""
    reopened = max((number for number, row in enumerate(past) if row.kind == "reopened"), default=-1)
    for number, row in enumerate(past):
        if number > reopened and row.kind in ("quota_reached", "closed_early"):
            known_then = _deadline(period, past[:number])
            return row.at if known_then is None else min(row.at, known_then)
    return _deadline(period, past)


def acceptable(periods: list[Period], at: dt.datetime) -> set[Reading]:
    """The readings that the rule for several windows allows; more than one only where windows tie."""
    found = [window_reading(period, at) for period in periods]
    acting = {row for row in found if row[0] in ("open", "closing_soon", "open_ended")}
    if acting:
        ends = [row[2] for row in acting if row[2]]
        return {row for row in acting if row[2] == min(ends)} if ends else acting
    for word in ("suspended", "upcoming", "unannounced", "closed"):
        if rows := {row for row in found if row[0] == word}:
            if word == "upcoming":
                return {row for row in rows if row[1] == min(other[1] for other in rows if other[1])}
            if word == "closed":
                return {row for row in rows if row[2] == max(other[2] for other in rows if other[2])}
            return rows
    return {("none", None, None)}


def validity_word(facts: ValidityFacts, at: dt.datetime) -> str | None:
    """Validity by comparing Shanghai calendar days, never instants."""
    today = at.astimezone(SHANGHAI).date()
    holding = {kind for kind, on in facts.relations if on is None or on <= today}
    begins = facts.effective_from if facts.effective_from else facts.valid_from
    answers = [
        (facts.override, bool(facts.override) and not (facts.override_from and today < facts.override_from)),
        ("repealed", bool(holding & {"repealed", "superseded"})),
        ("expired", facts.valid_to is not None and today > facts.valid_to),
        ("not_yet", begins is not None and today < begins),
        ("partly", "partly" in holding),
        ("amended", "amended" in holding),
        ("in_force", begins is not None or facts.valid_to is not None),
    ]
    return next((word for word, applies in answers if applies), None)
