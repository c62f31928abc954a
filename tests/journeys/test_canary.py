"""Canaries: what is not public, or was taken back, comes out of no door at all.

Every record here has its own word in every text; the same doors show the word of a public record, so a door that
looks at nothing fails, too.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from api.dumps.keeper import DumpKeeper
from portal.home.tree import ensure_site_tree
from portal.http_cache import middleware
from portal.pages.models import PortalPage
from portal.pages.tree import listing_for
from portal.pages.verbs import publish_changes, publish_new, withdraw
from portal.publication.consumers import advance
from portal.publication.models import PublicationEvent
from portal.publication.transaction import transaction
from portal.taxonomy.models import Organisation
from portal.windows.models import WindowEvent
from search.indexing.indexer import Indexer
from tests.factories.taxonomy import OrganisationFactory
from tests.journeys.secrets import DOORS, SUBTYPES, page_full_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Publish = Callable[[PortalPage, str], None]


@pytest.fixture(autouse=True)
def own_places(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index and dumps of this test's own, and a cache that keeps pages at once."""
    pages = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path),
             "OPTIONS": {"MAX_ENTRIES": 5000}}  # fmt: skip
    settings.CACHES = {**settings.CACHES, "pages": pages}
    monkeypatch.setattr(middleware, "SETTLE_SECONDS", 0)
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}
    settings.DUMPS_ROOT = tmp_path / "dumps"
    cache.clear()


@pytest.fixture
def keeper() -> Organisation:
    """A body that parts can name."""
    ensure_site_tree()
    return OrganisationFactory(name="示例市某局")


def follow() -> None:
    """Let those who keep something of their own come up to the log."""
    indexer = Indexer()
    while advance(indexer):
        pass
    DumpKeeper().handle(list(PublicationEvent.objects.order_by("position")))


def show(page: PortalPage, word: str) -> PortalPage:
    return publish_new(parent=listing_for(page.kind), page=page, note=word)


def restrict(page: PortalPage) -> None:
    with transaction():
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def directed(page: PortalPage, word: str) -> None:
    page.visibility = "directed"
    show(page, word)


def internal(page: PortalPage, word: str) -> None:
    page.visibility = "internal"
    show(page, word)


def draft(page: PortalPage, word: str) -> None:
    page.live = False
    listing_for(page.kind).add_child(instance=page)
    page.save_revision()


def restricted(page: PortalPage, word: str) -> None:
    draft(page, word)
    restrict(page)
    publish_changes(page=page, note=word)


def scheduled(page: PortalPage, word: str) -> None:
    draft(page, word)
    page.go_live_at = timezone.now() + dt.timedelta(days=3)
    publish_changes(page=page, note=word)
    assert not page.live


def edited(page: PortalPage, word: str) -> None:
    """A public record with a draft of its next version."""
    secret = page.summary
    page.title, page.summary = "公开的标题", ""
    for name in ("body", "steps", "foreword"):
        if hasattr(page, name):
            setattr(page, name, None)
    page = show(type(page)(title="公开的标题", permanent_id=page.permanent_id), "")
    page.title = page.summary = secret
    page.save_revision()


NEVER_PUBLIC: dict[str, Publish] = {
    way.__name__: way for way in (directed, internal, draft, restricted, scheduled, edited)
}  # fmt: skip


def not_public(page: PortalPage) -> None:
    withdraw(page=page, reason="not_public")


def issued_in_error(page: PortalPage) -> None:
    withdraw(page=page, reason="issued_in_error")


def made_internal(page: PortalPage) -> None:
    page.visibility = "internal"
    publish_changes(page=page)


TAKEN_BACK: dict[str, Callable[[PortalPage], None]] = {
    way.__name__: way for way in (not_public, issued_in_error, made_internal, restrict)
}  # fmt: skip


def word_of(way: str) -> str:
    return f"zq{way.replace('_', '')}鹮鹈"


def speaking(door: str, words: dict[str, str]) -> set[str]:
    """The ways whose word comes out of a door."""
    plain = {way: word.rstrip("鹮鹈") for way, word in words.items()}
    found: set[str] = set()
    for text in DOORS[door](Client(), list(words.values())):
        found |= {way for way, word in plain.items() if word in text}
    return found


def test_what_was_never_public_comes_out_nowhere(keeper: Organisation) -> None:
    words = {way: word_of(way) for way in (*NEVER_PUBLIC, "public")}
    for subtype in SUBTYPES:
        for way, hide in NEVER_PUBLIC.items():
            hide(page_full_of(words[way], subtype, keeper), words[way])
        show(page_full_of(words["public"], subtype, keeper), words["public"])
    for door in DOORS:
        follow()
        assert speaking(door, words) == {"public"}, door


def test_what_was_taken_back_comes_out_no_longer(keeper: Organisation) -> None:
    words = {way: word_of(way) for way in TAKEN_BACK}
    pages = {(way, subtype): told(words[way], subtype, keeper) for way in TAKEN_BACK for subtype in SUBTYPES}
    follow()
    # An address stays known for ever (410), so it does not hold the word here, and a sitemap has nothing else.
    doors = [door for door in DOORS if door != "sitemap"]
    assert {door: speaking(door, words) for door in doors} == {door: set(words) for door in doors}

    for (way, _subtype), page in pages.items():
        TAKEN_BACK[way](page)
    follow()

    assert {door: speaking(door, words) for door in doors} == {door: set() for door in doors}


def told(word: str, subtype: str, keeper: Organisation) -> PortalPage:
    """A public record that was changed, and whose windows something happened to."""
    page = page_full_of(word, subtype, keeper)
    page.slug = f"neutral-{page.permanent_id.hex[:12]}"
    page = show(page, word)
    for window in page.windows.all() if hasattr(page, "windows") else ():
        WindowEvent(window_id=window.permanent_id, kind="suspended", at=timezone.now(), reason=word).save()
    page.summary = f"{word} {word}"
    return publish_changes(page=page, note=word)
