"""`/feeds/{kind}.atom|.rss|.json`: every listing and every filter of it as a feed."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from api import parameters
from api.feeds.answers import AddressedView, feed
from api.feeds.wanted import wanted
from api.snapshot import snapshot


class FeedView(AddressedView):
    """A feed of one kind, or of all."""

    def get(self, request: HttpRequest, kind: str, ending: str) -> HttpResponse:
        """The current document, or the archive that is asked for."""
        given = parameters.read(request)
        asked = wanted(given, kind, allowed=("archive",))
        with snapshot():
            return feed(
                request, asked, path=f"/feeds/{kind}", ending=ending, archive=given.get("archive"), now=timezone.now()
            )
