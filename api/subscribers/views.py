"""The base of every view that needs a key: the subscriber is known before anything else is looked at."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api.subscribers.keys import subscriber_of
from api.subscribers.models import Subscriber
from api.views import ReadView


class SubscriberView(ReadView):
    """`self.subscriber` is whose key the request carries; nothing of it is kept by caches."""

    subscriber: Subscriber

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """401 without a key; a method that does not exist here needs none to be refused."""
        super().initial(request, *args, **kwargs)
        if request.method in self.allowed_methods:
            self.subscriber = subscriber_of(request)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        """Never cached."""
        finished = super().finalize_response(request, response, *args, **kwargs)
        finished["Cache-Control"] = "no-store"
        return finished
