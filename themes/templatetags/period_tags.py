"""What templates ask of periods: how much of one has passed, whether a time is over."""

import datetime as dt

from django import template

from portal.windows.instants import parse_instant

register = template.Library()


@register.simple_tag
def passed(opens_at: str | None, closes_at: str | None, now: dt.datetime) -> int | None:
    """How much of a period is over at `now`, in whole percent; None where it has no two ends or has not begun."""
    if not (opens_at and closes_at):
        return None
    start, end = parse_instant(opens_at), parse_instant(closes_at)
    if now < start or start >= end:
        return None
    return min(100, int(100 * (now - start) / (end - start)))


@register.simple_tag
def over(ends_at: str | None, starts_at: str | None, now: dt.datetime) -> bool:
    """Whether what ends then (or of which only the start is known: begins then) is over at `now`."""
    found = ends_at or starts_at
    return bool(found) and parse_instant(found or "") <= now


@register.simple_tag
def purpose_of(item: dict[str, list[dict[str, str]] | str | None]) -> str:
    """What one may do while a disclosure lasts: `comment` on a draft, else `object`."""
    windows = item.get("windows")
    if isinstance(windows, list) and windows:
        return windows[0]["purpose"]
    return "comment" if item.get("disclosure_type") == "public_comment" else "object"
