"""Loading the shipped terms."""

import pytest
from django.apps import apps
from django.core.management import call_command

from portal.taxonomy.load import TABLES, load, rows_of
from portal.taxonomy.models import Field, Industry, Region
from tests.factories.taxonomy import term

pytestmark = pytest.mark.django_db


def test_an_empty_portal_has_all_terms():
    for table in TABLES:
        codes = {row["code"] for row in rows_of(table.file)}
        assert codes <= set(apps.get_model("taxonomy", table.model).objects.values_list("code", flat=True))


def test_divisions_have_their_place():
    assert term("region", "110101").parent.code == "110000"
    assert term("region", "320583").parent.code == "320500"
    assert term("region", "429004").parent.code == "420000"
    assert Region.objects.filter(parent=None, scheme="gbt2260").count() == 1


def test_industries_are_twenty_sections_and_ninety_seven_divisions_with_both_labels():
    assert Industry.objects.filter(parent=None).count() == 20
    assert Industry.objects.exclude(parent=None).count() == 97
    assert not Industry.objects.filter(label_en="").exists()


def test_loading_again_adds_nothing_and_keeps_an_edited_label():
    Field.objects.filter(code="tax").update(label="税费优惠")
    assert not any(load(apps.get_model).values())
    assert term("field", "tax").label == "税费优惠"


def test_loading_again_leaves_a_park_where_an_editor_put_it():
    term("region", "park-sip").within.set([term("region", "320507")])
    load(apps.get_model)
    assert [region.code for region in term("region", "park-sip").within.all()] == ["320507"]


def test_command_brings_back_a_missing_term(capsys):
    Field.objects.filter(code="talent").delete()
    call_command("load_taxonomies")
    assert "fields.csv: 1 added" in capsys.readouterr().out
    assert Field.objects.filter(code="talent").exists()
