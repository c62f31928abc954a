"""What a guide needs before the public reads it (S 8.2.2)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.pages.missing import Missing, filled, lacking

if TYPE_CHECKING:
    from portal.guides.models import ServiceGuide


def guide_requirements(page: "ServiceGuide") -> Iterator[Missing]:
    """Who does it, and where or how one gets it done."""
    if not page.roles.all():
        yield lacking("roles", _("Name the agency that does it."))
    if not (page.steps or filled(page.place, page.apply_url)):
        yield lacking("steps", _("Say how or where one gets it done."))
