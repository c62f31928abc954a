"""Labels that Chinese government sites carry, and where a page's feeds are."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from portal.publication.addresses import absolute
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.notices import ApplicationNoticeFactory
from themes.templatetags.page_labels import authors, feeds, publication_time

pytestmark = pytest.mark.django_db


def head(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser").head


def labels(client: Client, address: str) -> dict[str, str]:
    return {label["name"]: label["content"] for label in head(client, address).find_all("meta", attrs={"name": True})}


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_names_its_column(client: Client, kind: str) -> None:
    PolicyDocumentFactory()
    found = labels(client, f"/{kind}/")

    assert found["SiteName"] and found["SiteDomain"] == "testserver"
    assert all(found[f"Column{name}"] for name in ("Name", "Type", "Keywords", "Description"))


def test_an_item_says_title_date_source_and_who_wrote_it(client: Client) -> None:
    page = PolicyDocumentFactory(title="若干措施", published_on="2024-05-06", keywords="科技 创新", summary="摘要",
                                 source_name="市政府公报")  # fmt: skip
    found = labels(client, PublishedItem.objects.get(pk=page.permanent_id).path)

    assert (found["ArticleTitle"], found["PubDate"], found["ContentSource"]) == (
        "若干措施", "2024-05-06 00:00", "市政府公报",
    )  # fmt: skip
    assert (found["Keywords"], found["Description"]) == ("科技,创新", "摘要")
    assert found["Url"] == absolute(PublishedItem.objects.get(pk=page.permanent_id).path)


def test_the_time_is_told_where_the_record_came_on_the_day_it_states() -> None:
    came = dt.datetime(2024, 5, 5, 17, 30, tzinfo=dt.UTC)

    assert publication_time("2024-05-06", came) == "2024-05-06 01:30"
    assert publication_time("2024-05-05", came) == "2024-05-05 00:00"
    assert publication_time(None, came) == "2024-05-06 01:30"
    assert publication_time(None, None) == ""


def test_authors_are_those_who_issued_it_else_who_keeps_it() -> None:
    issuing, keeper = [{"name": "甲局"}, {"name": "乙局"}], {"name": "丙中心"}

    assert authors({"roles": {"issuing": issuing, "competent": []}, "owner": keeper}) == "甲局、乙局"
    assert authors({"roles": {"issuing": [], "competent": []}, "owner": keeper}) == "丙中心"
    assert authors({}) == ""


def test_a_list_announces_its_feeds_with_the_filter_in_use(client: Client) -> None:
    ApplicationNoticeFactory()
    found = {link["type"]: link["href"] for link in head(client, "/notices/?level=city,park&q=研发&page=2").find_all(
        "link", rel="alternate")}  # fmt: skip

    query = "?q=%E7%A0%94%E5%8F%91&level=city,park"
    assert found == {
        "application/atom+xml": f"/feeds/notices.atom{query}",
        "application/rss+xml": f"/feeds/notices.rss{query}",
        "application/feed+json": f"/feeds/notices.json{query}",
        "text/calendar": f"/feeds/deadlines.ics{query}",
    }
    assert all(client.get(address).status_code == 200 for address in found.values())


def test_an_item_announces_its_form_in_the_api_and_the_feeds_of_its_kind(client: Client) -> None:
    page = PolicyDocumentFactory()
    links = head(client, PublishedItem.objects.get(pk=page.permanent_id).path).find_all("link", rel="alternate")

    found = {link["type"]: link["href"] for link in links}
    assert found["application/json"] == absolute(f"/api/v1/policies/{page.permanent_id}")
    assert found["application/atom+xml"] == "/feeds/policies.atom"


def test_an_instant_of_asking_is_no_filter_of_a_feed() -> None:
    assert feeds({}, "policies", "", [("as_of", "2024-01-01T00:00:00+08:00")])[0]["url"] == "/feeds/policies.atom"


@pytest.mark.parametrize("address", ["/", "/policies/", "/supermarket/", "/site-map/", "/business-items/"])
def test_a_page_in_two_languages_has_one_address(client: Client, address: str) -> None:
    PolicyDocumentFactory()
    for path in (address, f"/en{address}"):
        assert head(client, path).find("link", rel="canonical")["href"] == absolute(address)


@pytest.mark.parametrize("address", ["/policies/?level=city", "/policies/?page=2", "/search/", "/not-here/"])
def test_what_is_not_to_be_indexed_has_no_canonical_address(client: Client, address: str) -> None:
    for _number in range(25):
        PolicyDocumentFactory()
    found = head(client, address)

    assert found.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert found.find("link", rel="canonical") is None
