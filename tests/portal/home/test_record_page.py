"""A record's page is made of the log; Wagtail answers for what the log does not show."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from portal.home.models import HomePage, ListingPage, PlainPage
from portal.home.tree import ensure_site_tree
from portal.pages.verbs import publish_changes, withdraw
from portal.publication.page_cache import ALIAS
from portal.publication.transaction import transaction
from portal.taxonomy import vocabulary
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.guides import ServiceGuideFactory
from tests.factories.interpretations import InterpretationFactory
from tests.portal.http_cache.pages import anew
from tests.themes.site import Chain, publish_chain

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(settings: Any) -> Iterator[None]:
    """Parts of pages are kept as on a real portal."""
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": uuid.uuid4().hex}
    settings.CACHES = {**settings.CACHES, ALIAS: local}
    yield
    caches[ALIAS].clear()


def asked(path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        anew(path)
    return len(queries)


def test_record_by_its_list_and_its_own_slug() -> None:
    PolicyDocumentFactory(title="措施", slug="same")
    ServiceGuideFactory(title="指南", slug="same")

    assert "<h1>措施</h1>" in anew("/policies/same/") and "<h1>指南</h1>" in anew("/guides/same/")
    assert '<h1 lang="zh-CN">措施</h1>' in anew("/en/policies/same/")


@pytest.mark.parametrize(
    "path",
    ["/policies/nope/", "/nope/same/", "/guides/same/", "/policies/same/x/", "/policies/%00/", "/policies/sa me/"],
)
def test_where_nothing_stands(client: Client, path: str) -> None:
    PolicyDocumentFactory(slug="same")

    assert client.get(path).status_code == 404


def test_a_slug_in_chinese(client: Client) -> None:
    page = PolicyDocumentFactory(title="措施", slug="科技创新")
    with CaptureQueriesContext(connection) as queries:
        assert "<h1>措施</h1>" in client.get("/policies/科技创新/").content.decode()
    assert not any("policies_policydocument" in query["sql"] for query in queries)
    withdraw(page=page, reason="unspecified")
    assert client.get("/policies/科技创新/").status_code == 410


def test_there_is_one_home_page() -> None:
    assert not HomePage.can_create_at(ensure_site_tree()) and not HomePage.can_create_at(PlainPage())


def test_a_draft_is_not_shown() -> None:
    page = PolicyDocumentFactory(title="公布的题目", slug="edited")
    page.title = "还没有公布的题目"
    page.save_revision()

    assert "还没有" not in anew("/policies/edited/")


def test_withdrawn_restricted_and_former(client: Client) -> None:
    gone, closed, moved = (PolicyDocumentFactory(slug=slug) for slug in ("gone", "closed", "moved"))
    withdraw(page=gone, reason="unspecified")
    with transaction():
        PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    moved.slug = "elsewhere"
    publish_changes(page=moved)

    assert client.get("/policies/gone/").status_code == 410
    assert client.get("/policies/closed/").status_code == 302
    assert client.get("/policies/moved/")["Location"] == "/policies/elsewhere/"


def test_on_a_site_that_shows_only_a_part_of_the_tree(client: Client, settings: Any) -> None:
    PolicyDocumentFactory(title="措施", slug="same")
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "lists.example"]
    Site.objects.create(hostname="lists.example", root_page=ListingPage.objects.get(kind="policies"))

    assert client.get("/policies/same/", headers={"host": "lists.example"}).status_code == 404
    assert "<h1>措施</h1>" in client.get("/same/", headers={"host": "lists.example"}).content.decode()


def test_only_reading_is_answered(client: Client) -> None:
    PolicyDocumentFactory(slug="same")

    assert client.head("/policies/same/").status_code == 200
    assert client.post("/policies/same/").status_code == 405


def test_a_page_with_a_graphic_reads_it_from_the_record() -> None:
    InterpretationFactory(slug="seen", form="video", media_url="https://example.org/video.mp4")

    assert "https://example.org/video.mp4" in anew("/interpretations/seen/")


@pytest.fixture
def chain(parts: None) -> Chain:
    found = publish_chain()
    vocabulary.drop()
    return found


def test_a_page_made_again_asks_for_the_head_and_its_own_words(chain: Chain) -> None:
    for page in (chain.call, chain.scheme, chain.product, chain.document):
        anew(page.url)
        assert asked(page.url) <= 3, page.url


def test_what_is_published_around_a_record_is_seen_at_once(chain: Chain) -> None:
    assert chain.call.title in anew(chain.scheme.url)
    chain.call.title = "改过题目的申报通知"
    publish_changes(page=chain.call)
    assert "改过题目的申报通知" in anew(chain.scheme.url)

    withdraw(page=chain.call, reason="unspecified")
    assert "改过题目的申报通知" not in anew(chain.scheme.url)
