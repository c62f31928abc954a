"""Who decides about what a source brings: the department that owns its records, and staff who keep the sources."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.accounts.policy import facts_of, may
from portal.pages.models import PortalPage
from portal.sources.models import Source

KEEP_SOURCES = "sources.change_source"


def may_decide(user: Any, source: Source, action: str = "edit") -> bool:
    """Whether the user may `action` the source's records by membership; without an owner the keepers of sources may."""
    if not user.is_active or not user.has_perm("wagtailadmin.access_admin"):
        return False
    if source.owner is None:
        return bool(user.has_perm(KEEP_SOURCES))
    return bool(may(user, action, facts_of(source.owner)))


def sources_of(user: Any) -> QuerySet[Source]:
    """The sources about whose records the user decides."""
    if user.is_superuser:
        return Source.objects.all()
    mine = [source.pk for source in Source.objects.select_related("owner__region") if may_decide(user, source)]
    return Source.objects.filter(pk__in=mine)


def require_edit(user: Any, page: PortalPage) -> None:
    """Raise PermissionDenied unless the user may edit the page."""
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied(_("You may not change “%(title)s”.") % {"title": page.title})


def require_add(user: Any, parent: Page) -> None:
    """Raise PermissionDenied unless the user may add records to the list."""
    if not parent.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied(_("You may not add records to “%(title)s”.") % {"title": parent.title})
