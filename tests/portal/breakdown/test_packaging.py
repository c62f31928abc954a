"""Products: chosen by filters, ordered by buttons, kept as drafts; what is not public yet is not named."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.pages.verbs import publish_changes
from portal.policies.models import PolicyProduct, ProductMember, Scheme, SchemeRole
from portal.publication.models import PublishedItem
from portal.taxonomy.models import Organisation
from tests.factories.products import PolicyProductFactory
from tests.factories.schemes import SchemeFactory
from tests.factories.taxonomy import term

pytestmark = pytest.mark.django_db


@pytest.fixture
def schemes(body: Organisation) -> list[Scheme]:
    """Three public schemes: the first a grant of the body, the second a recognition."""
    first = SchemeFactory(
        title="甲", category="funding", roles=[SchemeRole(role="competent", organisation=body)],
        support_forms=[term("support_form", "grant")],
    )  # fmt: skip
    return [first, SchemeFactory(title="乙", category="recognition"), SchemeFactory(title="丙", category="funding")]


def post(editor: Client, *members: Scheme, **data: Any) -> Any:
    return editor.post(reverse("breakdown_product"), {"member": [one.pk for one in members], **data})


def titles(response: Any) -> list[str]:
    return [one.scheme.title for one in response.context["members"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"category": "funding"}, ["丙", "甲"]),
        ({"support_form": "grant"}, ["甲"]),
        ({"q": "乙"}, ["乙"]),
        ({"department": "no-id"}, ["丙", "乙", "甲"]),
        ({"industry": "none"}, []),
    ],
)
def test_schemes_are_found_by_the_axes(editor: Client, schemes: list[Scheme], asked: Any, found: list[str]) -> None:
    shown = post(editor, **asked)

    assert sorted(scheme.title for scheme in shown.context["found"]) == sorted(found)


def test_department_finds_its_schemes(editor: Client, schemes: list[Scheme], body: Organisation) -> None:
    shown = post(editor, department=str(body.pk))

    assert [scheme.title for scheme in shown.context["found"]] == ["甲"]


def test_order_is_changed_without_losing_headings(editor: Client, schemes: list[Scheme]) -> None:
    first, second, third = schemes
    heading = {f"heading-{second.pk}": "资质", "title": "我写的名称"}

    assert titles(post(editor, *schemes, up=third.pk, **heading)) == ["甲", "丙", "乙"]
    assert titles(post(editor, *schemes, down=first.pk, **heading)) == ["乙", "甲", "丙"]
    assert titles(post(editor, *schemes, up=first.pk, **heading)) == ["甲", "乙", "丙"]
    assert titles(post(editor, *schemes, remove=first.pk, **heading)) == ["乙", "丙"]
    shown = post(editor, first, second, add="", tick=[third.pk], **heading)
    assert titles(shown) == ["甲", "乙", "丙"]
    assert "资质" in shown.content.decode() and "我写的名称" in shown.content.decode()


def test_saving_makes_a_draft_in_that_order(editor: Client, schemes: list[Scheme]) -> None:
    saved = post(editor, *reversed(schemes), save="1", title="产品", **{f"heading-{schemes[2].pk}": "资金"})

    product = PolicyProduct.objects.get()
    assert saved.status_code == 302 and not product.live
    assert list(product.members.values_list("scheme__title", "heading")) == [("丙", "资金"), ("乙", ""), ("甲", "")]


def test_product_without_name_or_scheme_is_not_saved_and_nothing_is_lost(editor: Client, schemes: list[Scheme]) -> None:
    shown = post(editor, schemes[0], save="1", title="", summary="我写的摘要")

    assert "我写的摘要" in shown.content.decode() and titles(shown) == ["甲"]
    assert "请至少选择一个业务品种。" in post(editor, save="1", title="x").content.decode()
    assert PolicyProduct.objects.count() == 0


def test_existing_product_is_edited_as_a_draft(editor: Client, schemes: list[Scheme]) -> None:
    product = PolicyProductFactory(title="产品", members=[ProductMember(scheme=schemes[0])])
    address = reverse("breakdown_product_edit", args=[product.pk])

    assert titles(editor.get(address)) == ["甲"]
    editor.post(address, {"member": [schemes[1].pk, schemes[0].pk], "save": "1", "title": "产品"})

    product.refresh_from_db()
    assert product.members.count() == 1 and product.has_unpublished_changes
    assert product.get_latest_revision_as_object().members.count() == 2


@pytest.mark.parametrize("data", [{"member": ["x", "99999999999"]}, {"up": "x"}, {"add": "x", "tick": "y"}, {"p": "z"}])
def test_made_up_input_is_answered(editor: Client, schemes: list[Scheme], data: Any) -> None:
    assert editor.post(reverse("breakdown_product"), data).status_code == 200


def test_scheme_that_nobody_may_read_yet_is_named_once_it_is_published(schemes: list[Scheme]) -> None:
    product = PolicyProductFactory(members=[ProductMember(scheme=scheme) for scheme in schemes])
    Scheme.objects.filter(pk=schemes[0].pk).update(live=False)
    publish_changes(page=PolicyProduct.objects.get(pk=product.pk))
    assert [row["title"] for row in listing(product)["members"]] == ["乙", "丙"]

    publish_changes(page=Scheme.objects.get(pk=schemes[0].pk))

    assert [row["title"] for row in listing(product)["members"]] == ["甲", "乙", "丙"]


def listing(page: PolicyProduct) -> dict[str, Any]:
    return PublishedItem.objects.get(pk=page.permanent_id).listing
