"""Where the records of a kind live in the page tree."""

from typing import Any

from wagtail.models import Page


class NoListing(LookupError):
    """The site tree has no listing page of that kind: `ensure_site_tree` was not run."""


def listing_for(kind: str) -> Page:
    """The listing page (slug = kind) under the home page; raises NoListing."""
    page = Page.objects.filter(slug=kind, depth=3).order_by("path").first()
    if page is None:
        raise NoListing(f"no listing page for {kind}; run manage.py ensure_site_tree")
    return page.specific


def may_add(user: Any, kind: str) -> bool:
    """Whether `user` may add records of the kind, asked once for each user object: a list asks on every row.

    Nobody may where the site has no listing of the kind.
    """
    known: dict[str, bool] = getattr(user, "_may_add", {})
    if kind not in known:
        try:
            known[kind] = listing_for(kind).permissions_for_user(user).can_add_subpage()
        except NoListing:
            known[kind] = False
        user._may_add = known
    return known[kind]
