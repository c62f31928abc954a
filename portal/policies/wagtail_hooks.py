"""What the policy chain adds to Wagtail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from portal.pages.video import part_of


# After Wagtail's own hook, which keeps restricted collections.
@hooks.register("before_serve_document", order=10)
def serve_part(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Videos can be played, and moved about in, before they are loaded whole."""
    return part_of(document, request)
