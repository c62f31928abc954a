"""What is offered under a fixed filter is chosen among what the filter keeps, not cut first."""

from pathlib import Path
from typing import Any

import pytest

from portal.home import lost
from portal.home.tree import ensure_site_tree
from portal.publication.consumers import advance
from search.finding import advice, suggestions
from search.indexing.indexer import Indexer
from tests.portal.appearance.sites import OTHER, at, white_label
from tests.portal.kiosk.records import scheme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_of_two(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two like schemes the site has the second, and no more than one is ever looked at."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, OTHER]
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}
    ensure_site_tree()
    scheme("高新技术奖励", slug="reward-a", field="talent")
    scheme("高新技术企业的奖励", slug="reward-b", field="technology")
    advance(Indexer())
    white_label(scope="field=technology")
    monkeypatch.setattr(lost, "MOST", 1)
    monkeypatch.setattr(advice, "MOST_SIMILAR", 1)
    monkeypatch.setattr(suggestions, "LOOKED_AT", 1)


def offered(host: str, path: str) -> list[str]:
    response = at(host).get(path)
    assert response.status_code == 404
    return [row["url"] for row in response.context["near"]]


@pytest.mark.parametrize("path", ["/policy-products/reward/", "/高新技术奖励/", "/gaoxinjishu/"])
def test_an_address_without_a_page_offers_the_sites_own(path: str) -> None:
    assert offered(OTHER, path) == ["/policy-products/reward-b/"], path
    assert len(offered("testserver", path)) == 1


def test_letters_find_the_sites_own() -> None:
    page = at(OTHER).get("/kiosk/letters/?typed=gxjs").content.decode()

    assert "高新技术企业的奖励" in page and "高新技术奖励" not in page
