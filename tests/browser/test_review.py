"""The list of what is missing beside the editor, two people at one record, and a withdrawal, as people see them."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.pages.gate import waived
from portal.policies.models import PolicyDocument
from portal.publication.models import PublishedItem
from portal.review.sections import THREE, set_review
from tests.browser.portal import Portal
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.review.calls import as_draft, complete_document, owner, person

# The page's content policy lets Playwright poll nothing.
WATCHING = """() => new Promise((done) => {
  const watching = () => window.wagtail.app.queryController('w-unsaved')?.initialFormData;
  const look = () => (watching() ? done() : setTimeout(look, 100));
  look();
})"""


def picture(page: Page, name: str) -> None:
    """A picture for whoever asks for them with HUIQI_SCREENSHOTS."""
    if folder := os.environ.get("HUIQI_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture(autouse=True)
def enforced(settings: Any) -> None:
    settings.PUBLICATION_GATE = "enforced"


def editor(portal: Portal, page: Page, record: PolicyDocument) -> None:
    """Open it, and wait like a person: Wagtail takes what stands there after two seconds for what was loaded."""
    page.goto(portal.url + reverse("wagtailadmin_pages:edit", args=[record.pk]))
    page.evaluate(WATCHING)


def press(page: Page, name: str) -> None:
    """A button of the editor's footer, behind its menu where it is not the first."""
    button = page.locator(f'button[name="{name}"]').first
    if not button.is_visible():
        page.locator("footer [data-w-dropdown-target='toggle']").first.click()
    button.click()


def test_what_is_missing_is_listed_leads_to_its_field_and_keeps_the_record_back(
    portal: Portal, page: Page, sign_in: Callable[[Page, Any], None], axe: Callable[[Page], list[str]]
) -> None:
    author = person("author")
    record = as_draft(complete_document(body=[], issued_on=None), author)
    sign_in(page, author)
    editor(portal, page, record)

    page.locator('[data-side-panel-toggle="gate"]').click()
    expect(page.locator("[data-gate-anchor]")).to_have_count(2)
    picture(page, "gate-list")
    page.locator('[data-gate-anchor="issued_on"]').click()
    expect(page.locator("#id_issued_on")).to_be_focused()
    page.keyboard.type("2026-05-01")
    page.keyboard.press("Tab")
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)
    expect(page.locator("[data-gate-anchor]")).to_have_count(1, timeout=20_000)
    page.locator("#id_title").fill("改过的标题")
    press(page, "action-publish")

    expect(page.locator(".messages")).to_contain_text("改过的标题")
    expect(page.locator("#id_title")).to_have_value("改过的标题")
    expect(page.locator(".messages [data-gate-anchor]")).to_have_css("color", "rgb(255, 255, 255)")
    picture(page, "gate-refused")
    assert not PublishedItem.objects.exists()
    assert axe(page) == []


def test_two_people_make_one_draft(
    portal: Portal,
    new_page: Callable[..., Page],
    sign_in: Callable[[Page, Any], None],
    axe: Callable[[Page], list[str]],
) -> None:
    author, other = person("author"), person("other")
    record = as_draft(complete_document(summary="最初的摘要", body=[]), author)
    mine, theirs = new_page(), new_page()
    for page, user in ((mine, author), (theirs, other)):
        sign_in(page, user)
        editor(portal, page, record)
    theirs.locator("#id_summary").fill("另一人的摘要")
    expect(theirs.locator("#w-autosave-indicator")).to_contain_text("保存", timeout=15_000)
    theirs.wait_for_timeout(1500)
    mine.locator("#id_summary").fill("我的摘要")
    mine.wait_for_timeout(2500)
    picture(mine, "merge-warning")
    mine.evaluate("document.querySelector('form[data-edit-form]').submit()")

    mine.wait_for_url("**/review/merge/**")
    picture(mine, "merge")
    assert axe(mine) == []
    mine.locator('input[name="choice-summary"][value="mine"]').check()
    mine.locator("form .review-buttons button").click()
    expect(mine.locator("#id_summary")).to_have_value("我的摘要")


def test_withdrawal_asks_why(
    portal: Portal, page: Page, sign_in: Callable[[Page, Any], None], axe: Callable[[Page], list[str]]
) -> None:
    user = person("root")
    user.is_superuser = user.is_staff = True
    user.save()
    with waived("test"):
        record = PolicyDocumentFactory(title="将要撤下的办法", record_owner=owner())
    sign_in(page, user)
    page.goto(portal.url + reverse("wagtailadmin_pages:unpublish", args=[record.pk]))
    picture(page, "withdraw")
    page.locator('input[name="reason"][value="replaced"]').check()
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main .error-message")).to_have_count(1)
    picture(page, "withdraw-mistake")
    assert PublishedItem.objects.get().live
    assert axe(page) == []
    page.locator('input[name="reason"][value="retention_over"]').check()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/pages/**")
    assert PublishedItem.objects.get().reason == "retention_over"


def test_sections_and_records_are_readable(
    portal: Portal, page: Page, sign_in: Callable[[Page, Any], None], axe: Callable[[Page], list[str]]
) -> None:
    user, author = person("root", forcing=True), person("author")
    user.is_superuser = user.is_staff = True
    user.save()
    set_review("policies", THREE)
    record = as_draft(complete_document(body=[]), author)
    record.get_workflow().start(record, author)
    sign_in(page, user)
    for name, args in (("review_sections", []), ("review_force", [record.pk])):
        page.goto(portal.url + reverse(name, args=args))
        picture(page, name)
        assert axe(page) == []
    editor(portal, page, record)
    page.locator('[data-workflow-action-name="approve"], button[value="approve"]').first.evaluate("it => it.click()")
    expect(page.locator('input[name="checked"]').first).to_be_visible()
    page.wait_for_timeout(500)
    picture(page, "approve")
    for box in page.locator('input[name="checked"]').all():
        box.check()
    page.locator(".modal form button[type=submit]").click()
    expect(page.locator(".messages .success")).to_be_visible()
    page.goto(portal.url + reverse("review_record", args=[record.pk]))
    expect(page.locator(".review-record table")).to_contain_text("root")
    picture(page, "record")
    assert axe(page) == []
