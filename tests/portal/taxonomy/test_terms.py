"""Terms: fixed codes, editable labels, replacements."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.taxonomy.models import Field, Region
from tests.factories.accounts import UserFactory
from tests.factories.taxonomy import term

pytestmark = pytest.mark.django_db


def test_renaming_a_label_changes_nothing_else():
    before = Field.objects.filter(code="tax").values().get()
    tax = term("field", "tax")
    tax.label = "税费优惠"
    tax.save()
    assert Field.objects.filter(code="tax").values().get() == before | {"label": "税费优惠"}


def test_code_cannot_be_changed():
    tax = term("field", "tax")
    tax.code = "taxes"
    with pytest.raises(ValidationError):
        tax.full_clean()
    with pytest.raises(ValidationError):
        tax.save()


def test_replaced_term_leads_to_the_current_one():
    assert term("region", "330103").current.code == "330105"
    assert not term("region", "330103").active


def test_term_cannot_be_replaced_by_itself_over_others():
    first, second = term("field", "tax"), term("field", "talent")
    second.replaced_by = first
    second.save()
    first.replaced_by = second
    with pytest.raises(ValidationError):
        first.full_clean()


def test_editor_form_shows_the_code_and_ignores_a_new_one(client):
    client.force_login(UserFactory(is_superuser=True))
    tax = term("field", "tax")
    url = reverse(Field.snippet_viewset.get_url_name("edit"), args=[tax.pk])
    posted = {"code": "other-code", "label": "税", "label_en": "Tax", "sort_order": "1", "active": "on"}
    assert client.post(url, posted).status_code == 302
    assert Field.objects.get(pk=tax.pk).code == "tax"
    assert Field.objects.get(pk=tax.pk).label == "税"


@pytest.mark.parametrize("name", ["list", "add"])
@pytest.mark.parametrize("model", [Field, Region])
def test_back_office_screens_answer(client, model, name):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(reverse(model.snippet_viewset.get_url_name(name))).status_code == 200


def test_region_is_found_by_a_part_of_its_chinese_name(client):
    client.force_login(UserFactory(is_superuser=True))
    answer = client.get(reverse(Region.snippet_viewset.get_url_name("list")), {"q": "工业园"})
    assert "苏州工业园区" in answer.content.decode()


def test_a_term_cannot_be_deleted_even_by_a_superuser(client):
    client.force_login(UserFactory(is_superuser=True))
    tax = term("field", "tax")
    client.post(reverse(Field.snippet_viewset.get_url_name("delete"), args=[tax.pk]))
    assert Field.objects.filter(pk=tax.pk).exists()
