"""Gives every request its presentation, theme and scope, and renders its page with the theme's own templates."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from portal.appearance.sites import presentation_of
from portal.settings.themes import BASE


class PresentationMiddleware:
    """`request.presentation`, `.theme`, `.scope`; nothing is read for requests that ask for none of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = SimpleLazyObject(lambda: presentation_of(request))
        request.presentation = found  # type: ignore[attr-defined]
        request.theme = SimpleLazyObject(lambda: found.theme)  # type: ignore[attr-defined]
        request.scope = SimpleLazyObject(lambda: found.scope)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            # The page says which display mode it is in.
            patch_vary_headers(response, ["Cookie"])
        return response

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """The engine of the site's theme, so that `extends` and `include` stay inside it."""
        if response.using is None and request.theme.name != BASE:  # type: ignore[attr-defined]
            response.using = request.theme.engine  # type: ignore[attr-defined]
        return response
