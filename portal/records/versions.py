"""The published versions of a record with what each changed, and what changed since one of them or since a day."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.pages.differences import marked_text
from portal.printing.changes import Change, differences
from portal.publication.models import PublicationEvent, PublishedItem, PublishedVersion
from portal.windows.instants import SHANGHAI

# Versions that one page tells of, newest first; all of them are in the API.
SHOWN = 20
LARGEST_NUMBER = 2**31 - 1
# Characters of two lines, multiplied, up to which they are compared word by word.
MOST_MARKED = 250_000
Form = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One fact that changed: HTML of what went and came, marked word by word where one line replaces another."""

    name: str
    marked: SafeString | None
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Version:
    """`changes` is None where the words of it or of the version before are no longer kept, or it is the first."""

    n: int
    published_at: dt.datetime
    note: str
    significant: bool
    first: bool
    changes: list[Told] | None


@dataclass(frozen=True)
class Since:
    """The version a reader asks to compare with (None: the record is younger), or why there is none, in words."""

    base: int | None = None
    changes: list[Told] | None = None
    problem: str = ""


def versions_of(item: PublishedItem, now: dt.datetime) -> list[Version]:
    """Newest first, in two queries whatever their number."""
    rows = list(PublishedVersion.objects.filter(item=item).order_by("-n")[: SHOWN + 1])
    events = PublicationEvent.objects.filter(item_id=item.pk, version__in=[row.n for row in rows], redacted=False)
    said = {
        version: (note, significant)
        for version, note, significant in events.order_by("-position").values_list(
            "version", "change_note", "significant"
        )
    }
    found = []
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        if before is None and row.n > 1:
            break
        note, significant = said.get(row.n, ("", False))
        changes = told(before.detail, row.detail, now) if before else None
        found.append(Version(row.n, row.published_at, note, significant, row.n == 1, changes))
    return found


def told(old: Form | None, new: Form | None, now: dt.datetime) -> list[Told] | None:
    """The differences as at one instant, so that only what people changed is told; None where a form is not kept."""
    if not old or not new:
        return None
    return [_told(change) for change in differences(old, now, new, now)]


def _told(change: Change) -> Told:
    marked = None
    if len(change.gone) == len(change.new) == 1 and len(change.gone[0]) * len(change.new[0]) <= MOST_MARKED:
        marked = marked_text(change.gone[0], change.new[0])
    return Told(change.name, marked, change.gone, change.new)


def since(item: PublishedItem, asked: str, now: dt.datetime) -> Since:
    """`asked` is a version's number or a day (Shanghai) or instant, as it came in the address."""
    asked = asked.strip()
    kept = PublishedVersion.objects.filter(item=item)
    if asked.isdecimal():
        number = min(int(asked[:12]), LARGEST_NUMBER)
        if not 1 <= number <= item.version:
            words = _("There is no version %(number)s; the latest is %(latest)s.")
            return Since(problem=words % {"number": asked[:12], "latest": item.version})
        base = kept.filter(n=number).first()
    else:
        instant = _instant(asked)
        if instant is None:
            words = _("“%(asked)s” is neither a version's number nor a day such as 2026-01-31.")
            return Since(problem=words % {"asked": asked[:40]})
        base = kept.filter(published_at__lt=instant).order_by("-n").first()
        if base is None:
            return Since(base=None, changes=[])
    if base is None:
        return Since(problem=_("That version is no longer kept."))
    if base.n == item.version:
        return Since(base=base.n, changes=[])
    current = kept.filter(n=item.version).first()
    changes = told(base.detail, current.detail if current else None, now)
    problem = "" if changes is not None else _("That version is no longer kept.")
    return Since(base.n, changes, problem)


def _instant(asked: str) -> dt.datetime | None:
    """The beginning of a day: what changed later that day may have been seen already, but is never left out."""
    try:
        if day := parse_date(asked):
            return dt.datetime.combine(day, dt.time(), SHANGHAI).astimezone(dt.UTC)
        # A plus sign in an address reads as a space.
        found = parse_datetime(asked.replace(" ", "+") if "T" in asked else asked)
        # In UTC here already: the database could not put the first day of all into it.
        return (found if found.tzinfo else found.replace(tzinfo=SHANGHAI)).astimezone(dt.UTC) if found else None
    except (ValueError, OverflowError):
        return None


def summary_of(version: Version) -> SafeString:
    """A version's changes in one line of HTML for feeds."""
    names = _(", ").join(change.name for change in version.changes or ())
    return SafeString(escape(version.note or names or (_("First published") if version.first else "")))
