"""The catalogue's addresses: one for each serialisation, and one that negotiates."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from api.catalogue.graph import ADDRESS
from api.catalogue.serialised import FORMATS, serialised
from api.dumps.reading import open_data
from api.errors import Refusal
from api.links import absolute

CACHE_CONTROL = "public, max-age=60"
PAGE, PAGE_TYPE = "/data/", "text/html"


@open_data
def catalogue_as(request: HttpRequest, ending: str) -> HttpResponseBase:
    """One serialisation."""
    if ending not in FORMATS:
        raise Refusal("not-found", f"The catalogue is there as {', '.join(FORMATS)}.")
    return _written(ending)


@open_data
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """What Accept prefers, Turtle for who does not mind; people are sent to the page."""
    endings = {media: ending for ending, (media, _name) in FORMATS.items()}
    preferred = request.get_preferred_type([*endings, PAGE_TYPE]) if "Accept" in request.headers else "text/turtle"
    if preferred is None:
        raise Refusal("not-acceptable", f"The catalogue is there as {', '.join(endings)}.", headers={"Vary": "Accept"})
    if preferred == PAGE_TYPE:
        return HttpResponse(status=303, headers={"Location": PAGE, "Vary": "Accept", "Cache-Control": CACHE_CONTROL})
    response = _written(endings[preferred])
    response["Vary"] = "Accept"
    return response


def _written(ending: str) -> HttpResponse:
    response = HttpResponse(serialised(ending), content_type=f"{FORMATS[ending][0]}; charset=utf-8")
    response["Cache-Control"] = CACHE_CONTROL
    response["Content-Location"] = absolute(f"{ADDRESS}.{ending}")
    return response
