"""The back-office opens in a real browser: static files are there, no script fails, nothing bars the way."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from portal.accounts.models import User
from tests.browser.portal import Portal


def test_back_office_opens_without_a_failing_script_or_file(
    portal: Portal, page: Page, sign_in: Callable[[Page, User], None]
) -> None:
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    sign_in(page, User.objects.create_superuser("clerk", "clerk@example.org", "not-a-default-1"))

    portal.open(page, "/admin/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert failed == []
