"""Facets as pages show them: several choices, what is chosen at zero, what makes no sense, more choices than fit."""

from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import timezone

from portal.pages.codes import CODE_PATHS, WORKED_OUT
from portal.publication.models import PublishedItem
from portal.taxonomy.models import Organisation, Region
from search.filters.database_counts import MOST_CHOICES as MOST_COUNTED
from search.filters.facet_types import ColumnFacet, SpanFacet
from search.filters.facets import BY_KIND, FACETS, SHOWN
from search.filters.grammar import parse
from search.results.presentation import MOST_CHOICES, listing_result, search_result
from tests.factories.documents import PolicyDocumentFactory
from tests.search.records import publish

pytestmark = pytest.mark.django_db
DERIVED_FROM_SPANS = {"deadline"}


def page(query: str, kind: str = "") -> dict[str, Any]:
    request = RequestFactory().get("/search/?" + query)
    return (listing_result(kind, request) if kind else search_result(request))["result"]


def choices(result: dict[str, Any], name: str) -> dict[str, tuple[int, bool]]:
    facet = next(facet for facet in result["facets"] if facet["name"] == name)
    return {choice["value"]: (choice["count"], choice["selected"]) for choice in facet["choices"]}


@pytest.fixture
def library(indexed) -> None:
    for number in range(3):
        publish(title=f"政策{number}", level=("city", "province", None)[number], field=["tax"])
    indexed()


@pytest.mark.parametrize("kind", ["", "policies"])
def test_check_boxes_of_one_facet_are_or(library: None, kind: str) -> None:
    result = page("level=city&level=none&field=tax", kind)

    assert result["total"] == 2
    assert choices(result, "level") == {"province": (1, False), "city": (1, True), "none": (1, True)}


@pytest.mark.parametrize("kind", ["", "policies"])
def test_what_is_chosen_stays_to_be_taken_back_even_at_zero(library: None, kind: str) -> None:
    result = page("level=town&field=talent", kind)

    assert result["total"] == 0
    assert choices(result, "level")["town"] == (0, True)
    assert choices(result, "field")["talent"] == (0, True)


@pytest.mark.parametrize("kind", ["", "policies"])
def test_what_makes_no_sense_is_dropped_with_a_notice(library: None, kind: str) -> None:
    result = page("level=city,nonsense&-field=nonsense&issued_from=never", kind)

    assert result["total"] == 1
    assert len(result["notices"]) == 3


def test_many_choices_are_cut_alike_every_time_and_keep_what_is_chosen(indexed) -> None:
    for number in range(MOST_COUNTED + 10):
        Organisation.objects.create(pk=UUID(int=number), name=f"第{number}局")
        publish(title=f"政策{number}", roles={"issuing": [{"id": str(UUID(int=number)), "name": f"第{number}局"}]})
    indexed()
    last = str(UUID(int=MOST_COUNTED + 9))
    result = page(f"issuing={last}", "policies")

    expected = [str(UUID(int=number)) for number in range(MOST_CHOICES)]
    assert list(choices(page("", "policies"), "issuing")) == expected
    assert list(choices(result, "issuing")) == [*expected, last]


def test_every_facet_has_its_codes_its_kinds_and_words() -> None:
    stored = {name for name, facet in FACETS.items() if not isinstance(facet, ColumnFacet | SpanFacet)}

    assert stored - DERIVED_FROM_SPANS <= {*CODE_PATHS, *WORKED_OUT}
    assert {name for names in BY_KIND.values() for name in names} | {"kind"} == set(FACETS)
    assert all(FACETS[name].countable for names in SHOWN.values() for name in names)
    assert all(set(SHOWN[kind]) <= set(names) for kind, names in BY_KIND.items())
    for facet in FACETS.values():
        assert str(facet.label) and all(label for _value, label in facet.choices())


def test_a_chosen_region_that_no_record_names_counts_what_it_finds() -> None:
    PolicyDocumentFactory(regions=[Region.objects.get(code="330000")])
    selection = parse(QueryDict("region=330302"), strict=True)
    items = PublishedItem.objects.filter(live=True)

    rows = selection.facet_counts(["region"], items, timezone.now())["region"]
    (row,) = [row for row in rows if row["value"] == "330302"]
    engine = FACETS["region"].folded({"330000": 1, "": 0}, chosen=["330302"])

    assert row["count"] == items.filter(selection.q(timezone.now())).count() == engine["330302"] == 1
