"""`/feeds/{kind}.atom|.rss|.json` and the two calendars: every listing and every filter of it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from api import parameters
from api.feeds.answers import AddressedView, calendar_of, feed
from api.feeds.topics import Topic
from api.feeds.wanted import wanted
from api.snapshot import snapshot


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
