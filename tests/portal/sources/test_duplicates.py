"""Records that are here twice: found, proposed once, merged with all that points at them, or kept apart for good."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from portal.jobs.queue import enqueue
from portal.jobs.worker import drain
from portal.pages.verbs import publish_changes
from portal.policies.models import (
    ApplicationNotice,
    CallItem,
    DocumentRelation,
    InterpretationSubject,
    PolicyDocument,
    SchemeBasis,
)
from portal.publication.models import PublicationEvent, PublishedItem
from portal.sources.duplicates.finding import behind
from portal.sources.duplicates.likeness import likeness, normal_text
from portal.sources.duplicates.merging import keep_apart, merge
from portal.sources.models import DuplicatePair, PairState
from tests.factories.accounts import UserFactory
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.interpretations import InterpretationFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db

TEXT = (
    "对符合条件的高新技术企业给予一次性奖励，由所在区县财政承担，具体办法由市科技局会同市财政局另行制定并向社会公布。"
)
CLAUSES = ("11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222")


def body(text: str, clause: str = "") -> str:
    made = {"type": "clause", "value": {"label": "第一条", "heading": "", "text": f"<p>{text}</p>"}}
    return json.dumps([{**made, "id": clause} if clause else made])


def find() -> list[DuplicatePair]:
    enqueue("duplicates.find")
    drain()
    return list(DuplicatePair.objects.filter(state=PairState.PROPOSED))


@pytest.fixture
def pair(site_tree: None) -> DuplicatePair:
    PolicyDocumentFactory(title="关于奖励的通知", doc_number="苏府发〔2026〕1号", body=body(TEXT, CLAUSES[0]))
    PolicyDocumentFactory(
        title="关于奖励的通知（转发）",
        doc_number="苏府发[2026]1号",
        body=body(TEXT, CLAUSES[1]),
    )
    return find()[0]


def test_spaces_widths_and_marks_make_no_difference() -> None:
    assert normal_text("《办法》 （试行）ＡＢ1") == "办法试行ab1"
    assert likeness(normal_text(TEXT), normal_text(TEXT.replace("，", " , "))) == 100
    assert likeness("见附件", "见附件") == 0


def test_the_same_number_however_printed_is_proposed_once(pair: DuplicatePair) -> None:
    assert (pair.same_number, pair.likeness) == (True, 100)
    assert not behind() and len(find()) == 1


def test_the_same_title_alone_is_no_duplicate(site_tree: None) -> None:
    PolicyDocumentFactory(title="促进条例", body=body(TEXT))
    PolicyDocumentFactory(title="促进条例", body=body("完全不同的另一个版本，" * 20))
    PolicyDocumentFactory(title="没有正文")
    PolicyDocumentFactory(title="没有正文")
    assert find() == []


def test_the_same_title_and_almost_the_same_text_are_proposed(site_tree: None) -> None:
    PolicyDocumentFactory(title="促进条例", body=body(TEXT * 3))
    other = PolicyDocumentFactory(title="促进 条例", body=body(TEXT * 3 + "（来源：某网）"))
    assert [found.second_id for found in find()] == [other.pk]
    other.body = body("改成了别的内容，" * 20)
    publish_changes(page=other)
    assert find() == []


def test_a_draft_of_what_is_here_is_found(site_tree: None, pair: DuplicatePair) -> None:
    page = PolicyDocumentFactory.build(title="又一份", doc_number="苏府发 2026 1", slug="draft", live=False)
    PolicyDocument.objects.first().get_parent().add_child(instance=page)
    page.save_revision()
    assert {found.second_id for found in find()} == {pair.second_id, page.pk}


def test_not_a_duplicate_is_remembered(pair: DuplicatePair, editor: Any) -> None:
    keep_apart(pair=pair, user=editor)
    page = PolicyDocument.objects.get(pk=pair.first_id)
    page.summary = "新摘要"
    publish_changes(page=page)
    assert find() == [] and DuplicatePair.objects.get().state == PairState.DIFFERENT


def test_a_merge_moves_references_and_the_address_leads_on(pair: DuplicatePair, editor: Any, client: Client) -> None:
    kept, lost = (PolicyDocument.objects.get(pk=pk) for pk in (pair.first_id, pair.second_id))
    old_path = PublishedItem.objects.get(pk=lost.permanent_id).path
    clause = lost.clause_rows.get().clause_id
    scheme = SchemeFactory(bases=[SchemeBasis(document=lost, clause_id=clause)])
    explained = InterpretationFactory(subjects=[InterpretationSubject(document=lost)])
    later = PolicyDocumentFactory(title="废止的决定", relations=[DocumentRelation(kind="repeals", target=lost)])
    lost.summary = "更好的摘要"
    publish_changes(page=lost)
    scheme.get_latest_revision_as_object().save_revision(user=editor)

    done = merge(pair=pair, survivor=kept, names={"summary"}, user=editor)

    assert done.moved == 3 and done.lost_clauses == 0
    basis = SchemeBasis.objects.get(page=scheme)
    assert (basis.document_id, basis.clause_id) == (kept.pk, kept.clause_rows.get().clause_id)
    draft = type(scheme).objects.get(pk=scheme.pk).get_latest_revision_as_object()
    assert draft.bases.get().document_id == kept.pk and draft.bases.get().clause_id == basis.clause_id
    assert InterpretationSubject.objects.get(page=explained).document_id == kept.pk
    assert DocumentRelation.objects.get(page=later).target_id == kept.pk
    item = PublishedItem.objects.get(pk=lost.permanent_id)
    assert (item.live, item.reason, item.successor) == (False, "merged", kept.permanent_id)
    event = PublicationEvent.objects.filter(type="policy.withdrawn").get()
    assert event.data["successor"] == str(kept.permanent_id)
    answer = client.get(old_path)
    assert answer.status_code == 308 and answer["Location"] == PublishedItem.objects.get(pk=kept.permanent_id).path
    assert PolicyDocument.objects.get(pk=kept.pk).summary == "更好的摘要"
    assert find() == []


def test_the_survivor_does_not_point_at_itself(pair: DuplicatePair, editor: Any) -> None:
    kept, lost = (PolicyDocument.objects.get(pk=pk) for pk in (pair.first_id, pair.second_id))
    kept.relations = [
        DocumentRelation(kind="supersedes", target=lost),
        DocumentRelation(kind="basis", target_number="x"),
    ]
    publish_changes(page=kept)

    merge(pair=pair, survivor=kept, names=(), user=editor)

    fresh = PolicyDocument.objects.get(pk=kept.pk)
    assert [row.target_number for row in fresh.relations.all()] == ["x"]
    assert [row.target_number for row in fresh.get_latest_revision_as_object().relations.all()] == ["x"]


def test_calls_take_items_along_and_keep_their_ids(site_tree: None, editor: Any) -> None:
    kept = ApplicationNoticeFactory(title="通知", doc_number="苏科〔2026〕5号", items=[CallItem(name="甲")])
    lost = ApplicationNoticeFactory(title="通知二", doc_number="苏科[2026]5号", items=[CallItem(name="乙")])
    later = ApplicationNoticeFactory(title="明年的通知", previous_notice=lost, items=[CallItem(name="丙")])
    name = lost.items.get().permanent_id

    merge(pair=find()[0], survivor=kept, names={"items"}, user=editor)

    assert [item.permanent_id for item in ApplicationNotice.objects.get(pk=kept.pk).items.all()] == [name]
    assert lost.items.count() == 1
    assert ApplicationNotice.objects.get(pk=later.pk).previous_notice_id == kept.pk


def test_only_who_may_publish_one_and_withdraw_the_other_merges(pair: DuplicatePair) -> None:
    with pytest.raises(PermissionDenied):
        merge(pair=pair, survivor=pair.first, names=(), user=UserFactory())
    assert PolicyDocument.objects.live().count() == 2


def test_the_screen_shows_both_and_merges(pair: DuplicatePair, admin_client: Client) -> None:
    assert "100 %" in admin_client.get(reverse("sources_duplicates")).content.decode()
    address = reverse("sources_duplicate", args=[pair.pk])
    sides = {side.name: side for side in admin_client.get(address).context["sides"]}
    assert sides["title"].second == "关于奖励的通知（转发）"
    assert admin_client.post(address, {"action": "merge"}).status_code == 200

    admin_client.post(address, {"action": "merge", "survivor": "second", "field-title": "first"})

    assert PolicyDocument.objects.live().get().title == "关于奖励的通知"
    assert admin_client.get(address).status_code == 302


def test_strangers_see_no_pairs(pair: DuplicatePair, client: Client) -> None:
    assert client.get(reverse("sources_duplicate", args=[pair.pk])).status_code == 302
    user = UserFactory()
    user.groups.clear()
    client.force_login(user)
    assert client.get(reverse("sources_duplicate", args=[pair.pk])).status_code in (302, 404)
