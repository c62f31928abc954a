"""Buttons of the apps at a page: in its header and in the explorer's rows."""

from collections.abc import Callable, Iterator
from typing import Any

from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

Offered = Callable[[Page, Any], Iterator[Button]]


def page_buttons(offered: Offered) -> Offered:
    """Decorator: what `offered(page, user)` yields stands in the page's header and under "More" in the explorer."""

    @hooks.register("register_page_header_buttons")
    def in_header(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
        yield from offered(page, user)

    @hooks.register("register_page_listing_more_buttons")
    def in_rows(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
        yield from offered(page, user)

    return offered
