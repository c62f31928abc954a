"""The cached vocabulary and containment of regions."""

import uuid

import pytest

from portal.taxonomy import vocabulary
from portal.taxonomy.models import Field, VocabularyState
from tests.factories.taxonomy import term

pytestmark = pytest.mark.django_db


def test_label_by_language_and_for_an_unknown_code():
    assert vocabulary.label("field", "tax", "zh-hans") == "税收优惠"
    assert vocabulary.label("field", "tax", "en") == "Tax relief"
    assert vocabulary.label("region", "320500", "en") == "苏州市"
    assert vocabulary.label("field", "no-such-code") == "no-such-code"


def test_codes_are_the_active_ones_in_order():
    assert vocabulary.codes("level") == ["country", "province", "city", "district", "town", "park"]
    assert "330103" not in vocabulary.codes("region")
    assert vocabulary.knows("region", "330103")
    assert vocabulary.replacement("region", "330103") == "330105"


def test_unknown_scheme_is_an_error():
    with pytest.raises(KeyError):
        vocabulary.codes("colour")


def test_second_reading_asks_the_database_nothing(django_assert_num_queries):
    vocabulary.label("field", "tax")
    with django_assert_num_queries(0):
        vocabulary.label("field", "talent")


def test_saving_a_term_shows_at_once():
    vocabulary.label("field", "tax")
    tax = term("field", "tax")
    tax.label = "税费优惠"
    tax.save()
    assert vocabulary.label("field", "tax", "zh-hans") == "税费优惠"


def test_change_in_another_process_shows_after_the_next_check(monkeypatch):
    vocabulary.label("field", "tax")
    Field.objects.filter(code="tax").update(label="税费优惠")
    VocabularyState.objects.update(token=uuid.uuid4())
    assert vocabulary.label("field", "tax", "zh-hans") == "税收优惠"
    monkeypatch.setattr(vocabulary, "CHECK_SECONDS", 0)
    assert vocabulary.label("field", "tax", "zh-hans") == "税费优惠"


def test_unchanged_token_keeps_what_is_held(monkeypatch, django_assert_num_queries):
    vocabulary.label("field", "tax")
    monkeypatch.setattr(vocabulary, "CHECK_SECONDS", 0)
    with django_assert_num_queries(1):
        vocabulary.label("field", "tax")


def test_city_is_related_to_what_contains_it_and_what_it_contains():
    related = vocabulary.related_regions("320500")
    assert {"100000", "320000", "320500", "320506", "320583", "park-sip", "park-snd"} <= related
    assert not related & {"320100", "330000", "park-zgc"}


def test_park_is_related_upwards_to_every_division_it_lies_in():
    assert vocabulary.related_regions("park-bda") == {"park-bda", "110112", "110115", "110000", "100000"}


def test_division_is_related_to_the_parks_in_it():
    assert "park-bda" in vocabulary.related_regions("110115")
    assert "park-bda" not in vocabulary.related_regions("110101")


def test_containment_is_symmetric():
    for code in ("100000", "110000", "320500", "320506", "park-sip", "park-zgc", "429004", "330105"):
        assert all(code in vocabulary.related_regions(other) for other in vocabulary.related_regions(code))


def test_records_of_a_retired_division_are_found_through_its_replacement():
    assert "330103" in vocabulary.related_regions("330105")


def test_unknown_region_is_related_to_itself_only():
    assert vocabulary.related_regions("999999") == {"999999"}


def test_moving_a_park_shows_at_once():
    assert "park-sip" not in vocabulary.related_regions("320507")
    term("region", "park-sip").within.add(term("region", "320507"))
    assert "park-sip" in vocabulary.related_regions("320507")
