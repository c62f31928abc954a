"""Two people at one record: nobody overwrites anybody, and one page makes one draft of two."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text, streamfield

from portal.accounts.models import User
from portal.pages.desk import HOOK
from portal.policies.models import PolicyDocument
from portal.review.models import ParkedText
from portal.review.wagtail_hooks import parked_texts
from tests.portal.review.calls import as_draft, complete_document, document_form, signed_in

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def draft(author: User) -> PolicyDocument:
    return as_draft(complete_document(summary="最初的摘要", subject="科技", body=[]), author)


def loaded(draft: Page, **given: Any) -> dict[str, Any]:
    """The form as somebody has it open, with the fields the tests look at."""
    now = PolicyDocument.objects.get(pk=draft.pk).get_latest_revision_as_object()
    return document_form(draft, **{"summary": now.summary, "subject": now.subject, **given})


def save(client: Client, draft: Page, form: dict[str, Any], **extra: Any) -> Any:
    return client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), form, **extra)


def newest(draft: Page) -> PolicyDocument:
    return PolicyDocument.objects.get(pk=draft.pk).get_latest_revision_as_object()


def stale(draft: PolicyDocument, author: User, other: User, **mine: Any) -> tuple[Client, Any, ParkedText]:
    """`author` opens, `other` saves a new summary, `author` saves `mine`."""
    opened = loaded(draft, **mine)
    save(signed_in(other), draft, loaded(draft, summary="另一人的摘要"))
    client = signed_in(author)
    return client, save(client, draft, opened), ParkedText.objects.get()


def test_save_on_top_of_a_newer_draft_is_parked_and_shown_by_field(
    draft: PolicyDocument, author: User, other: User
) -> None:
    client, response, kept = stale(draft, author, other, summary="我的摘要", subject="财政")

    assert response["Location"] == reverse("review_merge", args=[kept.pk])
    assert newest(draft).summary == "另一人的摘要"
    shown = client.get(response["Location"])
    found = {row.field: row for row in shown.context["choices"]}
    assert set(found) == {"summary", "subject"}
    assert (found["summary"].base, found["summary"].newer, found["summary"].mine, found["summary"].chosen) == (
        "最初的摘要", "另一人的摘要", "我的摘要", "",
    )  # fmt: skip
    assert found["subject"].chosen == "mine"
    assert "<del>另一人</del><ins>我</ins>" in shown.content.decode()


def test_merge_is_saved_once_everything_is_chosen(draft: PolicyDocument, author: User, other: User) -> None:
    client, response, kept = stale(draft, author, other, summary="我的摘要", subject="财政")
    seen = client.get(response["Location"]).context["seen"]

    again = client.post(response["Location"], {"seen": seen, "choice-subject": "mine"})
    assert again.status_code == 200 and newest(draft).subject == "科技"
    client.post(response["Location"], {"seen": seen, "choice-subject": "mine", "choice-summary": "newer"})

    assert (newest(draft).summary, newest(draft).subject) == ("另一人的摘要", "财政")
    kept.refresh_from_db()
    assert kept.settled_at and newest(draft).latest_revision.user_id == author.pk


def test_draft_that_came_while_one_chose_is_looked_at_first(draft: PolicyDocument, author: User, other: User) -> None:
    client, response, kept = stale(draft, author, other, summary="我的摘要")
    seen = client.get(response["Location"]).context["seen"]
    save(signed_in(other), draft, loaded(draft, summary="又改的摘要"))

    again = client.post(response["Location"], {"seen": seen, "choice-summary": "mine"})

    assert again.status_code == 200 and newest(draft).summary == "又改的摘要"
    assert "又改的摘要" in again.content.decode()


def test_publishing_on_top_of_a_newer_draft_publishes_nothing(draft: PolicyDocument, author: User, other: User) -> None:
    opened = loaded(draft, summary="我的摘要", **{"action-publish": "yes"})
    save(signed_in(other), draft, loaded(draft, summary="另一人的摘要"))

    save(signed_in(author), draft, opened)

    draft.refresh_from_db()
    assert not draft.live and ParkedText.objects.get().content["summary"] == "我的摘要"


def test_who_typed_nothing_is_only_told(draft: PolicyDocument, author: User, other: User) -> None:
    opened = loaded(draft, **{"action-publish": "yes"})
    save(signed_in(other), draft, loaded(draft, summary="另一人的摘要"))

    response = save(signed_in(author), draft, opened)

    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    draft.refresh_from_db()
    assert not draft.live and not ParkedText.objects.exists()


def test_what_cannot_be_read_is_kept_as_typed(draft: PolicyDocument, author: User, other: User) -> None:
    client, response, kept = stale(draft, author, other, summary="我的摘要", issued_on="三月一日")

    assert kept.content["summary"] == "我的摘要"
    assert [row["text"] for row in kept.unread] == ["三月一日"]
    assert "三月一日" in client.get(response["Location"]).content.decode()


def test_text_of_blocks_is_merged_as_a_whole(draft: PolicyDocument, author: User, other: User) -> None:
    body = streamfield([("text", rich_text("<p>我写的正文。</p>"))])
    client, response, kept = stale(draft, author, other, body=body)
    shown = client.get(response["Location"])

    typed = {f"choice-{row.field}": row.chosen for row in shown.context["choices"]}
    assert typed == {"choice-summary": "newer", "choice-body": "mine"}
    client.post(response["Location"], {"seen": shown.context["seen"], **typed})

    assert newest(draft).summary == "另一人的摘要"
    assert "我写的正文" in str(newest(draft).body)


def test_own_autosave_is_the_base_of_what_another_saved_after_it(
    draft: PolicyDocument, author: User, other: User
) -> None:
    client = signed_in(author)
    form = loaded(draft, subject="财政")
    saved = save(client, draft, form, headers=JSON).json()
    save(signed_in(other), draft, loaded(draft, summary="另一人的摘要"))
    form |= {"overwrite_revision_id": saved["revision_id"], "subject": "财政金融"}

    refused = save(client, draft, form, headers=JSON)
    assert refused.json()["error_code"] == "invalid_revision"
    save(client, draft, form)

    kept = ParkedText.objects.get()
    assert kept.base_id == saved["revision_id"]
    choices = client.get(reverse("review_merge", args=[kept.pk])).context["choices"]
    assert {row.field: row.chosen for row in choices} == {"summary": "newer", "subject": "mine"}


def test_draft_overwritten_by_its_own_authors_autosave_is_newer_too(
    draft: PolicyDocument, author: User, other: User
) -> None:
    first = save(signed_in(other), draft, loaded(draft, subject="一稿"), headers=JSON).json()
    opened = loaded(draft, summary="我的摘要")
    again = loaded(draft, subject="二稿") | {"overwrite_revision_id": first["revision_id"]}
    save(signed_in(other), draft, again, headers=JSON)

    save(signed_in(author), draft, opened)

    assert newest(draft).subject == "二稿" and newest(draft).summary == "最初的摘要"
    assert ParkedText.objects.get().content["summary"] == "我的摘要"


def test_parked_text_waits_on_its_authors_desk_and_is_nobody_elses(
    draft: PolicyDocument, author: User, other: User
) -> None:
    _client, response, _kept = stale(draft, author, other, summary="我的摘要")

    assert [task.url for task in parked_texts(author)] == [response["Location"]]
    assert not list(parked_texts(other)) and HOOK == "desk_tasks"
    assert signed_in(other).get(response["Location"]).status_code == 404
