"""Giving files: kept, read by the worker, refused in words; nobody sees another person's."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from portal.accounts.models import User
from portal.home.tree import ensure_site_tree
from portal.intake.models import Upload, UploadState
from portal.intake.wagtail_hooks import tasks
from portal.jobs.worker import drain
from portal.pages.tree import listing_for
from portal.taxonomy.models import Organisation
from tests.factories.notices import ApplicationNoticeFactory

pytestmark = pytest.mark.django_db
NOTICE = (
    "关于组织申报2026年度专项资金的通知\n各有关单位：\n一、申报条件\n在本市注册。\n"
    "二、申报时间\n即日起至2026年12月10日。"
)


@pytest.fixture(autouse=True)
def private_files(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    ensure_site_tree()


def editor(name: str, kind: str = "notices") -> User:
    """May add pages below one listing and nowhere else."""
    user = User.objects.create_user(name, f"{name}@example.org", "not-a-default-1")
    group = Group.objects.create(name=f"{name}-group")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    add = Permission.objects.get(codename="add_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=listing_for(kind), permission=add)
    user.groups.add(group)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_file(name: str = "通知.txt", text: str = NOTICE) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def give(client: Client, *files: SimpleUploadedFile, **more: Any) -> Any:
    return client.post(reverse("intake"), {"files": list(files), **more})


def test_one_file_is_opened_at_once_and_read_by_the_worker() -> None:
    client = signed_in(editor("clerk"))

    answer = give(client, text_file())

    upload = Upload.objects.get()
    assert answer.url == reverse("intake_review", args=[upload.pk])
    assert "data-job" in client.get(answer.url).content.decode()
    drain()
    upload.refresh_from_db()
    assert (upload.state, upload.kind) == (UploadState.READY, "notices")


def test_several_files_with_a_bad_one_among_them_are_kept_without_it() -> None:
    client = signed_in(editor("clerk"))

    answer = client.post(
        reverse("intake"),
        {"files": [text_file("甲.txt"), text_file("空.txt", ""), text_file("乙.txt", "乙")]},
        follow=True,
    )

    assert set(Upload.objects.values_list("name", flat=True)) == {"甲.txt", "乙.txt"}
    assert "空.txt: " in answer.content.decode()


def test_file_that_cannot_be_read_says_why_and_can_be_put_aside_and_taken_back() -> None:
    client = signed_in(editor("clerk"))
    give(client, SimpleUploadedFile("扫描.pdf", b"MZ\x90\0" * 400))
    drain()
    upload = Upload.objects.get()

    assert upload.state == UploadState.REFUSED
    assert upload.error in client.get(reverse("intake")).content.decode()
    client.post(reverse("intake_drop", args=[upload.pk]))
    upload.refresh_from_db()
    assert upload.state == UploadState.DROPPED
    client.post(reverse("intake_take_back", args=[upload.pk]))
    upload.refresh_from_db()
    assert upload.state == UploadState.READING


def test_same_file_given_again_is_the_one_that_waits() -> None:
    client = signed_in(editor("clerk"))
    give(client, text_file())

    give(client, text_file("改名.txt"))

    assert Upload.objects.count() == 1


def test_same_file_as_a_record_was_made_from_is_said_with_a_link_to_it() -> None:
    user = editor("clerk")
    client = signed_in(user)
    give(client, text_file())
    page = ApplicationNoticeFactory()
    Page.objects.filter(pk=page.pk).update(owner=user)
    Upload.objects.update(state=UploadState.MADE, page=page)

    shown = client.post(reverse("intake"), {"files": [text_file("再来.txt")]}, follow=True).content.decode()

    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown


def test_same_file_does_not_tell_of_another_departments_record() -> None:
    give(signed_in(editor("clerk")), text_file())
    page = ApplicationNoticeFactory(title="别局没有公开的通知", record_owner=Organisation.objects.create(name="别局"))
    Upload.objects.update(state=UploadState.MADE, page=page)
    other = signed_in(editor("other"))

    given = other.post(reverse("intake"), {"files": [text_file("再来.txt")]}, follow=True).content.decode()
    shown = other.get(reverse("intake_review", args=[Upload.objects.latest("created_at").pk])).content.decode()

    assert "别局没有公开的通知" not in given + shown


def test_nobody_sees_another_persons_file() -> None:
    give(signed_in(editor("clerk")), text_file())
    upload = Upload.objects.get()
    other = signed_in(editor("other"))

    for name in ("intake_review", "intake_file", "intake_picture"):
        assert other.get(reverse(name, args=[upload.pk])).status_code == 404
    for name in ("intake_kind", "intake_drop", "intake_take_back", "intake_review"):
        assert other.post(reverse(name, args=[upload.pk])).status_code == 404
    assert "通知.txt" not in other.get(reverse("intake")).content.decode()


def test_who_may_add_nothing_is_sent_away_and_has_no_menu_entry() -> None:
    user = User.objects.create_user("reader", "reader@example.org", "not-a-default-1")
    group = Group.objects.create(name="only-look")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client = signed_in(user)

    assert client.get(reverse("intake")).url == reverse("wagtailadmin_home")
    give(client, text_file())
    assert not Upload.objects.exists()
    assert reverse("intake") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_kind_can_be_changed_to_one_the_person_may_begin_and_to_no_other() -> None:
    client = signed_in(editor("clerk"))
    give(client, text_file())
    drain()
    upload = Upload.objects.get()
    Upload.objects.update(kind="policies")

    assert client.post(reverse("intake_kind", args=[upload.pk]), {"kind": "disclosures"}).status_code == 400
    client.post(reverse("intake_kind", args=[upload.pk]), {"kind": "notices"})
    upload.refresh_from_db()
    assert upload.kind == "notices"


def test_file_comes_back_as_it_was_and_never_as_a_page() -> None:
    client = signed_in(editor("clerk"))
    give(client, SimpleUploadedFile("页.html", b"<script>alert(1)</script>"))

    answer = client.get(reverse("intake_file", args=[Upload.objects.get().pk]))

    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_listing_offers_its_own_kind_to_who_may_add() -> None:
    client = signed_in(editor("clerk"))

    page = client.get(reverse("wagtailadmin_explore", args=[listing_for("notices").pk])).content.decode()

    assert f"{reverse('intake')}?kind=notices" in page


def test_read_files_wait_on_the_desk() -> None:
    user = editor("clerk")
    give(signed_in(user), text_file())
    assert not tasks(user)
    drain()

    assert [task.title for task in tasks(user)] == ["通知.txt"]
