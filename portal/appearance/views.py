"""The stylesheet with a site's own colours: the content policy lets no page carry styles itself."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

YEAR = "public, max-age=31536000, immutable"


@require_safe
def site_colours(request: HttpRequest) -> HttpResponse:
    """The tokens that the request's site sets; other colours have another address."""
    css = request.presentation.colours  # type: ignore[attr-defined]
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": YEAR})
