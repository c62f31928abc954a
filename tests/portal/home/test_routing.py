"""A record's page is found in two queries, and only where it stands."""

import pytest
from django.http import Http404
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from portal.home.models import HomePage
from portal.pages.verbs import withdraw
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.guides import ServiceGuideFactory

pytestmark = pytest.mark.django_db
REQUEST = RequestFactory().get("/")


def test_record_by_its_list_and_its_own_slug(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    document, guide = PolicyDocumentFactory(slug="same"), ServiceGuideFactory(slug="same")
    home = HomePage.objects.get()

    with django_assert_num_queries(2):
        found = home.route(REQUEST, ["guides", "same"]).page
    assert (type(found), found.pk) == (type(guide), guide.pk)
    assert home.route(REQUEST, ["policies", "same"]).page.pk == document.pk


@pytest.mark.parametrize("path", ["policies/nope", "nope/same", "guides/same", "policies/same/x"])
def test_where_nothing_stands(path: str) -> None:
    PolicyDocumentFactory(slug="same")

    with pytest.raises(Http404):
        HomePage.objects.get().route(REQUEST, path.split("/"))


def test_what_is_not_live_has_no_page() -> None:
    withdraw(page=PolicyDocumentFactory(slug="gone"), reason="unspecified")

    with pytest.raises(Http404):
        HomePage.objects.get().route(REQUEST, ["policies", "gone"])
