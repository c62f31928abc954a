"""The site tree: root, home, one listing per kind, supermarket, statement. Made once, then the editors'."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from wagtail.models import Page, Site

from portal.home import statements
from portal.home.models import HomePage, ListingPage, PlainPage, SupermarketPage
from portal.publication.kinds import KINDS


@transaction.atomic
def ensure_site_tree() -> HomePage:
    """Create what is missing; what is there, renamed or moved, is left alone. Returns the home page."""
    with translation.override(settings.LANGUAGE_CODE):
        home = HomePage.objects.first() or _make_home()
        taken = set(home.get_children().values_list("slug", flat=True))
        if "supermarket" not in taken:
            home.add_child(
                instance=SupermarketPage(title=translation.gettext("Policy supermarket"), slug="supermarket")
            )
        if statements.SLUG not in taken:
            home.add_child(instance=PlainPage(title=statements.title(), slug=statements.SLUG, body=statements.body()))
        for kind in KINDS.values():
            if kind.kind not in taken:
                home.add_child(instance=ListingPage(title=str(kind.label), slug=kind.kind, kind=kind.kind))
    return home


def _make_home() -> HomePage:
    """Put the home page in the place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title=settings.WAGTAIL_SITE_NAME, slug="huiqi-home"))
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", root_page=home, is_default_site=True, site_name=settings.WAGTAIL_SITE_NAME
    )
    for welcome in root.get_children().exclude(pk=home.pk).filter(slug="home"):
        welcome.delete()
    home.slug = "home"
    home.save()
    return home
