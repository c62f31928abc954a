"""Gives every request its presentation, theme and scope, and renders its page with the theme's own templates."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import SimpleLazyObject

from portal.appearance.sites import presentation_of
from portal.settings.themes import BASE

logger = logging.getLogger(__name__)


class PresentationMiddleware:
    """`request.presentation`, `.theme`, `.scope`; nothing is read for requests that ask for none of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = SimpleLazyObject(lambda: presentation_of(request))
        request.presentation = found  # type: ignore[attr-defined]
        request.theme = SimpleLazyObject(lambda: found.theme)  # type: ignore[attr-defined]
        request.scope = SimpleLazyObject(lambda: found.scope)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """The engine of the site's theme, so that `extends` and `include` stay inside it."""
        if response.template_name is None or response.using is not None:
            return response  # the API's answers have no template, and the site is not asked for on their account
        if request.theme.name != BASE:  # type: ignore[attr-defined]
            response.using = request.theme.engine  # type: ignore[attr-defined]
            request._in_theme = response  # type: ignore[attr-defined]
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """A theme never costs a reader the page: what its templates cannot render, the base theme's can."""
        response: TemplateResponse | None = getattr(request, "_in_theme", None)
        if response is None or response.is_rendered:
            return None
        logger.error("theme “%s” cannot render %s", request.theme.name, request.path, exc_info=fault)  # type: ignore[attr-defined]
        request.theme = request.presentation.without_theme()  # type: ignore[attr-defined]
        request._in_theme = None  # type: ignore[attr-defined]
        response.using = None
        return response.render()
