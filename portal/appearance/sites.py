"""The site that a request came by, its theme, and the filter that confines it: found when first asked for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Site

from portal.appearance.colours import digest, stylesheet
from portal.appearance.models import SitePresentation
from portal.publication.head import head_of
from portal.publication.kept import of_site
from portal.settings.themes import BASE
from themes.catalogue import Theme
from themes.faults import usable
from themes.palettes import palette_of


@dataclass
class Presentation:
    """What templates may say about the request's site."""

    site: Site | None
    stored: SitePresentation | None

    @cached_property
    def theme(self) -> Theme:
        """The theme chosen; the base theme where that is gone or has a fault."""
        return usable(self.stored.theme if self.stored else BASE)

    @cached_property
    def scope(self) -> QueryDict:
        """The fixed filter in the one grammar; empty on a full portal."""
        return QueryDict(self.stored.scope if self.stored else "")

    def without_theme(self) -> Theme:
        """The base theme from now on: the chosen one failed."""
        self.theme = usable(BASE)
        return self.theme

    @property
    def name(self) -> str:
        """The site's name in the page's language."""
        return self._said("name") or settings.WAGTAIL_SITE_NAME

    @property
    def tagline(self) -> str:
        """The line under the name, "" for the portal's own."""
        return self._said("tagline")

    @property
    def logo(self) -> Any:
        """An image of Wagtail's, None for none."""
        return self.stored.logo if self.stored else None

    @cached_property
    def colours(self) -> str:
        """CSS with the site's own colours, "" where it has the theme's."""
        if not (self.stored and (self.stored.brand or self.stored.accent)):
            return ""
        light, dark = (palette_of(self.theme.name, dark=dark) for dark in (False, True))
        return stylesheet(self.stored.brand, self.stored.accent, light, dark)

    @property
    def colours_url(self) -> str:
        """Where that is kept, "" for none."""
        return f"{reverse('site_colours')}?{digest(self.colours)}" if self.colours else ""

    @property
    def address(self) -> str:
        """Scheme and host under which this site's own pages are known: a full portal has but one."""
        if not (self.scope and self.site):
            return settings.PORTAL_BASE_URL
        return self.site.root_url

    def _said(self, field: str) -> str:
        if self.stored is None:
            return ""
        english = (get_language() or "").startswith("en") and getattr(self.stored, f"{field}_en")
        return english or getattr(self.stored, field)


def presentation_of(request: HttpRequest) -> Presentation:
    """What was chosen for the request's site; read once while nothing on the site changes."""
    address = f"{request.get_host()}:{request.get_port()}"
    return Presentation(*of_site(f"presentation:{address}", head_of(request), lambda: _read(request)))


def _read(request: HttpRequest) -> tuple[Site | None, SitePresentation | None]:
    site = Site.find_for_request(request)
    if site:
        site.root_page  # noqa: B018 - kept with it
    stored = SitePresentation.objects.select_related("logo").filter(site=site).first() if site else None
    return site, stored
