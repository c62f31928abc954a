"""A second, slow reading of the status rules: it walks a window's life event by event, sharing no code with ours."""

import datetime as dt

from portal.windows.status import Happening, Period

SOON = dt.timedelta(days=7)


def window_word(period: Period, at: dt.datetime) -> tuple[str, dt.datetime | None, dt.datetime | None]:
    """Word, effective opening, effective closing of one window."""
    state = {"opens": period.opens_at, "closes": period.closes_at, "over": False, "held": False}
    forever = period.open_ended and period.closes_at is None
    for happening in sorted(period.happenings, key=lambda found: found.at):
        if happening.at > at:
            break
        forever = _apply(state, happening, forever, period)
    opens, closes = state["opens"], state["closes"]
    if opens is None and closes is None and not forever:
        return "unannounced", opens, closes
    if opens is not None and opens > at:
        return "upcoming", opens, closes
    if state["over"] or (closes is not None and not at < closes):
        return "closed", opens, closes
    if state["held"]:
        return "suspended", opens, closes
    if closes is None:
        return ("open_ended" if forever else "open"), opens, closes
    return ("closing_soon" if at >= closes - SOON else "open"), opens, closes


def _apply(state: dict, happening: Happening, forever: bool, period: Period) -> bool:
    kind = happening.kind
    if kind == "opened":
        state["opens"] = happening.at
    if kind in ("extended", "reopened"):
        state["closes"] = happening.closes_at
        forever = happening.closes_at is None and period.open_ended
    if kind == "reopened":
        state["over"] = False
    if kind in ("quota_reached", "closed_early"):
        state["closes"], state["over"], forever = happening.at, True, False
    if kind == "suspended":
        state["held"] = True
    if kind == "resumed":
        state["held"] = False
    return forever


def word(periods: list[Period], at: dt.datetime) -> str:
    """The word for several windows, by looking for each answer in turn."""
    found = [window_word(period, at) for period in periods]
    if not found:
        return "none"
    acting = [row for row in found if row[0] in ("open", "closing_soon", "open_ended")]
    if acting:
        ending = sorted((row for row in acting if row[2]), key=lambda row: row[2])
        return (ending or acting)[0][0]
    words = {row[0] for row in found}
    return next(word for word in ("suspended", "upcoming", "unannounced", "closed") if word in words)
