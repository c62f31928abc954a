"""Similar records: of like title, own kind first, never itself or another version, nothing while the engine is away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from portal.publication.models import PublishedItem
from search.finding.memory import times
from search.finding.similar import similar
from tests.factories.documents import PolicyDocumentFactory
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def item(indexed: Callable[[], None]) -> PublishedItem:
    found = publish(title="高新技术企业认定管理办法")
    publish(title="高新技术企业认定管理办法")
    publish("guides", title="高新技术企业认定")
    publish(title="高新技术企业认定管理工作指引")
    publish(title="森林防火条例")
    indexed()
    return found


def titles(item: PublishedItem) -> list[str]:
    return [other.title for other in similar(item) or ()]


def test_like_titles_own_kind_first(item: PublishedItem) -> None:
    assert titles(item) == ["高新技术企业认定管理工作指引", "高新技术企业认定"]


def test_what_is_withdrawn_meanwhile_is_not_shown(item: PublishedItem) -> None:
    similar(item)
    remove(PublishedItem.objects.get(title="高新技术企业认定"))

    assert titles(item) == ["高新技术企业认定管理工作指引"]


def test_without_the_engine_there_is_nothing_and_nobody_waits_twice(item: PublishedItem, index_folder: Path) -> None:
    pointer = index_folder / "current"
    serving = pointer.read_bytes()
    pointer.unlink()
    assert titles(item) == []
    pointer.write_bytes(serving)

    assert titles(item) == []
    cache.clear()
    assert len(titles(item)) == 2


def test_item_page_shows_them(client: Client, indexed: Callable[[], None]) -> None:
    page = PolicyDocumentFactory(title="高新技术企业认定管理办法")
    publish(title="高新技术企业认定管理工作指引")
    indexed()

    body = client.get(f"/i/{page.permanent_id}", follow=True).content.decode()
    assert 'id="similar"' in body and "高新技术企业认定管理工作指引" in body


def test_a_cache_that_does_not_answer_costs_nothing(item: PublishedItem) -> None:
    away = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    with override_settings(CACHES={"default": away}):
        assert len(titles(item)) == 2
        assert times("anything", 60) == 1
