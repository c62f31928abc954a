"""The intake's screens in a browser: nothing bars the way of those who use other means than eye and mouse."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from tests.browser.notice_file import write_notice
from tests.browser.portal import Portal
from tests.browser.windows import PHONE

LIST = "标题,文号,发布日期\n关于支持创新的通知,苏府〔2026〕1号,2026-03-01\n"


@pytest.fixture
def clerk(portal: Portal, page: Page, sign_in: Callable[[Page, User], None]) -> Page:
    """Signed in, before the drop zone."""
    sign_in(page, User.objects.create_superuser("clerk", "clerk@example.org", "not-a-default-1"))
    portal.open(page, "/admin/intake/")
    return page


def give(portal: Portal, page: Page, path: Path) -> None:
    page.locator("#intake-files").set_input_files(path)
    page.wait_for_url("**/admin/intake/*-*/**")
    portal.work()


def test_review_is_clear_marks_passages_and_takes_rows_by_keyboard(
    portal: Portal, clerk: Page, axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    assert axe(clerk) == []
    give(portal, clerk, write_notice(tmp_path))
    expect(clerk.locator("#id_title")).to_be_visible()
    assert axe(clerk) == []

    clerk.locator("[data-intake-rows=conditions] [data-intake-add]").press("Enter")
    clerk.keyboard.type("近两年无重大安全事故。")
    expect(clerk.locator("#id_conditions-4-text")).to_have_value("近两年无重大安全事故。")

    link = clerk.locator("[data-intake-passage]", has_text="王老师").first
    link.press("Enter")
    expect(clerk.locator(".intake-passage.is-marked")).to_be_focused()
    clerk.set_viewport_size(PHONE)
    assert axe(clerk) == []


def test_list_is_clear_from_columns_to_report(
    portal: Portal, clerk: Page, axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(LIST, encoding="gb18030")
    give(portal, clerk, path)
    expect(clerk.locator("#id_title")).to_be_visible()
    assert axe(clerk) == []

    clerk.locator(".intake-save button").first.click()
    clerk.wait_for_url("**/admin/intake/runs/*/")
    portal.work()

    expect(clerk.locator(".intake-counts")).to_be_visible()
    assert axe(clerk) == []
