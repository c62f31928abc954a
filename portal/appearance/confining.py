"""Pages of a record on a white-label site: what its fixed filter leaves out is shown by the main site."""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone

from portal.publication.models import PublishedItem
from search.filters.scope import scope_of


def elsewhere(item_id: UUID, request: HttpRequest) -> HttpResponseRedirect | None:
    """A way to the main site for a record that the request's site does not show; None where it shows it.

    Temporary: another filter may let it in again.
    """
    scope = scope_of(request)
    if scope is None or _at_main_address(request):
        return None
    shown = PublishedItem.objects.filter(scope.q(timezone.now()), pk=item_id, live=True)
    return None if shown.exists() else HttpResponseRedirect(settings.PORTAL_BASE_URL + request.get_full_path())


def _at_main_address(request: HttpRequest) -> bool:
    """Whether the way to the main site would lead back here, without an end."""
    return request.get_host().lower() == urlsplit(settings.PORTAL_BASE_URL).netloc.lower()
