"""The check character of the unified social credit code."""

import pytest
from django.core.exceptions import ValidationError

from portal.taxonomy import uscc
from tests.factories.taxonomy import OrganisationFactory

REAL = ["11440000006939756B", "11440000006940116U"]


@pytest.mark.parametrize("code", REAL)
def test_code_of_a_real_agency_is_valid(code):
    assert uscc.is_valid(code)


@pytest.mark.parametrize("code", REAL)
def test_any_single_changed_character_is_noticed(code):
    for place, old in enumerate(code):
        for new in uscc.ALPHABET.replace(old, ""):
            assert not uscc.is_valid(code[:place] + new + code[place + 1 :])


@pytest.mark.parametrize("code", ["", "1144", "11440000006939756b", "TE440000GD030003VV", "11440000006939756B0"])
def test_malformed_code_is_invalid(code):
    assert not uscc.is_valid(code)


def test_service_code_begins_with_the_agency():
    assert uscc.of_service_code("11440000006939756B2440101007000") == REAL[0]
    assert uscc.of_service_code("TE440000GD030003VV1234") is None
    assert uscc.of_service_code(None) is None


@pytest.mark.django_db
def test_organisation_refuses_a_wrong_code_and_keeps_unknown_ones_apart():
    with pytest.raises(ValidationError):
        OrganisationFactory.build(uscc="11440000006939756A").full_clean()
    assert [OrganisationFactory(uscc="").uscc, OrganisationFactory(uscc="").uscc] == [None, None]
