"""Whatever takes a public record away says why, and the tombstone says it for ever."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from portal.accounts.models import User
from portal.pages.gate import waived
from portal.policies.models import PolicyDocument
from portal.publication.models import PublicationEvent, PublishedItem
from portal.publication.transaction import transaction
from portal.taxonomy.models import Organisation
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.review.calls import owner, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(author: User) -> Client:
    author.is_superuser = True
    author.save()
    return signed_in(author)


def record(title: str = "旧办法", of: Organisation | None = None) -> PolicyDocument:
    with waived("test"):
        return PolicyDocumentFactory(title=title, record_owner=of or owner())


def tombstone(page: PolicyDocument) -> dict[str, Any]:
    event = PublicationEvent.objects.get(item_id=page.permanent_id, type="policy.withdrawn")
    item = PublishedItem.objects.get(pk=page.permanent_id)
    return {"reason": item.reason, "successor": item.successor, "note": event.change_note, "live": item.live}


def address(name: str, page: Page) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


def by_list(action: str, *pages: Page) -> str:
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + "?" + "&".join(
        f"id={page.pk}" for page in pages
    )  # fmt: skip


@pytest.mark.parametrize("name", ["unpublish", "delete"])
def test_reason_successor_and_note_are_told(client: Client, name: str) -> None:
    page, successor = record(), record("新办法")

    client.post(address(name, page), {"reason": "replaced", "successor": successor.pk, "note": "已由新办法取代。"})

    assert tombstone(page) == {
        "reason": "replaced", "successor": successor.permanent_id, "note": "已由新办法取代。", "live": False,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["unpublish", "delete"])
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "reason"),
        ({"reason": "because"}, "reason"),
        ({"reason": "unspecified"}, "reason"),
        ({"reason": "replaced"}, "successor"),
        ({"reason": "merged", "successor": "SELF"}, "successor"),
        ({"reason": "replaced", "successor": "999999"}, "successor"),
    ],
)
def test_mistakes_are_answered_in_words_and_the_record_stays(
    client: Client, name: str, typed: dict[str, str], field: str
) -> None:
    page = record()
    typed = {key: str(page.pk) if value == "SELF" else value for key, value in typed.items()}

    response = client.post(address(name, page), typed)

    assert response.status_code == 200
    assert response.context["withdrawal"].errors[field]
    assert PublishedItem.objects.get(pk=page.permanent_id).live
    assert PolicyDocument.objects.filter(pk=page.pk, live=True).exists()


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_several_at_once_have_one_reason(client: Client, action: str) -> None:
    first, second = record("甲"), record("乙")

    refused = client.post(by_list(action, first, second))
    assert refused.status_code == 200 and PublishedItem.objects.filter(live=True).count() == 2
    client.post(by_list(action, first, second), {"reason": "retention_over"})

    assert [tombstone(page)["reason"] for page in (first, second)] == ["retention_over"] * 2


@pytest.mark.parametrize("name", ["unpublish", "delete"])
def test_confirmation_names_the_records_and_asks(client: Client, name: str) -> None:
    page = record("将要撤下的办法")

    for url in (address(name, page), by_list(name, page)):
        shown = client.get(url).content.decode()
        assert "将要撤下的办法" in shown and 'name="reason"' in shown and 'name="successor"' in shown


def test_list_of_records_is_not_taken_away_in_silence(client: Client) -> None:
    first, second = record("甲"), record("乙")
    listing = first.get_parent()

    assert client.post(address("delete", listing)).status_code == 200
    client.post(address("delete", listing), {"reason": "retention_over"})

    assert [tombstone(page)["reason"] for page in (first, second)] == ["retention_over"] * 2


def test_draft_goes_without_a_question(client: Client) -> None:
    page = record()
    client.post(address("unpublish", page), {"reason": "retention_over"})

    client.post(address("delete", page))

    assert not PolicyDocument.objects.exists()
    assert tombstone(page)["reason"] == "retention_over"


def test_alias_goes_with_its_original_for_the_same_reason(client: Client) -> None:
    page = record()
    with transaction():
        other = page.create_alias(parent=page.get_parent(), update_slug="again")

    client.post(address("unpublish", page), {"reason": "issued_in_error"})

    assert [tombstone(gone)["reason"] for gone in (page, other)] == ["issued_in_error"] * 2


def test_who_may_not_withdraws_nothing(other: User) -> None:
    page = record(of=Organisation.objects.create(name="苏州市财政局"))

    for url in (address("unpublish", page), address("delete", page), by_list("unpublish", page)):
        signed_in(other).post(url, {"reason": "retention_over"})

    assert PublishedItem.objects.get(pk=page.permanent_id).live
