"""Beside a record, a site with a fixed filter shows nothing of what the filter leaves out."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client

from portal.home.tree import ensure_site_tree
from portal.policies.models import ProductMember
from portal.publication.consumers import advance
from search.indexing.indexer import Indexer
from tests.factories.products import PolicyProductFactory
from tests.portal.appearance.sites import OTHER, at, white_label
from tests.portal.kiosk.records import scheme

pytestmark = pytest.mark.django_db
INSIDE, OUTSIDE = "研发投入奖励", "研发人才奖励"


@pytest.fixture
def pair(settings: Any, tmp_path: Path) -> tuple[Any, Any]:
    """Two schemes of one package with like titles, of which the site is to show the first."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, OTHER]
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}
    ensure_site_tree()
    schemes = scheme(INSIDE, field="technology"), scheme(OUTSIDE, field="talent")
    PolicyProductFactory(title="组合", members=[ProductMember(scheme=page) for page in schemes])
    advance(Indexer())
    white_label(scope="field=technology")
    return schemes


def compared(client: Client, **asked: str) -> str:
    response = client.get("/compare/", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_outside_is_compared(pair: tuple[Any, Any]) -> None:
    items = ",".join(page.slug for page in pair)

    assert OUTSIDE in compared(at("testserver"), items=items)
    assert INSIDE in compared(at(OTHER), items=items)
    assert OUTSIDE not in compared(at(OTHER), items=items)


@pytest.mark.parametrize("words", ["", "研发"])
def test_nothing_outside_is_offered_for_comparison(pair: tuple[Any, Any], words: str) -> None:
    assert OUTSIDE in compared(at("testserver"), items=pair[0].slug, q=words)
    assert OUTSIDE not in compared(at(OTHER), items=pair[0].slug, q=words)


@pytest.mark.parametrize("path", ["versions/?since=1", "versions.atom"])
def test_versions_of_a_record_outside_are_the_main_sites(pair: tuple[Any, Any], path: str) -> None:
    inside, outside = (at(OTHER).get(f"/i/{page.permanent_id}/{path}") for page in pair)

    assert inside.status_code == 200
    assert outside.status_code == 302
    assert outside["Location"] == f"{project.PORTAL_BASE_URL}/i/{pair[1].permanent_id}/{path}"
