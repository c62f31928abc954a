"""Calls as bars over a few months: how long one still has, and what comes next (`?view=timeline`)."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format

from portal.windows.instants import SHANGHAI
from search.answering.orders import STATUS_ORDER
from search.results.asked import Asked
from search.results.calendars import month_words, turning
from search.results.dated import Dated, dated
from search.results.months import Month

MONTHS = 4
# Units of the drawing: every month is as wide as the other.
WIDTH = 100
LEAST = 2.0
MOST_ROWS = 60


def timeline_of(asked: Asked, at: dt.datetime) -> dict[str, Any]:
    """`months` in words; `rows` {window, x, width, before, after}: before and after tell what goes on beyond the
    edge; `now`: the place of the instant, None outside. Numbers as text: a drawing knows no comma.
    """
    first = asked.month or Month.of(at).moved(-1)
    last = first.moved(MONTHS - 1)
    windows, cut = dated(asked, at, first.starts_at, last.ends_at)
    windows.sort(key=_order)
    inside = first.starts_at <= at < last.ends_at
    return {
        **turning(asked, first, Month.of(at).moved(-1), MONTHS - 1),
        "title": f"{month_words(first)} – {month_words(last)}",
        "months": [date_format(first.moved(number).first, "F") for number in range(MONTHS)],
        "rows": [_bar(window, first, last) for window in windows[:MOST_ROWS]],
        "width": MONTHS * WIDTH,
        "lines": [str(number * WIDTH) for number in range(1, MONTHS)],
        "now": f"{place(at, first):.1f}" if inside else None,
        "cut": cut or len(windows) > MOST_ROWS,
        "total": len(windows),
    }


def place(instant: dt.datetime, first: Month) -> float:
    """Where an instant lies, in units from the first instant of `first`; months are equally wide."""
    month = Month.of(instant)
    months = (month.year - first.year) * 12 + month.number - first.number
    passed = (instant - month.starts_at) / (month.ends_at - month.starts_at)
    return (months + passed) * WIDTH


def _bar(window: Dated, first: Month, last: Month) -> dict[str, Any]:
    start, end = window.opens_at or first.starts_at, window.closes_at or last.ends_at
    left = place(max(start, first.starts_at), first) if start < last.ends_at else float(MONTHS * WIDTH)
    right = place(end, first) if end < last.ends_at else float(MONTHS * WIDTH)
    width = max(right - left, LEAST)
    return {
        "window": window,
        "x": f"{min(left, MONTHS * WIDTH - width):.1f}",
        "width": f"{width:.1f}",
        "before": window.opens_at is None or window.opens_at < first.starts_at,
        "after": window.closes_at is None or window.closes_at >= last.ends_at,
        "opens_on": window.opens_at.astimezone(SHANGHAI).date() if window.opens_at else None,
    }


def _order(window: Dated) -> tuple[int, float, str]:
    """What one can act on first, then by the end; what is over last."""
    group = next((place for place, values in enumerate(STATUS_ORDER) if window.status in values), len(STATUS_ORDER))
    ends = window.closes_at.timestamp() if window.closes_at else float("inf")
    return group, -ends if group == len(STATUS_ORDER) else ends, window.title
