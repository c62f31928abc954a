"""Pages that are rendered where no middleware sees them: errors, and what middlewares themselves answer."""

import logging
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.settings.themes import BASE

logger = logging.getLogger(__name__)


def themed(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The page in the theme of the request's site, rendered at once. Views return TemplateResponse instead.

    A theme never costs a reader the page: what its templates cannot render, the base theme's can.
    """
    theme = getattr(request, "theme", None)
    if theme is None:
        return render(request, template, context, status=status)
    try:
        return render(request, template, context, status=status, using=theme.engine)
    except Exception:
        if theme.name == BASE:
            raise
        logger.exception("theme “%s” cannot render %s", theme.name, request.path)
        request.theme = request.presentation.without_theme()  # type: ignore[attr-defined]
        return render(request, template, context, status=status, using=request.theme.engine)  # type: ignore[attr-defined]
