"""What Wagtail asks before a page is shown."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from wagtail import hooks
from wagtail.models import Page

from portal.appearance.confining import elsewhere
from portal.pages.models import PortalPage


@hooks.register("before_serve_page")
def records_of_other_sites(
    page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any
) -> HttpResponseRedirect | None:
    """A record outside the site's fixed filter is shown by the main site."""
    return elsewhere(page.permanent_id, request) if isinstance(page, PortalPage) else None
