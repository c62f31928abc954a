"""sitemap.xml and robots.txt: every public record, once, at its own address, dated by the log."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from portal.home import sitemaps
from portal.home.models import PlainPage
from portal.home.tree import ensure_site_tree
from portal.pages.verbs import publish_changes, withdraw
from portal.publication.addresses import absolute
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.guides import ServiceGuideFactory

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(client: Client, address: str) -> dict[str, str | None]:
    """Addresses with their lastmod."""
    root = ElementTree.fromstring(client.get(address).content)
    rows = root.findall("s:url", NAMES) or root.findall("s:sitemap", NAMES)
    found = [(row.findtext("s:loc", namespaces=NAMES), row.findtext("s:lastmod", namespaces=NAMES)) for row in rows]
    assert len(dict(found)) == len(found)
    return dict(found)


def everything(client: Client) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for part in locations(client, "/sitemap.xml"):
        entries = locations(client, part)
        assert not found.keys() & entries.keys()
        found |= entries
    return found


def test_robots_names_the_sitemap(client: Client) -> None:
    assert f"Sitemap: {absolute('/sitemap.xml')}" in client.get("/robots.txt").content.decode().splitlines()


def test_every_public_record_and_section_is_there(client: Client) -> None:
    document, guide = PolicyDocumentFactory(), ServiceGuideFactory()
    found = everything(client)

    for page in (document, guide):
        item = PublishedItem.objects.get(pk=page.permanent_id)
        assert dt.datetime.fromisoformat(found[absolute(item.path)]) == item.updated_at
    assert {absolute(f"/{kind}/") for kind in KINDS} | {absolute("/"), absolute("/supermarket/")} <= found.keys()
    assert absolute("/accessibility/") in found


def test_what_is_withdrawn_or_restricted_is_not(client: Client) -> None:
    gone = PolicyDocumentFactory()
    path = absolute(PublishedItem.objects.get(pk=gone.permanent_id).path)
    withdraw(page=gone, reason="replaced")
    hidden = ensure_site_tree().add_child(instance=PlainPage(title="内部说明", slug="inside"))
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    found = everything(client)

    assert path not in found and absolute("/inside/") not in found


def test_addresses_are_the_portals_own_whatever_host_asked(client: Client) -> None:
    PolicyDocumentFactory()
    for part in locations(client, "/sitemap.xml"):
        entries = ElementTree.fromstring(client.get(part, headers={"host": "localhost"}).content)
        assert all(row.text.startswith(absolute("/")) for row in entries.findall("s:url/s:loc", NAMES))


def test_long_lists_are_paged(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps.Part, "limit", 2)
    pages = [PolicyDocumentFactory() for _number in range(5)]

    parts = [part for part in locations(client, "/sitemap.xml") if "/policies-" in part]

    assert [part.rsplit("-", 1)[1] for part in parts] == ["1.xml", "2.xml", "3.xml"]
    found = [address for part in parts for address in locations(client, part)]
    paths = PublishedItem.objects.filter(pk__in=[page.permanent_id for page in pages]).values_list("path", flat=True)
    assert sorted(found) == sorted(absolute(path) for path in paths)


@pytest.mark.parametrize("address", ["/sitemaps/policies-2.xml", "/sitemaps/policies-0.xml", "/sitemaps/nothing-1.xml",
                                     "/sitemaps/policies-99999999999999999999999.xml"])  # fmt: skip
def test_a_part_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    PolicyDocumentFactory()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemaps/policies-1.xml"])
def test_a_sitemap_is_sent_again_only_after_the_log_moved(client: Client, address: str) -> None:
    page = PolicyDocumentFactory()
    first = client.get(address)
    assert first["Last-Modified"].endswith("GMT")
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304

    page.summary = "改动"
    publish_changes(page=page)

    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200
