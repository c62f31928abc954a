"""An editor's buttons: each publishes through the log or changes nothing at all."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from portal.accounts.models import User
from portal.policies.models import PolicyDocument
from portal.publication import flush as flush_module
from portal.publication.models import PublicationEvent, PublishedItem
from tests.factories.documents import PolicyDocumentFactory
from tests.journeys.doors.ways import WITHDRAWAL

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    """A signed-in superuser."""
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "not-a-default-1"))
    return client


@pytest.fixture
def page() -> PolicyDocument:
    """A published document."""
    return PolicyDocumentFactory(title="编辑之前")


def form(title: str, **extra: Any) -> dict[str, Any]:
    """The edit form of a policy document with nothing but a title and one clause."""
    empty: dict[str, Any] = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    clause = {"label": "第一条", "heading": "", "text": rich_text("<p>支持企业创新。</p>")}
    return nested_form_data(
        {
            "title": title,
            "slug": "edited",
            "body": streamfield([("clause", clause)]),
            "roles": empty,
            "attachments": empty,
            "relations": empty,
            "visibility": "public",
            "preferential": "unknown",
            "comments": empty,
            **extra,
        }
    )


def types() -> list[str]:
    return list(PublicationEvent.objects.order_by("position").values_list("type", flat=True))


def edit(editor: Client, page: PolicyDocument, **extra: Any) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return editor.post(address, form("编辑之后", **{"action-publish": "yes", **extra}))


def test_publishing_an_edit_writes_one_event(editor: Client, page: PolicyDocument) -> None:
    response = edit(editor, page)

    assert response.status_code == 302
    assert types() == ["policy.published", "policy.updated"]
    item = PublishedItem.objects.get()
    assert item.title == "编辑之后" and item.path == "/policies/edited/"
    assert item.versions.get(n=2).detail["clauses"][0]["label"] == "第一条"


def test_saving_a_draft_writes_no_event(editor: Client, page: PolicyDocument) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert editor.post(address, form("草稿")).status_code == 302

    assert types() == ["policy.published"]


def test_unpublish_and_delete_leave_tombstones(editor: Client, page: PolicyDocument) -> None:
    assert editor.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), WITHDRAWAL).status_code == 302
    assert types()[-1] == "policy.withdrawn"
    other = PolicyDocumentFactory()
    assert editor.post(reverse("wagtailadmin_pages:delete", args=[other.pk]), WITHDRAWAL).status_code == 302
    assert PublishedItem.objects.filter(live=False, **WITHDRAWAL).count() == 2


def test_failing_log_write_leaves_everything_as_it_was(
    editor: Client, page: PolicyDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise DatabaseError("the log is full")

    monkeypatch.setattr(flush_module, "take_positions", fail)
    editor.raise_request_exception = False
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    before = page.revisions.count()

    assert edit(editor, page).status_code == 500
    assert editor.post(unpublish, WITHDRAWAL).status_code == 500
    page.refresh_from_db()
    assert page.live and page.title == "编辑之前" and page.revisions.count() == before
    assert types() == ["policy.published"]


def test_wrong_password_is_remembered_although_it_changes_nothing(client: Client) -> None:
    User.objects.create_superuser("somebody", "somebody@example.org", "not-a-default-1")
    for _attempt in range(12):
        response = client.post(reverse("wagtailadmin_login"), {"username": "somebody", "password": "wrong"})

    assert response.status_code == 429
    right = client.post(reverse("wagtailadmin_login"), {"username": "somebody", "password": "not-a-default-1"})
    assert right.status_code == 429
