"""Pages that are rendered where no middleware sees them: errors, and what middlewares themselves answer."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def themed(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The page in the theme of the request's site, rendered at once. Views return TemplateResponse instead."""
    theme = getattr(request, "theme", None)
    return render(request, template, context, status=status, using=theme.engine if theme else None)
