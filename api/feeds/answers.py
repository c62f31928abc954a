"""Feeds and calendars as HTTP answers: how long they hold, when they last changed, what they are linked to."""

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_http_date_safe

from api.feeds.appointments import Appointment, appointments
from api.feeds.calendars import MEDIA_TYPE, calendar
from api.feeds.formats import FORMATS
from api.feeds.frame import Frame, title_of
from api.feeds.wanted import Wanted
from api.freshness import set_freshness
from api.links import absolute
from api.views import AsAddressed, ReadView
from portal.windows.calm import calm

# RFC 9110 §8.8.2.2: a Last-Modified younger than this may hide a second change within its second.
SETTLED = 60


class AddressedView(ReadView):
    """A read whose address names its format."""

    content_negotiation_class = AsAddressed


def feed(request: HttpRequest, frame: Frame, ending: str, now: dt.datetime) -> HttpResponse:
    """A document of a feed in a format; call it inside the `snapshot()` in which it was framed."""
    write, media_type = FORMATS[ending]
    response = HttpResponse(write(frame), content_type=media_type)
    links = [("self", frame.own(ending)), *frame.links(ending)]
    response["Link"] = ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links)
    return _dated(request, response, frame.updated, now)


def calendar_of(
    request: HttpRequest, wanted: Wanted, *, path: str, now: dt.datetime, canonical: str | None = None
) -> HttpResponse:
    """The calendar of what was selected; call it inside `snapshot()`."""
    found = appointments(wanted, now)
    query = wanted.canonical if canonical is None else canonical
    address = absolute(path) + (f"?{query}" if query else "")
    response = HttpResponse(calendar(found, name=title_of(wanted), address=address), content_type=MEDIA_TYPE)
    response["Link"] = f'<{address}>; rel="self"'
    since = calm(now).since
    return _dated(request, response, max([since, *(appointment.changed for appointment in found)]), now)


def appointment_file(request: HttpRequest, found: Appointment, *, now: dt.datetime) -> HttpResponse:
    """One appointment as a calendar of its own; call it inside `snapshot()`."""
    made = calendar([found], name=found.title, address=absolute(request.path))
    response = HttpResponse(made, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return _dated(request, response, found.changed, now)


def _dated(request: HttpRequest, response: HttpResponse, changed: dt.datetime, now: dt.datetime) -> HttpResponse:
    """The response with its dates, or 304 for a reader that has only those to go by.

    The clock changes statuses between events, so nothing is older than the calm it was made in.
    """
    set_freshness(response, now, now, fixed=False)
    moment = int(max(changed, calm(now).since).timestamp())
    # Told too early it is only asked for again; told too late it would hide a change.
    stated = moment if now.timestamp() - moment > SETTLED else moment - 1
    response["Last-Modified"] = http_date(stated)
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if "If-None-Match" in request.headers or since is None or since < moment:
        return response
    unchanged = HttpResponseNotModified()
    for name in ("Cache-Control", "X-Data-As-Of", "Last-Modified", "Link"):
        if name in response:
            unchanged[name] = response[name]
    return unchanged
