"""Appointments as iCalendar (RFC 5545, RFC 7986): what programs subscribe to by address."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from api.feeds.appointments import Appointment

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Huiqi//Open data//ZH"
REFRESH = dt.timedelta(hours=1)


def calendar(appointments: Iterable[Appointment], *, name: str, address: str) -> bytes:
    """The calendar document; `address` is its own."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    made.add("source", address, parameters={"VALUE": "URI"})
    for appointment in appointments:
        made.add_component(_event(appointment))
    return bytes(made.to_ical())


def _event(appointment: Appointment) -> Event:
    """Stamped with the last change, not with now: an unchanged calendar is the same byte for byte."""
    event = Event()
    event.add("uid", f"{appointment.item_id}@{urlsplit(settings.PORTAL_BASE_URL).hostname}")
    event.add("dtstamp", appointment.changed.astimezone(dt.UTC))
    event.add("created", appointment.created.astimezone(dt.UTC))
    event.add("last-modified", appointment.changed.astimezone(dt.UTC))
    event.add("sequence", appointment.revision)
    event.add("dtstart", appointment.starts_at.astimezone(dt.UTC))
    if appointment.ends_at and appointment.ends_at > appointment.starts_at:
        event.add("dtend", appointment.ends_at.astimezone(dt.UTC))
    event.add("summary", appointment.title)
    event.add("status", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    for name, value in (
        ("description", appointment.text), ("location", appointment.place), ("categories", list(appointment.labels)),
        ("url", appointment.url),
    ):  # fmt: skip
        if value:
            event.add(name, value)
    return event
