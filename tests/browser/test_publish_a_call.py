"""Somebody new to it publishes a call from a Word file: from signing in to the public page and the feed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from portal.accounts.models import Membership, User
from portal.accounts.separation import CLERK, PUBLISHER
from portal.intake.models import Upload
from portal.policies.models import ApplicationNotice
from portal.taxonomy.models import Organisation
from tests.browser.hand import Hand
from tests.browser.notice_file import TITLE, write_notice
from tests.browser.portal import Portal

PASSWORD = "not-a-default-1"
# What a person may need who makes no detour; whoever adds a screen between has to defend it here.
CLERK_CLICKS, PUBLISHER_CLICKS = 9, 8


@pytest.fixture
def people(portal: Portal, settings: LazySettings) -> Organisation:
    """A clerk and a publisher of one department, with the rights that their roles have, and the gate closed."""
    settings.PUBLICATION_GATE = "enforced"
    call_command("ensure_roles", verbosity=0)
    call_command("ensure_workflows", verbosity=0)
    body = Organisation.objects.create(name="湖北省统计局")
    for name, group, role in (
        ("clerk", CLERK, Membership.Role.EDITOR),
        ("publisher", PUBLISHER, Membership.Role.APPROVER),
    ):
        user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
        user.groups.add(Group.objects.get(name=group))
        Membership.objects.create(user=user, organisation=body, role=role)
    return body


def test_call_goes_from_a_word_file_to_the_public_and_the_feed(
    portal: Portal, people: Organisation, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    clerk, publisher = Hand(new_page(), "clerk"), Hand(new_page(), "publisher")

    give_the_file(portal, clerk, write_notice(tmp_path))
    check_and_save(clerk)
    send_for_approval(clerk)
    assert not ApplicationNotice.objects.get().live
    approve(portal, publisher)
    portal.work()
    read_in_public(portal, new_page())

    print(f"\n{clerk.told()}\n{publisher.told()}")  # noqa: T201 - read with -s
    assert clerk.clicks <= CLERK_CLICKS
    assert publisher.clicks <= PUBLISHER_CLICKS


def log_in(portal: Portal, hand: Hand) -> None:
    portal.open(hand.page, "/admin/")
    hand.type(hand.page.locator("[name=username]"), hand.who)
    hand.type(hand.page.locator("[name=password]"), PASSWORD)
    hand.click(hand.page.locator("main button[type=submit]"))
    expect(hand.page.locator("h1").first).to_be_visible()
    hand.done("sign-in")


def give_the_file(portal: Portal, clerk: Hand, path: Path) -> None:
    log_in(portal, clerk)
    clerk.click(clerk.page.locator("a[href='/admin/intake/']").first)
    clerk.choose_file(clerk.page.locator("#intake-files"), path)
    clerk.page.wait_for_url("**/admin/intake/*-*/")
    clerk.done("file-given")
    portal.work()
    expect(clerk.page.locator("#id_title")).to_have_value(TITLE)
    clerk.done("file-read")


def check_and_save(clerk: Hand) -> None:
    page = clerk.page
    expect(page.locator("#id_closes_at_0")).to_have_value("2027-01-29")
    expect(page.locator("#id_closes_at_1")).to_have_value("17:30")
    expect(page.locator("#id_conditions-0-text")).to_have_value("在湖北省行政区域内依法登记注册，具有独立法人资格；")
    clerk.click(passage_of(page, "closes_at"))
    expect(page.locator(".intake-passage.is-marked")).to_contain_text("2027年1月29日17时30分")
    clerk.type(page.locator("#id_batch"), "第一批")
    clerk.done("checked")
    clerk.click(page.locator(".intake-save button").first)
    page.wait_for_url("**/admin/pages/*/edit/")
    clerk.done("draft-saved")


def passage_of(page: Page, name: str) -> Locator:
    return page.locator(".intake-field", has=page.locator(f"[name^={name}]")).locator("[data-intake-passage]").first


def send_for_approval(clerk: Hand) -> None:
    page = clerk.page
    button = page.locator("footer button[name=action-submit]")
    if not button.is_visible():
        clerk.click(page.locator("footer [data-controller~=w-dropdown] button[aria-expanded]").first)
    clerk.click(button)
    expect(page.locator(".messages .success")).to_be_visible()
    clerk.done("sent-for-approval")


def approve(portal: Portal, publisher: Hand) -> None:
    log_in(portal, publisher)
    page = publisher.page
    publisher.click(page.locator("main a", has_text=TITLE).first)
    page.wait_for_url("**/admin/pages/*/edit/")
    publisher.done("opened")
    button = page.locator("footer [data-workflow-action-name=approve]").first
    if not button.is_visible():
        publisher.click(page.locator("footer [data-controller~=w-dropdown] button[aria-expanded]").first)
    publisher.click(button)
    expect(page.locator(".modal-body form")).to_be_visible()
    for box in page.locator(".modal-body input[type=checkbox]").all():
        box.check()
        publisher.clicks += 1
    publisher.click(page.locator(".modal-body button[type=submit], .modal-body input[type=submit]").first)
    expect(page.locator(".messages .success")).to_be_visible()
    publisher.done("approved")


def read_in_public(portal: Portal, page: Page) -> None:
    notice = ApplicationNotice.objects.get()
    assert notice.live
    portal.open(page, notice.get_url())
    for text in (TITLE, "鄂统函〔2026〕45号", "近三年内未列入严重失信主体名单", "营业执照复印件", "027-87822057"):
        expect(page.locator("main")).to_contain_text(text)
    feed = page.request.get(f"{portal.url}/feeds/notices.atom").text()
    assert TITLE in feed
    assert Upload.objects.get().page_id == notice.pk
