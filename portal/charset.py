"""Forms come in UTF-8: another character set can smuggle in signs that no database takes."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext as _

UTF_8 = frozenset({"utf-8", "utf8"})


class CharsetMiddleware:
    """Refuses forms with files in another character set, as Django refuses those without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = (request.content_params or {}).get("charset", "utf-8")
        if request.content_type == "multipart/form-data" and named.lower() not in UTF_8:
            return HttpResponseBadRequest(_("Please send the form in UTF-8."), content_type="text/plain; charset=utf-8")
        return self.get_response(request)
