"""A site with a fixed filter shows a part of the portal and nothing of the rest; the API stays whole."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from portal.publication.consumers import advance
from portal.publication.models import PublishedItem
from portal.taxonomy.models import Field
from search.indexing.indexer import Indexer
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.appearance.sites import OTHER, at, main_site, white_label

pytestmark = pytest.mark.django_db
INSIDE, OUTSIDE = "支持科技创新的若干措施", "支持人才激励的若干措施"


@pytest.fixture
def records(home: Any) -> dict[str, str]:
    """One document in the field of technology, one in that of talent: their paths."""
    fields = {name: Field.objects.get(code=name) for name in ("technology", "talent")}
    PolicyDocumentFactory(title=INSIDE, slug="inside", policy_fields=[fields["technology"]])
    PolicyDocumentFactory(title=OUTSIDE, slug="outside", policy_fields=[fields["talent"]])
    advance(Indexer())
    white_label(scope="field=technology", name="科创惠企")
    return {"inside": "/policies/inside/", "outside": "/policies/outside/"}


@pytest.fixture
def there(records: Any) -> Client:
    return at(OTHER)


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("path", ["/", "/supermarket/", "/policies/", "/search/?q=支持", "/search/", "/en/policies/"])
def test_pages_show_what_the_filter_keeps_and_nothing_else(there: Client, path: str) -> None:
    shown = text(there, path)

    assert INSIDE in shown.replace("<mark>", "").replace("</mark>", "")
    assert OUTSIDE not in shown.replace("<mark>", "").replace("</mark>", "")
    assert OUTSIDE in text(at("testserver"), path).replace("<mark>", "").replace("</mark>", "")


def test_no_address_takes_the_filter_away(there: Client) -> None:
    for query in ("?field=talent", "?field=", "?-field=technology", "?scope=exact", "?field=talent,technology"):
        assert OUTSIDE not in text(there, f"/policies/{query}"), query


def test_the_filter_is_no_chip(there: Client) -> None:
    result = there.get("/policies/").context["result"]

    assert result["chips"] == []
    assert not result["filtered"]


def test_the_file_of_a_list_is_confined_too(there: Client) -> None:
    rows = b"".join(there.get("/policies/?format=csv").streaming_content).decode()

    assert INSIDE in rows and OUTSIDE not in rows


def test_suggestions_offer_what_the_site_has(there: Client) -> None:
    def offered(client: Client) -> set[str]:
        return {row["text"] for row in client.get("/search/suggest/", {"q": "支持"}).json()["suggestions"]}

    assert INSIDE in offered(there) and OUTSIDE not in offered(there)
    assert OUTSIDE in offered(at("testserver"))


def test_a_record_outside_leads_to_the_main_site(there: Client, records: dict[str, str]) -> None:
    assert there.get(records["inside"]).status_code == 200
    response = there.get(f"/en{records['outside']}?from=list")

    assert response.status_code == 302
    assert response["Location"] == f"{settings.PORTAL_BASE_URL}/en{records['outside']}?from=list"
    assert at("testserver").get(records["outside"]).status_code == 200


def test_a_filter_on_the_main_address_leads_nobody_in_a_circle(there: Client, records: Any, settings: Any) -> None:
    settings.PORTAL_BASE_URL = f"http://{OTHER}"

    assert there.get(records["outside"]).status_code == 200


def test_the_api_stays_whole_on_every_host(there: Client) -> None:
    titles = {row["title"] for row in there.get("/api/v1/policies").json()["data"]}

    assert {INSIDE, OUTSIDE} <= titles


def test_the_site_has_its_own_name(there: Client) -> None:
    assert "科创惠企" in text(there, "/")
    assert "科创惠企" not in text(at("testserver"), "/")


def test_a_list_is_the_sites_own_and_a_record_the_main_sites(there: Client, records: dict[str, str]) -> None:
    listed, record = text(there, "/policies/"), text(there, records["inside"])

    assert f'rel="canonical" href="http://{OTHER}/policies/"' in listed
    assert f'rel="canonical" href="{settings.PORTAL_BASE_URL}{records["inside"]}"' in record


def test_robots_and_sitemap_are_the_sites_own(there: Client) -> None:
    assert f"Sitemap: http://{OTHER}/sitemap.xml" in text(there, "/robots.txt")
    index = text(there, "/sitemap.xml")
    assert f"<loc>http://{OTHER}/sitemaps/pages-1.xml</loc>" in index and "policies-1" not in index
    pages = text(there, "/sitemaps/pages-1.xml")
    assert f"<loc>http://{OTHER}/policies/</loc>" in pages
    assert settings.PORTAL_BASE_URL not in pages
    assert "policies-1.xml" in text(at("testserver"), "/sitemap.xml")


def test_a_site_without_a_filter_points_to_the_main_site(home: Any) -> None:
    white_label(hostname="other.example", theme="park")
    there = at("other.example")

    assert f'rel="canonical" href="{settings.PORTAL_BASE_URL}/policies/"' in text(there, "/policies/")
    assert f"Sitemap: {settings.PORTAL_BASE_URL}/sitemap.xml" in text(there, "/robots.txt")


def test_a_value_that_left_its_vocabulary_narrows_nothing(home: Any) -> None:
    PolicyDocumentFactory(title=INSIDE)
    advance(Indexer())
    white_label(scope="field=nothing-any-more")
    assert INSIDE in text(at(OTHER), "/policies/")


def test_an_unknown_host_is_the_main_site(records: Any) -> None:
    assert main_site().hostname == "localhost"
    assert OUTSIDE in text(at("localhost"), "/policies/")
    assert PublishedItem.objects.count() == 2


def test_what_is_subscribed_to_is_confined_by_its_address(there: Client) -> None:
    assert 'href="/feeds/policies.atom?field=technology"' in text(there, "/policies/")
    assert 'href="/feeds/policies.atom"' in text(at("testserver"), "/policies/")


def test_records_like_one_are_those_of_the_site(there: Client, records: dict[str, str]) -> None:
    assert OUTSIDE not in text(there, records["inside"])


@pytest.mark.parametrize(("query", "types"), [("", ["text/csv", "application/json"]), ("?field=talent", ["text/csv"])])
def test_figures_are_described_by_the_sites_own_addresses(there: Client, query: str, types: list[str]) -> None:
    script = BeautifulSoup(text(there, f"/figures/{query}"), "html.parser").find("script", type="application/ld+json")
    described = json.loads(script.text)
    forms = described["distribution"]

    assert described["url"] == f"http://{OTHER}/figures/"
    assert [form["encodingFormat"] for form in forms] == types
    assert forms[0]["contentUrl"].startswith(f"http://{OTHER}/figures/?")
    assert all(form["contentUrl"] for form in forms)
