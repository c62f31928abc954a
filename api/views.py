"""The one base of every API view: errors as problems, parameters refused unless a view reads them."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from api import errors, parameters
from api.freshness import set_freshness
from api.openapi.operations import ContractSchema, Declaration
from api.rendering import CompactJSON


class AsAddressed(BaseContentNegotiation):
    """The address names the format, whatever Accept says; errors are problems all the same."""

    def select_renderer(self, request: HttpRequest, renderers: Any, format_suffix: Any = None) -> Any:
        """The only one there is, for problems."""
        return renderers[0], renderers[0].media_type

    def select_parser(self, request: HttpRequest, parsers: Any) -> Any:
        """Nothing is parsed."""
        return parsers[0]


class ReadView(APIView):
    """Anonymous and read only. What `describe` gives (its GET, or operations by method) stands in the OpenAPI
    document; None keeps a view out.
    """

    renderer_classes: tuple[type[JSONRenderer], ...] = (CompactJSON,)
    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    schema = ContractSchema()

    def describe(self) -> Declaration:
        """The operations, for the OpenAPI document."""
        return None

    def get_exception_handler(self) -> Any:
        """Problems for everything."""
        return errors.handle

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """204; the Allow header says it all."""
        return HttpResponse(status=204)

    def no_parameters(self, request: HttpRequest) -> None:
        """Refuse every parameter."""
        parameters.refuse_unknown(parameters.read(request), ())


def timed(body: Any, at: dt.datetime, now: dt.datetime, *, fixed: bool = False) -> Response:
    """A 200 whose statuses are as at `at`; see set_freshness."""
    response = Response(body)
    set_freshness(response, at, now, fixed)
    return response


class NothingHere(ReadView):
    """Every other address under /api: 404 as a problem, for any method."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Before methods and media types are looked at."""
        return errors.problem_response(request, errors.PROBLEMS["not-found"])
