"""One portal for the folder, and windows on it that listen for what must not happen."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.public.served import PublicPortal, filled, running
from tests.browser.windows import WIDE


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[PublicPortal]:
    """The portal. Nothing is written to it but what a reader may write."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder if worker_id == "master" else folder.parent
    with running(filled(shared), folder / "public-run") as portal:
        yield portal


@pytest.fixture(scope="module")
def window(public: PublicPortal, chromium_browser: Browser) -> Iterator[Callable[..., Page]]:
    """window(**options): a page of a session of its own, in Chinese, 1280 px wide unless told otherwise."""
    contexts = []

    def make(**options: Any) -> Page:
        context = chromium_browser.new_context(**{"locale": "zh-CN", "viewport": WIDE, **options})
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
