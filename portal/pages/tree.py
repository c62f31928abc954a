"""Where the records of a kind live in the page tree."""

from wagtail.models import Page


class NoListing(LookupError):
    """The site tree has no listing page of that kind: `ensure_site_tree` was not run."""


def listing_for(kind: str) -> Page:
    """The listing page (slug = kind) under the home page; raises NoListing."""
    page = Page.objects.filter(slug=kind, depth=3).order_by("path").first()
    if page is None:
        raise NoListing(f"no listing page for {kind}; run manage.py ensure_site_tree")
    return page.specific
