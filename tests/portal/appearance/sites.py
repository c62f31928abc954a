"""A second host that shares the tree of pages, confined or dressed otherwise."""

from typing import Any

from django.test import Client
from wagtail.models import Site

from portal.appearance.models import SitePresentation

OTHER = "district.example"


def main_site() -> Site:
    return Site.objects.get(is_default_site=True)


def white_label(hostname: str = OTHER, **values: Any) -> SitePresentation:
    site = Site.objects.create(hostname=hostname, root_page=main_site().root_page, site_name=hostname)
    return SitePresentation.objects.create(site=site, **values)


def at(hostname: str) -> Client:
    """A reader who came by this host."""
    return Client(headers={"host": hostname})
