"""`/hub`: where one subscribes to a feed, and ends it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from api.feeds.answers import AddressedView
from api.websub.reading import asked
from api.websub.verification import ask


class HubView(AddressedView):
    """Takes requests; the worker verifies them."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """202: it will be verified with the callback."""
        self.no_parameters(request)
        ask(asked(request), timezone.now())
        response = HttpResponse(status=202)
        response["Cache-Control"] = "no-store"
        return response
