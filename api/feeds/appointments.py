"""What stands in a calendar: the effective deadline of each call, the time of each activity."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from api.feeds.entries import Entry, entries
from api.feeds.wanted import Wanted
from portal.publication.facts import spans_of
from portal.publication.models import PublishedItem, PublishedSpan
from portal.publication.pruning import PROMISED_DAYS
from portal.publication.xml import writable
from portal.windows.clock import CANCELLED
from portal.windows.instants import OFFSET, parse_instant

CALLS, ACTIVITIES, DISCLOSURES = "notices", "activities", "disclosures"
# What has a deadline; the others have a time of their own.
CLOSING = (CALLS, DISCLOSURES)
# What lies further back is of no use in a calendar; a cancellation is told as long as events are kept.
PAST = dt.timedelta(days=90)
CANCELLATIONS = dt.timedelta(days=PROMISED_DAYS)


@dataclass(frozen=True)
class Appointment:
    """`revision` rises with every event about the record; `ends_at` is None for a deadline."""

    item_id: UUID
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    title: str
    cancelled: bool
    revision: int
    created: dt.datetime
    changed: dt.datetime
    text: str = ""
    place: str = ""
    url: str = ""
    labels: tuple[str, ...] = ()


def appointments(wanted: Wanted, at: dt.datetime) -> list[Appointment]:
    """Of all calls and activities that were selected, in order of time; withdrawn ones are cancelled."""
    live = wanted.live(at).filter(_deadlines(at) | _activities(at)).order_by("pk")
    found = [made for entry in entries(live, at) if (made := _appointment(entry))]
    gone = wanted.withdrawn().filter(kind__in=(CALLS, ACTIVITIES), withdrawn_at__gte=at - CANCELLATIONS)
    found += [made for item in gone.order_by("pk") if wanted.had(item) for made in _cancelled(item)]
    return sorted(found, key=lambda appointment: (appointment.starts_at, appointment.item_id))


def appointment_of(item: PublishedItem, at: dt.datetime) -> Appointment | None:
    """Of one record, whatever its age; None where nothing is known that could stand in a calendar."""
    if item.kind not in (ACTIVITIES, *CLOSING):
        return None
    if not item.live:
        return next(_cancelled(item), None)
    return _appointment(entries([item], at)[0])


def _deadlines(at: dt.datetime) -> Q:
    spans = PublishedSpan.objects.filter(axis="status", starts_at__lte=at, ends_at__gt=at, closes_at__gte=at - PAST)
    return Q(kind=CALLS, pk__in=spans.values("item_id"))


def _activities(at: dt.datetime) -> Q:
    """By the day lists sort by, which is that of the start."""
    return Q(kind=ACTIVITIES, date__gte=(at - PAST).astimezone(OFFSET).date())


def _appointment(entry: Entry) -> Appointment | None:
    form, item = entry.form, entry.item
    starts_at = _instant(form["closes_at"] if item.kind in CLOSING else form.get("starts_at"))
    if starts_at is None:
        return None
    return Appointment(
        item_id=item.pk,
        starts_at=starts_at,
        ends_at=_instant(form.get("ends_at")) if item.kind == ACTIVITIES else None,
        title=_title(item),
        cancelled=form["status"] == CANCELLED,
        revision=item.position,
        created=entry.published,
        changed=entry.updated,
        text=entry.text,
        place=writable(form.get("place") or form.get("online_url") or ""),
        url=entry.url,
        labels=tuple(category.label for category in entry.categories),
    )


def _cancelled(item: PublishedItem) -> Iterator[Appointment]:
    """What was withdrawn, where it stood; of a redacted record only that there was one."""
    withdrawn_at = item.withdrawn_at or item.updated_at
    starts_at = _stood_at(item, withdrawn_at) if item.facts else withdrawn_at
    if starts_at:
        ends_at = _instant(item.listing.get("ends_at")) if item.kind == ACTIVITIES else None
        yield Appointment(
            item.pk, starts_at, ends_at, _title(item), True, item.position, item.published_at, withdrawn_at
        )


def _stood_at(item: PublishedItem, withdrawn_at: dt.datetime) -> dt.datetime | None:
    if item.kind == ACTIVITIES:
        return _instant(item.listing.get("starts_at"))
    deciding = (
        span
        for span in spans_of(item.facts or {"spans": ()})
        if span.axis == "status" and span.starts_at <= withdrawn_at < span.ends_at
    )
    return next((span.closes_at for span in deciding), None)


def _title(item: PublishedItem) -> str:
    if not item.title:
        # Translators: 已撤回
        return _("Withdrawn")
    # Translators: 截止：%(title)s
    title = _("Deadline: %(title)s") % {"title": item.title} if item.kind in CLOSING else item.title
    return writable(title)


def _instant(text: str | None) -> dt.datetime | None:
    return parse_instant(text) if text else None
