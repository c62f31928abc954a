"""The screen: proposals, drafts, judgements, sub-classes; nothing typed is lost, nobody enters who may not."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from portal.accounts.invitations import invite
from portal.accounts.models import Membership
from portal.accounts.roles import ensure_roles
from portal.breakdown.coverage import Coverage, coverage_of
from portal.breakdown.models import ClauseJudgement
from portal.breakdown.resting import schemes_of
from portal.pages.tree import listing_for
from portal.policies.models import PolicyDocument, Scheme
from portal.publication.models import PublishedItem
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.taxonomy import OrganisationFactory
from tests.portal.breakdown.conftest import IDS

pytestmark = pytest.mark.django_db


def sent(*clauses: uuid.UUID, conditions: Any = (), roles: Any = (), **values: Any) -> dict[str, Any]:
    """What the form posts."""
    data = {
        "clause": [str(clause) for clause in clauses],
        "conditions-TOTAL_FORMS": len(conditions),
        "conditions-INITIAL_FORMS": 0,
        "roles-TOTAL_FORMS": len(roles),
        "roles-INITIAL_FORMS": 0,
        **values,
    }
    for order, (kind, text) in enumerate(conditions):
        data |= {f"conditions-{order}-kind": kind, f"conditions-{order}-text": text}
    for order, (role, name) in enumerate(roles):
        data |= {f"roles-{order}-role": role, f"roles-{order}-organisation": name}
    return data


def address(document: PolicyDocument) -> str:
    return reverse("breakdown", args=[document.pk])


def field(response: Any, name: str) -> Any:
    return response.context["form"][name].value()


def test_proposal_fills_the_form_from_the_words(editor: Client, document: PolicyDocument) -> None:
    shown = editor.post(address(document), sent(IDS[0], propose="1"))

    assert field(shown, "title") == "企业技术改造补助"
    assert field(shown, "category") == "funding"
    assert (field(shown, "amount_max"), field(shown, "amount_rate")) == ("5000000", "0.3")
    assert [row["text"].value() for row in shown.context["conditions"]] == ["购置设备的企业"]
    assert [row["organisation"].value() for row in shown.context["roles"]] == ["示例市经济和信息化局"]
    assert "最高不超过500万元" in shown.content.decode().split('id="scheme"')[1]
    assert Scheme.objects.count() == 0


def test_proposing_again_keeps_what_was_typed_and_replaces_what_was_not(
    editor: Client, document: PolicyDocument
) -> None:
    typed = sent(
        IDS[1], conditions=[("apply", "购置设备的企业"), ("apply", "我写的条件")], propose="1", title="我写的名称",
        amount_max="5000000", amount_rate="0.3", proposed_for=str(IDS[0]),
        roles=[("competent", "示例市经济和信息化局")],
    )  # fmt: skip

    shown = editor.post(address(document), typed)

    assert field(shown, "title") == "我写的名称"
    assert (field(shown, "amount_min"), field(shown, "amount_rate")) == ("1000000", None)
    texts = [row["text"].value() for row in shown.context["conditions"]]
    assert texts == ["我写的条件", "在主板上市企业", "在新三板挂牌企业"]


def test_saving_makes_a_draft_with_bases_and_the_version_seen(editor: Client, document: PolicyDocument) -> None:
    saved = editor.post(
        address(document),
        sent(
            IDS[0],
            IDS[1],
            save="1",
            title="技术改造补助",
            category="funding",
            amount_max="5000000",
            conditions=[("apply", "在本市注册"), ("recognise", "")],
            roles=[("competent", "示例市经济和信息化局"), ("receiving", "")],
        ),  # fmt: skip
    )

    scheme = Scheme.objects.get()
    assert saved.status_code == 302 and saved["Location"].endswith(f"#clause-{IDS[2]}")
    assert (scheme.live, scheme.title, scheme.amount_max) == (False, "技术改造补助", 5_000_000)
    assert list(scheme.bases.values_list("document", "clause_id", "version_seen")) == [
        (document.pk, IDS[0], 1),
        (document.pk, IDS[1], 1),
    ]
    assert [row.text for row in scheme.conditions.all()] == ["在本市注册"]
    assert [str(row.organisation) for row in scheme.roles.all()] == ["示例市经济和信息化局"]
    assert not PublishedItem.objects.filter(pk=scheme.permanent_id).exists()
    assert coverage_of([document.pk]) == {document.pk: Coverage(clauses=4, covered=2)}


def test_errors_show_everything_that_was_typed_again(editor: Client, document: PolicyDocument) -> None:
    shown = editor.post(
        address(document),
        sent(
            IDS[0],
            save="1",
            title="",
            amount_max="五百万",
            amount_text="最高500万元",
            conditions=[("recognise", "我写的条件")],
            roles=[("competent", "没有的局")],
        ),  # fmt: skip
    )

    text = shown.content.decode()
    assert shown.status_code == 200 and Scheme.objects.count() == 0
    for typed in ("五百万", "最高500万元", "我写的条件", "没有的局"):
        assert typed in text
    assert "没有名为“没有的局”的机构" in text
    assert f'value="{IDS[0]}" id="choose-{IDS[0]}" checked' in text


@pytest.mark.parametrize("action", ["more_conditions", "more_roles", "judge", "add_to", "propose"])
def test_no_button_loses_what_was_typed(editor: Client, document: PolicyDocument, action: str) -> None:
    shown = editor.post(
        address(document),
        sent(title="我写的名称", conditions=[("apply", "我写的条件")], amount_max="abc", **{action: "1"}),
    )

    assert shown.status_code == 200
    assert all(typed in shown.content.decode() for typed in ("我写的名称", "我写的条件", "abc"))


def test_scheme_needs_a_clause(editor: Client, document: PolicyDocument) -> None:
    shown = editor.post(address(document), sent(save="1", title="没有条款"))

    assert "请选择这个业务品种所依据的条款。" in shown.content.decode()
    assert Scheme.objects.count() == 0


def test_clauses_are_judged_to_need_none_and_judged_again(editor: Client, document: PolicyDocument) -> None:
    editor.post(address(document), sent(IDS[2], IDS[3], judge="1", ground="final", note="附则"))
    assert coverage_of([document.pk])[document.pk] == Coverage(4, 0, 2)

    editor.post(address(document), sent(take_back=str(IDS[2])))

    assert [row.clause_id for row in ClauseJudgement.objects.all()] == [IDS[3]]


def test_another_department_cuts_schemes_and_judges_nothing(document: PolicyDocument) -> None:
    ensure_roles()
    PolicyDocument.objects.filter(pk=document.pk).update(record_owner=OrganisationFactory(name="别局"))
    kept = ClauseJudgement.objects.create(document=document, clause_id=IDS[3], ground="final")
    client = Client()
    client.force_login(invite(email="a@example.org", role="clerk", organisation=OrganisationFactory(name="本局"))[0])

    assert client.get(address(document)).status_code == 200
    client.post(address(document), sent(IDS[2], judge="1", ground="final"))
    client.post(address(document), sent(take_back=str(IDS[3])))

    assert list(ClauseJudgement.objects.all()) == [kept]


def test_another_reason_must_be_told(editor: Client, document: PolicyDocument) -> None:
    shown = editor.post(address(document), sent(IDS[2], judge="1", ground="other"))

    assert "请写明理由。" in shown.content.decode()
    assert ClauseJudgement.objects.count() == 0


def test_clauses_are_added_to_a_scheme_that_is_there(editor: Client, document: PolicyDocument, scheme: Scheme) -> None:
    editor.post(address(document), sent(IDS[0], IDS[1], add_to="1", existing=str(scheme.pk)))

    scheme.refresh_from_db()
    assert scheme.has_unpublished_changes and scheme.bases.count() == 1
    assert schemes_of(document.pk) == {scheme: [IDS[0], IDS[1]]}
    assert coverage_of([document.pk])[document.pk].covered == 2


def test_sub_class_begins_with_its_parents_clauses(editor: Client, document: PolicyDocument, scheme: Scheme) -> None:
    shown = editor.get(address(document), {"parent": scheme.pk})

    assert field(shown, "parent_scheme") == str(scheme.pk)
    assert [part.clause for part in shown.context["parts"] if part.chosen] == [IDS[0]]


def test_withdrawn_scheme_covers_nothing(document: PolicyDocument, scheme: Scheme) -> None:
    Scheme.objects.filter(pk=scheme.pk).update(live=False)

    assert coverage_of([document.pk])[document.pk].covered == 0


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"clause": ["no-id", "1"], "propose": "1"},
        {"conditions-TOTAL_FORMS": "99999999", "roles-TOTAL_FORMS": "-3", "save": "1", "title": "a" * 5000},
        {"take_back": "x"},
        {"judge": "1", "ground": "unknown"},
        {"add_to": "1", "existing": "999"},
        {"save": "1", "title": "x", "parent_scheme": "99", "support_forms": ["x"], "amount_rate": "NaN"},
    ],
)
def test_made_up_input_is_answered_and_changes_nothing(editor: Client, document: PolicyDocument, data: Any) -> None:
    assert editor.post(address(document), data).status_code == 200
    assert Scheme.objects.count() == ClauseJudgement.objects.count() == 0


def test_document_that_is_not_published_is_refused_in_words(editor: Client, document: PolicyDocument) -> None:
    PolicyDocument.objects.filter(pk=document.pk).update(live=False)

    assert "请先发布文件" in editor.get(address(document)).content.decode()
    editor.post(address(document), sent(IDS[0], save="1", title="x"))
    assert Scheme.objects.count() == 0


def test_stranger_is_kept_out(stranger: Client, document: PolicyDocument) -> None:
    for name, args in (("breakdown", [document.pk]), ("breakdown_list", []), ("breakdown_product", [])):
        assert stranger.get(reverse(name, args=args)).status_code in (302, 403)
    assert stranger.post(address(document), sent(IDS[0], save="1", title="x")).status_code in (302, 403)
    assert Scheme.objects.count() == 0


def test_scheme_belongs_to_the_editors_own_organisation(client: Client, document: PolicyDocument) -> None:
    from_centre = MembershipFactory(user=_clerk(), role=Membership.Role.EDITOR)
    client.force_login(from_centre.user)

    client.post(address(document), sent(IDS[0], save="1", title="技术改造补助"))

    assert Scheme.objects.get().record_owner == from_centre.organisation


def test_member_who_only_looks_is_refused_with_the_reason(client: Client, document: PolicyDocument) -> None:
    looking = MembershipFactory(user=_clerk(), role=Membership.Role.VIEWER)
    client.force_login(looking.user)

    assert client.post(address(document), sent(IDS[0], save="1", title="x")).status_code in (302, 403)
    assert Scheme.objects.count() == 0


def _clerk() -> Any:
    """Somebody with Wagtail's permission to add pages under the list of products."""
    user = UserFactory()
    group = Group.objects.create(name="clerks")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=listing_for("policy-products"), permission=permission)
    user.groups.add(group)
    return user
