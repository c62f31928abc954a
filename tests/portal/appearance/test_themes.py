"""A request's page comes from the templates of its site's theme, with all that it extends and includes."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from portal.appearance.models import SitePresentation
from portal.home.tree import ensure_site_tree
from tests.factories.documents import PolicyDocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Any:
    return ensure_site_tree()


def present(**values: Any) -> SitePresentation:
    return SitePresentation.objects.create(site=Site.objects.get(is_default_site=True), **values)


def test_a_site_without_a_choice_has_the_base_theme(client: Client, home: Any) -> None:
    assert "css/bundle-base.css" in client.get("/").content.decode()


def test_the_chosen_theme_gives_its_stylesheet(client: Client, home: Any) -> None:
    present(theme="park")
    for path in ("/", "/policies/", "/search/", "/business-items/", "/nowhere/"):
        assert "css/bundle-park" in client.get(path).content.decode(), path


def test_a_theme_that_is_gone_leaves_the_base_theme(client: Client, home: Any) -> None:
    present(theme="gone")
    assert "css/bundle-base.css" in client.get("/").content.decode()


def test_a_page_says_which_display_modes_it_is_in(client: Client) -> None:
    PolicyDocumentFactory(slug="shown")
    assert "data-display" not in client.get("/policies/shown/").content.decode()
    client.cookies["display"] = "large.contrast"
    assert 'data-display="contrast large"' in client.get("/policies/shown/").content.decode()
