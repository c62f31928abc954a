"""Chromium before a live portal. Every test here is marked `browser` and `slow` and commits its transactions."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from portal.accounts.models import User
from portal.home.tree import ensure_site_tree
from portal.taxonomy import vocabulary
from tests.browser.portal import Portal, violations
from tests.browser.windows import WIDE, settle

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
        # What readers meet is served by a process of its own: no table here is touched.
        if HERE in item.path.parents and HERE / "public" not in item.path.parents:
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="package")
def chromium_browser(chromium: str, django_db_setup: None) -> Iterator[Browser]:
    """One Chromium for all; it ends with this folder, because Playwright's event loop would disturb other tests.

    Where a loop runs, Django takes another connection in the same thread: it, too, leaves putting back to us.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Django sees that loop in the test's own thread and would refuse every query.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        # A busy machine takes longer than Playwright's five seconds to publish.
        expect.set_options(timeout=30_000)
        connection._test_serialized_contents = "[]"
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()
        connection.close()


@pytest.fixture
def portal(live_server: Any, settings: LazySettings, tmp_path: Path, chromium_browser: Browser) -> Iterator[Portal]:
    """An empty portal with its site tree; uploads, index and dumps are this test's own."""
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}
    settings.MEDIA_ROOT, settings.DUMPS_ROOT = tmp_path / "media", tmp_path / "dumps"
    cache.clear()
    vocabulary.drop()
    ensure_site_tree()
    yield Portal(live_server.url)
    vocabulary.drop()


@pytest.fixture
def new_page(portal: Portal, chromium_browser: Browser) -> Iterator[Callable[..., Page]]:
    """new_page(**options) opens a window of its own session, in Chinese, 1280 px wide unless told otherwise.

    Windows are closed before the portal's tables are emptied.
    """
    contexts = []

    def make(**options: Any) -> Page:
        context = chromium_browser.new_context(**{"locale": "zh-CN", "viewport": WIDE, **options})
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A browser window."""
    return new_page()


@pytest.fixture
def sign_in(portal: Portal) -> Callable[[Page, User], None]:
    """sign_in(page, user): the session's cookie, without the form."""

    def give_session(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": portal.url}])

    return give_session


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """axe(page): what is wrong for people who use other means than eye and mouse, one line each."""

    def look(page: Page) -> list[str]:
        settle(page)
        return violations(Axe().run(page))

    return look
