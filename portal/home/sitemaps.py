"""What stands where: the site map for people, sitemap.xml and robots.txt for programs. Records come from the log."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sites.requests import RequestSite
from django.core.paginator import EmptyPage
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.http import http_date
from django.views.decorators.http import condition, require_safe
from wagtail.models import Page

from portal.home.composition import live, totals
from portal.home.models import HomePage
from portal.home.structured_data import of_site_map
from portal.pages.models import PortalPage
from portal.pages.paths import CANONICAL_LANGUAGE, public_path
from portal.publication.head import log_head
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem
from search.filters.scope import scope_of, scope_q

CLOSED_TO_ROBOTS = ("/admin/", "/display/", "/search/", "/i/", "/kiosk/", "/en/kiosk/")
ROBOTS = "\n".join(["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS), "Allow: /", ""])
XML = "application/xml"
# Entries of one part: half a megabyte or so, written in a moment. The protocol's own limit is 50,000.
PART = 10_000
# Pages for people that are not in Wagtail's tree, in the canonical language.
OTHER_PATHS = ("/figures/", "/business-items/", "/site-map/", "/data/")


class Here(RequestSite):
    """The host under which a site's pages are known, whatever host a request came by."""

    def __init__(self, address: str) -> None:
        self.domain = self.name = urlsplit(address).netloc


class Part(Sitemap):
    """A part of sitemap.xml, its addresses under the portal's own or those of a white-label site."""

    limit = PART
    address = settings.PORTAL_BASE_URL

    def entries(self, number: int) -> list[dict[str, Any]]:
        """The entries of page `number` (from 1). Raises EmptyPage."""
        protocol = urlsplit(self.address).scheme
        found: list[dict[str, Any]] = self.get_urls(page=number, site=Here(self.address), protocol=protocol)
        return found


class Records(Part):
    """Every public record of one kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def items(self) -> QuerySet[PublishedItem]:
        """In the order of their ids: a record that changes does not move to another part."""
        return live(self.kind).order_by("pk").only("path", "updated_at")

    def location(self, item: PublishedItem) -> str:
        """The path that it has now."""
        return item.path

    def lastmod(self, item: PublishedItem) -> dt.datetime:
        """When its public form last changed."""
        return item.updated_at


class Sections(Part):
    """Home, lists, supermarket and the pages that editors write beside the records."""

    def __init__(self, address: str) -> None:
        self.address = address

    def items(self) -> list[tuple[str, dt.datetime | None]]:
        """Paths, and when what is written there was last published; a list's records have dates of their own."""
        home = HomePage.objects.live().first()
        pages = home.get_descendants(inclusive=True).live().public().specific() if home else ()
        found = [(public_path(page), page.last_published_at) for page in pages if not isinstance(page, PortalPage)]
        return [*found, *((path, None) for path in OTHER_PATHS)]

    def location(self, item: tuple[str, dt.datetime | None]) -> str:
        """The path."""
        return item[0]

    def lastmod(self, item: tuple[str, dt.datetime | None]) -> dt.datetime | None:
        """The date, where there is one."""
        return item[1]


def parts(request: HttpRequest) -> dict[str, Part]:
    """The parts by name: the records of every kind, then the sections.

    A white-label site has sections of its own; records stand under the main site's address alone.
    """
    pages: dict[str, Part] = {"pages": Sections(address_of(request))}
    return pages if scope_of(request) else {**{kind: Records(kind) for kind in KINDS}, **pages}


def address_of(request: HttpRequest) -> str:
    """Scheme and host under which the request's site is known."""
    presentation = getattr(request, "presentation", None)
    return presentation.address if presentation else settings.PORTAL_BASE_URL


def version(request: HttpRequest, **named: Any) -> str:
    """ETag: what is listed depends on the log, on what staff changed beside it and on the site."""
    head = log_head()
    site = hashlib.sha256(address_of(request).encode()).hexdigest()[:8]
    return f'"{head.epoch}-{head.position}-{head.edition}-{site}"'


def told() -> dict[str, dt.datetime]:
    """By kind, when a record was last published, changed or withdrawn."""
    return dict(PublishedItem.objects.values_list("kind").annotate(Max("updated_at")))


@require_safe
@condition(etag_func=version)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """sitemap.xml: the parts, those with records dated by the log."""
    dates = told()
    rows = [
        {"location": f"{address_of(request)}/sitemaps/{name}-{number}.xml", "last_mod": dates.get(name)}
        for name, part in parts(request).items()
        for number in part.paginator.page_range
        if part.paginator.count
    ]
    return dated(TemplateResponse(request, "sitemap_index.xml", {"sitemaps": rows}, content_type=XML), dates.values())


@require_safe
@condition(etag_func=version)
def sitemap_part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One part; 404 for one that is not there."""
    part = parts(request).get(name)
    if part is None:
        raise Http404
    try:
        with translation.override(CANONICAL_LANGUAGE):
            entries = part.entries(number)
    except EmptyPage as error:
        raise Http404 from error
    date = told().get(name)
    answer = TemplateResponse(request, "home/sitemap_part.xml", {"urlset": entries}, content_type=XML)
    return dated(answer, [date] if date else [])


def dated(response: HttpResponse, dates: Iterable[dt.datetime]) -> HttpResponse:
    """With Last-Modified, where there is a date."""
    if newest := max(dates, default=None):
        response.headers["Last-Modified"] = http_date(newest.timestamp())
    return response


def site_map(request: HttpRequest) -> HttpResponse:
    """网站地图: the sections, and how many records are in each."""
    home = HomePage.objects.live().first()
    sections = home.get_children().live().specific() if home else Page.objects.none()
    context = {"sections": sections, "totals": totals(scope_q(request)), "structured_data": of_site_map()}
    return TemplateResponse(request, "home/site_map.html", context)


def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: the public pages are open to all."""
    text = f"{ROBOTS}Sitemap: {address_of(request)}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
