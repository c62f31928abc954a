"""What an activity needs before the public reads it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.pages.missing import Missing, filled, lacking

if TYPE_CHECKING:
    from portal.activities.models import Activity


def activity_requirements(page: "Activity") -> Iterator[Missing]:
    """When, where, by whom."""
    if not page.starts_at:
        yield lacking("starts_at", _("Say when it starts."))
    if not filled(page.place, page.online_url):
        yield lacking("place", _("Say where it takes place, or give its address online."))
    if not page.roles.all():
        yield lacking("roles", _("Name the organiser."))
