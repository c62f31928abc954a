"""Other documents that a text names: proposed with the sentence, taken into the draft, linked when they arrive."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms_blocks import raw
from portal.breakdown.reading.citations import citations
from portal.breakdown.relating import linkable
from portal.jobs.models import Job
from portal.jobs.worker import drain
from portal.pages.verbs import publish_changes
from portal.policies.models import DocumentRelation, PolicyDocument
from tests.factories.documents import PolicyDocumentFactory

TEXT = (
    "根据《国务院关于加快发展的意见》（国发〔2023〕15号）和《中小企业促进法》，制定本办法。\n"
    "贯彻落实苏府〔2022〕8号文件精神。\n"
    "《市政府关于企业的通知》（苏府〔2020〕3号）同时废止。\n"
    "将苏府〔2021〕9号第二条修改为：企业可以申请。"
)


def test_citations_say_how_the_document_stands_to_each() -> None:
    found = citations(TEXT, "苏府〔2024〕1号")

    assert [(one.kind, one.number, one.title) for one in found] == [
        ("repeals", "苏府〔2020〕3号", "市政府关于企业的通知"),
        ("basis", "国发〔2023〕15号", "国务院关于加快发展的意见"),
        ("implements", "苏府〔2022〕8号", ""),
        ("amends", "苏府〔2021〕9号", ""),
        ("basis", "", "中小企业促进法"),
    ]
    assert "同时废止" in found[0].evidence


def test_own_number_and_a_text_without_any_name_nothing() -> None:
    assert citations("按照国发〔2023〕15号办理。", "国发[2023]15号") == []
    assert citations("企业可以申请。", "") == []


@pytest.fixture
def naming(db: Any) -> PolicyDocument:
    """Public; its text names five documents."""
    body = json.dumps([raw.text("".join(f"<p>{line}</p>" for line in TEXT.splitlines()))])
    made = PolicyDocumentFactory(title="办法", doc_number="苏府〔2024〕1号", body=body)
    return PolicyDocument.objects.get(pk=made.pk)


def test_proposals_are_taken_into_the_draft_only(editor: Client, naming: PolicyDocument) -> None:
    named = PolicyDocumentFactory(title="国务院关于加快发展的意见", doc_number="国发[2023]15号")
    law = PolicyDocumentFactory(title="中小企业促进法")
    address = reverse("breakdown_relations", args=[naming.pk])
    shown = editor.get(address)
    assert [(one.citation.key, one.target and one.target.pk) for one in shown.context["proposals"]] == [
        ("苏府[2020]3", None), ("国发[2023]15", named.pk), ("苏府[2022]8", None), ("苏府[2021]9", None),
        ("中小企业促进法", law.pk),
    ]  # fmt: skip

    editor.post(
        address, {"accept": ["国发[2023]15", "苏府[2020]3", "made up"], "kind-1": "implements", "kind-0": "nonsense"}
    )

    naming.refresh_from_db()
    assert naming.relations.count() == 0
    draft = naming.get_latest_revision_as_object()
    assert [(row.kind, row.target_id, row.target_number) for row in draft.relations.all()] == [
        ("implements", named.pk, "国发〔2023〕15号")
    ]
    again = editor.get(address).context["proposals"]
    assert [one.citation.key for one in again if one.known] == ["国发[2023]15"]


def test_who_may_not_edit_the_document_takes_nothing(stranger: Client, naming: PolicyDocument) -> None:
    address = reverse("breakdown_relations", args=[naming.pk])

    assert stranger.get(address).status_code in (302, 403)
    assert stranger.post(address, {"accept": "国发[2023]15"}).status_code in (302, 403)


@pytest.mark.django_db
def test_document_that_arrives_later_is_linked_by_itself(django_capture_on_commit_callbacks: Any) -> None:
    old = PolicyDocumentFactory(title="旧")
    page = PolicyDocument.objects.get(pk=old.pk)
    page.relations = [DocumentRelation(kind="repeals", target_number="苏府〔2020〕3号")]
    publish_changes(page=page)
    assert Job.objects.count() == 0

    arriving = PolicyDocumentFactory(title="来得晚")
    late = PolicyDocument.objects.get(pk=arriving.pk)
    late.doc_number = "苏府[2020]3号"
    with django_capture_on_commit_callbacks(execute=True):
        publish_changes(page=late)
    drain()

    assert PolicyDocument.objects.get(pk=old.pk).relations.get().target_id == late.pk
    assert Job.objects.filter(kind="breakdown.link", state="done").count() == 1


@pytest.mark.django_db
def test_nothing_to_link_asks_for_no_job(naming: PolicyDocument) -> None:
    assert not linkable(naming)
