"""What people type into the fields of a list becomes the grammar's own terms; what cannot be read is told."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import translation

from search.filters.grammar import parse
from search.results.fields import FIELDS, first_day, grammatical, groups_of, last_day, parameters_in

SHANGHAI = dt.timezone(dt.timedelta(hours=8))


def told(**given: str) -> tuple[QueryDict, list[str]]:
    return grammatical(QueryDict(urlencode(given)))


@pytest.mark.parametrize(
    ("field", "text", "parameter", "written"),
    [
        ("amount_from_wan", "50", "amount_from", "500000"),
        ("amount_to_wan", "0.5", "amount_to", "5000"),
        ("amount_to_wan", ".5", "amount_to", "5000"),
        ("amount_to_wan", "\uff15\uff10", "amount_to", "500000"),
        ("closing_by", "2026-12-31", "closes_before", "2027-01-01T00:00:01+08:00"),
        ("opening_from", "2026-12-01", "opens_after", "2026-11-30T23:59:59+08:00"),
        ("issued_from", "2026-12-01", "issued_from", "2026-12-01"),
    ],
)
def test_field_becomes_a_parameter(field: str, text: str, parameter: str, written: str) -> None:
    params, notices = told(**{field: text})

    assert (params.dict(), notices) == ({parameter: written}, [])


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("amount_from_wan", "fifty"), ("amount_from_wan", "-1"), ("amount_from_wan", "1e30"), ("amount_to_wan", "NaN"),
        ("amount_to_wan", "Infinity"), ("closing_by", "2026-02-30"), ("opening_from", "0001-01-01"),
        ("amount_from_wan", "1e999999"), ("amount_to_wan", "1e999990"), ("amount_to_wan", "9" * 12),
        ("to", "9999-12-31x"),
        ("closing_by", "9999-12-31"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out_and_told(field: str, text: str) -> None:
    with translation.override("en"):
        params, notices = told(**{field: text})

    assert field not in params
    assert len(notices) == 1 and text in notices[0]


def test_an_empty_field_asks_for_nothing() -> None:
    assert told(amount_from_wan="", closing_by=" ")[0].dict() == {}


def test_a_day_comes_back_into_its_field() -> None:
    params, _notices = told(closing_by="2026-12-31", opening_from="2026-12-01", amount_from_wan="0.5")
    selection = parse(params, strict=False)

    groups = groups_of("notices", selection)

    assert [[row["value"] for row in group["inputs"]] for group in groups] == [["2026-12-01", "2026-12-31"]]
    assert groups_of("policy-products", selection)[0]["inputs"][0]["value"] == "0.5"
    assert parameters_in(groups) == {"opens_after", "closes_before"}


def test_days_of_instants_that_others_wrote() -> None:
    noon = dt.datetime(2026, 12, 31, 12, tzinfo=SHANGHAI)

    assert last_day(noon) == first_day(noon) == noon.date()


def test_every_field_belongs_to_a_parameter_of_its_own() -> None:
    assert len({field.parameter for field in FIELDS}) == len(FIELDS)
