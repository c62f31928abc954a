"""What a scheme rests on changed: told to the public form, the log, readers and editors; by the clock, too."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageLogEntry

from portal.accounts.models import User
from portal.breakdown.flags import flagged_calls, flagged_schemes, flags_of
from portal.breakdown.wagtail_hooks import tasks
from portal.breakdown.wording import sentence
from portal.pages.verbs import publish_changes, withdraw
from portal.policies.models import CallItem, DocumentRelation, PolicyDocument, Scheme, SchemeBasis
from portal.publication.models import PublicationEvent, PublishedItem
from portal.windows.clock import stamp
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.schemes import SchemeFactory
from tests.portal.breakdown.conftest import IDS, TEXTS

pytestmark = pytest.mark.django_db


def listing(page):
    return PublishedItem.objects.get(pk=page.permanent_id).listing


def basis(page, at=None):
    return stamp(listing(page), at or timezone.now())["policies"][0]


def test_basis_without_a_version_was_read_as_published(scheme):
    assert scheme.bases.get().version_seen == 1
    assert basis(scheme)["changed"] is None


def test_changed_clause_is_in_the_public_form_and_in_the_log(scheme, document, change):
    change(document, [TEXTS[0].replace("500", "300"), *TEXTS[1:]])

    assert basis(scheme)["changed"] == "changed"
    last = PublicationEvent.objects.filter(item_id=scheme.permanent_id).order_by("position").last()
    assert last.type.endswith(".updated") and [row["field"] for row in last.data["changed"]] == ["policies"]


def test_other_clause_or_white_space_changes_nothing(scheme, document, change):
    before = PublicationEvent.objects.filter(item_id=scheme.permanent_id).count()

    change(document, [TEXTS[0].replace("。", "。 "), TEXTS[1] + "补充。", *TEXTS[2:]])

    assert basis(scheme)["changed"] is None
    assert PublicationEvent.objects.filter(item_id=scheme.permanent_id).count() == before


def test_clause_that_left_is_gone_and_comes_back(scheme, document, change):
    change(document, ["", *TEXTS[1:]])
    assert basis(scheme)["changed"] == "gone"

    change(document, TEXTS)
    assert basis(scheme)["changed"] is None


def test_whole_document_as_basis_changes_with_any_word(document, change):
    resting = SchemeFactory(bases=[SchemeBasis(document=document)])

    change(document, [*TEXTS[:3], "本办法自2026年起施行。"])

    assert basis(resting)["changed"] == "changed"


def test_repeal_by_another_document_reaches_the_schemes_of_the_repealed_one(scheme, document):
    PolicyDocumentFactory(title="新办法", relations=[DocumentRelation(kind="repeals", target=document)])

    assert basis(scheme)["validity"] == "repealed"


def test_repeal_taken_back_is_told(scheme, document):
    made = PolicyDocumentFactory(title="新办法", relations=[DocumentRelation(kind="repeals", target=document)])
    page = PolicyDocument.objects.get(pk=made.pk)

    page.relations = []
    publish_changes(page=page)

    assert basis(scheme)["validity"] is None


def test_withdrawal_of_the_repealing_document_is_told(scheme, document):
    made = PolicyDocumentFactory(title="新办法", relations=[DocumentRelation(kind="repeals", target=document)])

    withdraw(page=PolicyDocument.objects.get(pk=made.pk), reason="unspecified")

    assert basis(scheme)["validity"] is None


def test_expiry_comes_by_the_clock_with_nobody_editing(scheme, document):
    page = PolicyDocument.objects.get(pk=document.pk)
    page.valid_to = timezone.localdate() + dt.timedelta(days=30)
    publish_changes(page=page)
    later = timezone.now() + dt.timedelta(days=40)

    assert flags_of(listing(scheme), timezone.now()) == []
    assert flagged_schemes(timezone.now()) == []
    (found,) = flagged_schemes(later)
    (flag,) = found.flags
    assert (flag.why, timezone.localtime(flag.since).date()) == ("expired", page.valid_to + dt.timedelta(days=1))
    assert "no longer valid since" in sentence(flag)


def test_withdrawn_document_flags_what_rests_on_it(scheme, document):
    withdraw(page=PolicyDocument.objects.get(pk=document.pk), reason="unspecified")

    (found,) = flagged_schemes(timezone.now())
    assert [flag.why for flag in found.flags] == ["withdrawn"]


def test_readers_of_scheme_and_call_get_a_plain_note_with_the_day(client, scheme, document, change):
    call = ApplicationNoticeFactory(title="申报通知", items=[CallItem(name="技改", scheme=scheme)])
    unflagged = client.get(listing(scheme)["url"]).content.decode()
    change(document, [TEXTS[0].replace("500", "300"), *TEXTS[1:]])

    for page in (scheme, call):
        text = client.get(listing(page)["url"]).content.decode()
        assert "关于支持企业发展的若干措施" in text and 'class="notice"' in text
    assert 'class="notice"' not in unflagged


def test_tasks_banner_and_side_by_side_for_editors(editor, scheme, document, change):
    call = ApplicationNoticeFactory(title="申报通知", items=[CallItem(name="技改", scheme=scheme)])
    change(document, [TEXTS[0].replace("500", "300"), *TEXTS[1:]])

    assert [task.title for task in tasks(User.objects.get(username="editor"))] == [scheme.title, call.title]
    shown = editor.get(reverse("breakdown_bases", args=[scheme.pk])).content.decode()
    assert "<del>500</del>" in shown and "<ins>300</ins>" in shown
    edited = editor.get(reverse("wagtailadmin_pages:edit", args=[scheme.pk])).content.decode()
    assert "所依据的《关于支持企业发展的若干措施》已于" in edited


def test_seen_still_right_ends_the_flag_and_is_in_the_history(editor, scheme, document, change):
    change(document, [TEXTS[0].replace("500", "300"), *TEXTS[1:]])
    address = reverse("breakdown_bases", args=[scheme.pk])

    editor.post(address, {"basis": f"{document.permanent_id}/{IDS[0]}"})

    assert basis(scheme)["changed"] is None and basis(scheme)["version"] == 2
    assert flagged_schemes(timezone.now()) == []
    assert PageLogEntry.objects.filter(page=scheme.pk, action="breakdown.confirm").count() == 1
    draft = Scheme.objects.get(pk=scheme.pk).get_latest_revision_as_object()
    assert draft.bases.get().version_seen == 2
    publish_changes(page=draft)
    assert basis(scheme)["version"] == 2


def test_confirming_leaves_an_unfinished_draft_unfinished(editor, scheme, document, change):
    draft = Scheme.objects.get(pk=scheme.pk)
    draft.title = "未完成的标题"
    draft.save_revision()
    change(document, [TEXTS[0].replace("500", "300"), *TEXTS[1:]])

    editor.post(reverse("breakdown_bases", args=[scheme.pk]), {"basis": f"{document.permanent_id}/{IDS[0]}"})

    assert listing(scheme)["title"] == "技术改造补助"
    fresh = Scheme.objects.get(pk=scheme.pk).get_latest_revision_as_object()
    assert (fresh.title, fresh.bases.get().version_seen) == ("未完成的标题", 2)


def test_repeal_cannot_be_confirmed_away(editor, scheme, document):
    PolicyDocumentFactory(title="新办法", relations=[DocumentRelation(kind="repeals", target=document)])
    address = reverse("breakdown_bases", args=[scheme.pk])

    editor.post(address, {"basis": f"{document.permanent_id}/{IDS[0]}"})

    assert [flag.why for flag in flagged_schemes(timezone.now())[0].flags] == ["repealed"]
    assert PageLogEntry.objects.filter(action="breakdown.confirm").count() == 0


def test_who_may_not_edit_sees_no_bases_and_confirms_nothing(stranger, scheme):
    address = reverse("breakdown_bases", args=[scheme.pk])

    assert stranger.get(address).status_code in (302, 403)
    assert stranger.post(address, {"basis": "x"}).status_code in (302, 403)


def test_closed_call_is_no_task(scheme, document, change):
    change(document, [TEXTS[0].replace("500", "300"), *TEXTS[1:]])

    assert flagged_calls(flagged_schemes(timezone.now()), timezone.now()) == []


def test_sentences_are_translatable_and_name_the_document(scheme, document, change):
    change(document, ["", *TEXTS[1:]])
    (flag,) = flagged_schemes(timezone.now())[0].flags

    with translation.override("en"):
        assert document.title in sentence(flag)
