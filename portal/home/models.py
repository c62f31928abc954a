"""The pages between the root and the records; they hold no facts of their own, only composition."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms_blocks import ArticleStream
from portal.home.composition import SHELVES, home_context, listing_context, supermarket_context
from portal.home.statements import in_the_readers_language
from portal.home.structured_data import of_home, of_listing, of_page, of_supermarket
from portal.pages.paths import public_path
from portal.pages.record_permissions import SectionPermissions
from portal.publication.kinds import KINDS
from search.results import export


class HomePage(Page):
    """The site's first page: search first, then what closes soon, opened newly, was announced."""

    template = "home/home_page.html"
    # One on the whole portal: records are found by their addresses below it.
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 1
    subpage_types = ["home.ListingPage", "home.SupermarketPage", "home.PlainPage"]

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = Page.content_panels + [FieldPanel("introduction")]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what portal.home.composition gathers for the moment of the request."""
        structured = of_home(self.introduction)
        return {**super().get_context(request, *args, **kwargs), **home_context(request), "structured_data": structured}


class ListingPage(Page):
    """The list of one kind at /<kind>/, the same word as in the API; its children are the records."""

    template = "home/listing_page.html"
    parent_page_types = ["home.HomePage"]

    kind = models.CharField(_("kind"), max_length=32, choices=[(name, kind.label) for name, kind in KINDS.items()])
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = Page.content_panels + [FieldPanel("kind"), FieldPanel("introduction")]

    class Meta:
        verbose_name = _("listing page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the result of the filters in the address."""
        listed = listing_context(self.kind, request)
        structured = of_listing(self.kind, listed["result"], self.introduction)
        return {**super().get_context(request, *args, **kwargs), **listed, "structured_data": structured}

    def permissions_for_user(self, user: Any) -> SectionPermissions:
        """Whoever keeps the records in it does not keep the list."""
        return SectionPermissions(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the whole result as a file."""
        if export.wanted(request):
            return export.download(request, self.kind)
        return super().serve(request, *args, **kwargs)


class SupermarketPage(Page):
    """政策超市: one section over products, open calls, interpretations, compilations (S 7.1.1.2)."""

    template = "home/supermarket.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = Page.content_panels + [FieldPanel("introduction")]

    class Meta:
        verbose_name = _("policy supermarket")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the shelves."""
        shelves = supermarket_context(request)
        structured = of_supermarket(self.title, (shelves[name] for name in SHELVES), self.introduction)
        return {**super().get_context(request, *args, **kwargs), **shelves, "structured_data": structured}


class PlainPage(Page):
    """Organisation, duties, staff, services, ways, processes, complaint telephone (W 4.2.6); statements."""

    template = "home/plain_page.html"
    parent_page_types = ["home.HomePage", "home.PlainPage"]

    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(ArticleStream(), verbose_name=_("text"), blank=True)
    example = models.BooleanField(_("example"), default=False)

    content_panels = Page.content_panels + [FieldPanel("summary"), FieldPanel("body"), FieldPanel("example")]

    class Meta:
        verbose_name = _("plain page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the page's description."""
        structured = of_page("WebPage", self.title, public_path(self), self.summary)
        shown = {"title": self.title, "html": self.body, **in_the_readers_language(self.slug, self.body)}
        return {**super().get_context(request, *args, **kwargs), "structured_data": structured, "shown": shown}
