"""A month of calls, day by day: what opens and what closes, with the list's own filter (`?view=calendar`)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from portal.windows.instants import SHANGHAI
from search.results.asked import Asked
from search.results.dated import Dated, dated
from search.results.months import Month

IN_A_CELL = 3
CLOSES, OPENS = "closes", "opens"


def calendar_of(asked: Asked, at: dt.datetime) -> dict[str, Any]:
    """`month` and the ways to others; `weeks` of days `{date, inside, today, entries, more}`; `days` with entries."""
    month = asked.month or Month.of(at)
    windows, cut = dated(asked, at, month.starts_at, month.ends_at)
    entries = entries_of(windows)
    today = at.astimezone(SHANGHAI).date()
    weeks = [[_cell(day, month, today, entries) for day in week] for week in month.weeks()]
    days = [cell for week in weeks for cell in week if cell["inside"] and cell["entries"]]
    return {
        **turning(asked, month, Month.of(at)),
        "weeks": weeks,
        "days": days,
        "total": sum(len(day["entries"]) for day in days),
        "cut": cut,
    }


def turning(asked: Asked, month: Month, present: Month, step: int = 1) -> dict[str, Any]:
    """The month in words and the addresses of those around it; None at the ends of the calendar."""
    before, after = month.moved(-step), month.moved(step)
    return {
        "month": str(month),
        "title": month_words(month),
        "previous_url": asked.change(month=str(before)) if before != month else None,
        "next_url": asked.change(month=str(after)) if after != month else None,
        "present_url": asked.change(month=None) if month != present else None,
        "previous": month_words(before),
        "next": month_words(after),
    }


def month_words(month: Month) -> str:
    """As people write it."""
    # Translators: 2026年12月
    return gettext("%(year)d-%(month)02d") % {"year": month.year, "month": month.number}


def entries_of(windows: Iterable[Dated]) -> dict[dt.date, list[dict[str, Any]]]:
    """By day what closes, then what opens on it; what closes first stands first."""
    found: dict[dt.date, list[dict[str, Any]]] = {}
    for window in windows:
        for what, day, instant in (
            (CLOSES, window.last_day, window.closes_at),
            (OPENS, window.first_day, window.opens_at),
        ):
            if day and instant:
                found.setdefault(day, []).append({"what": what, "instant": instant, "window": window})
    for entries in found.values():
        entries.sort(key=lambda entry: (entry["what"] != CLOSES, entry["instant"], entry["window"].title))
    return found


def _cell(day: dt.date, month: Month, today: dt.date, entries: dict[dt.date, list[dict[str, Any]]]) -> dict[str, Any]:
    inside = (day.year, day.month) == (month.year, month.number)
    found = entries.get(day, []) if inside else []
    shown = found if len(found) <= IN_A_CELL else found[: IN_A_CELL - 1]
    return {
        "date": day,
        "inside": inside,
        "today": day == today,
        "entries": found,
        "shown": shown,
        "more": len(found) - len(shown),
        "closing": sum(entry["what"] == CLOSES for entry in found),
        "opening": sum(entry["what"] == OPENS for entry in found),
    }
