"""The site map for people and the rules for robots."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from portal.home.composition import totals
from portal.home.models import HomePage

ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /search/\nDisallow: /i/\nAllow: /\n"


def site_map(request: HttpRequest) -> HttpResponse:
    """网站地图: the sections, and how many records are in each."""
    home = HomePage.objects.live().first()
    sections = home.get_children().live().specific() if home else Page.objects.none()
    return render(request, "home/site_map.html", {"sections": sections, "totals": totals()})


def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: the public pages are open to all."""
    return HttpResponse(ROBOTS + f"# {settings.PORTAL_BASE_URL}\n", content_type="text/plain; charset=utf-8")
