"""`/feeds/{kind}.atom|.rss|.json` and the two calendars: every listing and every filter of it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from api import parameters
from api.feeds.answers import AddressedView, appointment_file, calendar_of, feed
from api.feeds.appointments import appointment_of
from api.feeds.topics import Topic
from api.feeds.wanted import wanted
from api.snapshot import snapshot
from portal.publication.models import PublishedItem


class FeedView(AddressedView):
    """A feed of one kind, or of all."""

    def get(self, request: HttpRequest, kind: str, ending: str) -> HttpResponse:
        """The current document, or the archive that is asked for."""
        given = parameters.read(request)
        asked = wanted(given, kind, allowed=("archive",))
        with snapshot():
            now = timezone.now()
            return feed(request, Topic(kind, ending, asked).frame(now, given.get("archive")), ending, now)


class CalendarView(AddressedView):
    """`/feeds/deadlines.ics`, `/feeds/activities.ics`."""

    kind = "notices"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What the filters keep, as appointments."""
        asked = wanted(parameters.read(request), self.kind)
        with snapshot():
            return calendar_of(request, asked, path=request.path, now=timezone.now())


class RecordCalendarView(AddressedView):
    """`/i/{id}/calendar.ics`: the deadline of one call or disclosure, the time of one activity."""

    def get(self, request: HttpRequest, id: UUID) -> HttpResponse:
        """One appointment, cancelled where the record is; 404 where there is none."""
        self.no_parameters(request)
        with snapshot():
            now = timezone.now()
            found = appointment_of(get_object_or_404(PublishedItem, pk=id), now)
            if found is None:
                raise Http404
            return appointment_file(request, found, now=now)
