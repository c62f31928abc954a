"""Filters and counts on every engine: a count is the number of records the filter finds."""

import datetime as dt
from itertools import product

import pytest

from search.engine import Counted, Engine, Filter, Query
from search.ranges import Range
from tests.contracts.conftest import Filled
from tests.contracts.documents import chosen, counted, ids, made

LEVELS, FIELDS = ("city", "province", "none"), ("tax", "technology")


@pytest.fixture
def library(filled: Filled) -> Engine:
    return filled(
        made(f"{level}-{field}-{n}", f"关于{field}的政策", codes=[f"level:{level}", f"field:{field}"], date=n, issued=n)
        for level, field, n in product(LEVELS, FIELDS, range(1, 4))
    )


def counts(engine: Engine, *filters: Filter, text: str = "") -> dict[str, dict[str, int]]:
    return {name: dict(found) for name, found in engine.search(
        Query(text, filters=filters, counted=counted("level", "field"))).facets.items()}  # fmt: skip


def test_counts_of_a_single_valued_facet_add_up_to_the_total(library: Engine) -> None:
    assert counts(library)["level"] == {"city": 6, "province": 6, "none": 6}
    assert library.search(Query()).total == 18


def test_counts_ignore_their_own_selection_only(library: Engine) -> None:
    found = counts(library, chosen("level", "city"))

    assert found["level"] == {"city": 6, "province": 6, "none": 6}
    assert found["field"] == {"tax": 3, "technology": 3}


def test_several_values_are_or_several_facets_are_and(library: Engine) -> None:
    result = library.search(Query(filters=(chosen("level", "city", "none"), chosen("field", "tax"))))

    assert result.total == 6


def test_negation_takes_away(library: Engine) -> None:
    assert library.search(Query(filters=(chosen("level", "city", negated=True),))).total == 12


def test_none_is_a_value(library: Engine) -> None:
    assert {hit.split("-")[0] for hit in ids(library.search(Query(filters=(chosen("level", "none"),))).hits)} == {
        "none"
    }


def test_every_count_is_the_total_of_its_filter(library: Engine) -> None:
    for own in (None, chosen("level", "city"), chosen("field", "tax", negated=True)):
        filters = (own,) if own else ()
        for facet, found in counts(library, *filters, text="政策").items():
            for value, count in found.items():
                others = [one for one in filters if one.facet != facet]
                narrowed = Query("政策", filters=(*others, chosen(facet, value)))
                assert library.search(narrowed).total == count, (own, facet, value)


def test_counting_by_given_terms_matches_any_of_them(library: Engine) -> None:
    terms = {"low": frozenset({"level:city"}), "any": frozenset({"level:city", "level:province"}), "no": frozenset()}
    found = library.search(Query(counted=(Counted("reach", terms),))).facets

    assert found == {"reach": {"low": 6, "any": 12}}


def test_what_no_set_has_is_the_rest(library: Engine) -> None:
    terms = {"low": frozenset({"level:city"}), "never": frozenset({"level:park"})}
    asked = (Counted("reach", terms, rest="other"),)

    assert library.search(Query(counted=asked)).facets == {"reach": {"low": 6, "other": 12}}
    low = Filter("reach", terms["low"])
    assert library.search(Query(counted=asked, filters=(low,))).facets == {"reach": {"low": 6, "other": 12}}
    assert library.search(Query(counted=asked, filters=(chosen("level", "city"),))).facets == {"reach": {"low": 6}}


@pytest.mark.parametrize("term", ['a:"b"', "a:\\", "a: b OR terms:c", "a:*", "a:b)", "a:是否"])
def test_terms_of_sets_are_taken_as_they_are(filled: Filled, term: str) -> None:
    engine = filled([made("one", terms=[term]), made("other", terms=["terms:c", "b"])])

    assert engine.search(Query(counted=(Counted("own", {"yes": frozenset({term})}, rest="no"),))).facets == {
        "own": {"yes": 1, "no": 1}
    }


def test_values_are_counted_as_they_are(filled: Filled) -> None:
    values = ["", "2018-01-01T00:00:00Z", "12", "a:b", "a:c", "330300 330302", "是", "true"]
    engine = filled(made(f"r{n}", codes=[f"odd.name:{value}"]) for n, value in enumerate(values))
    asked = (Counted("odd.name"), Counted("inner", prefix="odd.name:a"), Counted("nothing"))

    found = engine.search(Query(counted=asked)).facets
    assert found == {"odd.name": dict.fromkeys(values, 1), "inner": {"b": 1, "c": 1}, "nothing": {}}


def test_ranges_include_both_ends(library: Engine) -> None:
    assert library.search(Query(ranges=(Range("issued", 2, 3),))).total == 12
    assert library.search(Query(ranges=(Range("issued", high=1),))).total == 6
    assert library.search(Query(ranges=(Range("updated", low=1),))).total == 0


def test_pages_partition_the_hits(library: Engine) -> None:
    pages = [ids(library.search(Query("政策", offset=offset, limit=5)).hits) for offset in range(0, 25, 5)]

    assert [len(page) for page in pages] == [5, 5, 5, 3, 0]
    assert len({hit for page in pages for hit in page}) == 18


def test_latest_date_first_without_text(library: Engine) -> None:
    dates = [int(hit.rsplit("-", 1)[1]) for hit in ids(library.search(Query(limit=18)).hits)]

    assert dates == sorted(dates, reverse=True)


def test_beyond_the_deepest_hit_there_is_nothing(library: Engine) -> None:
    result = library.search(Query(offset=10**7, at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)))

    assert (result.hits, result.total) == ((), 18)
