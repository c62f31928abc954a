"""Addresses that survive: permalinks, former paths, tombstones."""

import uuid

import pytest
from django.test import Client

from portal.pages.verbs import publish_changes, withdraw
from portal.publication.transaction import transaction
from tests.factories.documents import PolicyDocumentFactory

pytestmark = pytest.mark.django_db


def test_permalink_leads_to_where_the_record_stands(client: Client) -> None:
    page = PolicyDocumentFactory()
    response = client.get(f"/i/{page.permanent_id}")

    assert (response.status_code, response["Location"]) == (302, f"/policies/{page.slug}/")
    assert client.get(f"/i/{uuid.uuid4()}").status_code == 404


def test_former_path_leads_on_after_a_new_slug(client: Client) -> None:
    page = PolicyDocumentFactory(slug="before")
    page.slug = "after"
    publish_changes(page=page)

    response = client.get("/policies/before/")
    assert (response.status_code, response["Location"]) == (308, "/policies/after/")
    assert client.get("/policies/after/").status_code == 200


def test_withdrawn_record_answers_410_with_reason_and_successor(client: Client) -> None:
    successor, page = PolicyDocumentFactory(title="新办法"), PolicyDocumentFactory(slug="old")
    withdraw(page=page, reason="replaced", successor=successor.permanent_id)

    for address in ("/policies/old/", f"/i/{page.permanent_id}"):
        response = client.get(address)
        assert response.status_code == 410
        assert "新办法" in response.content.decode()


def test_merged_record_leads_to_its_successor(client: Client) -> None:
    successor, page = PolicyDocumentFactory(slug="kept"), PolicyDocumentFactory(slug="double")
    withdraw(page=page, reason="merged", successor=successor.permanent_id)

    assert client.get("/policies/double/")["Location"] == "/policies/kept/"


def test_path_of_another_record_belongs_to_who_has_it_now(client: Client) -> None:
    first = PolicyDocumentFactory(slug="shared")
    withdraw(page=first, reason="unspecified")
    with transaction():
        first.delete()
    second = PolicyDocumentFactory(slug="shared", title="后来的文件")

    assert "后来的文件" in client.get("/policies/shared/").content.decode()
    assert client.get(f"/i/{second.permanent_id}")["Location"] == "/policies/shared/"
    assert client.get(f"/i/{first.permanent_id}").status_code == 410


def test_english_addresses_lead_on_in_english(client: Client) -> None:
    page, double = PolicyDocumentFactory(slug="english"), PolicyDocumentFactory(slug="english-double")
    assert client.get(f"/en/i/{page.permanent_id}")["Location"] == "/en/policies/english/"
    page.slug = "moved"
    publish_changes(page=page)
    withdraw(page=double, reason="merged", successor=page.permanent_id)

    for address in ("/en/policies/english/", "/en/policies/english-double/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (308, "/en/policies/moved/")
