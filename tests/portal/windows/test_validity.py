"""Validity: computed for every instant from dates, relations and a stated value."""

import datetime as dt

import pytest
from hypothesis import given, settings

from portal.publication.rendering import BEGINNING, END_OF_TIME
from portal.windows.instants import end_of_day, start_of_day
from portal.windows.validity import ValidityFacts, validity, validity_boundaries, validity_spans
from tests.portal.windows.oracle import validity_word
from tests.portal.windows.strategies import NEARBY, days, facts

D = dt.date
NOON = dt.timedelta(hours=12)


@pytest.mark.parametrize(
    ("given_facts", "day", "expected"),
    [
        (ValidityFacts(), D(2026, 1, 1), None),
        (ValidityFacts(effective_from=D(2026, 5, 1)), D(2026, 4, 30), "not_yet"),
        (ValidityFacts(effective_from=D(2026, 5, 1)), D(2026, 5, 1), "in_force"),
        (ValidityFacts(valid_from=D(2022, 8, 11), valid_to=D(2025, 8, 10)), D(2025, 8, 10), "in_force"),
        (ValidityFacts(valid_from=D(2022, 8, 11), valid_to=D(2025, 8, 10)), D(2025, 8, 11), "expired"),
        (ValidityFacts(relations=(("repealed", D(2026, 3, 1)),)), D(2026, 2, 28), None),
        (ValidityFacts(relations=(("repealed", D(2026, 3, 1)),)), D(2026, 3, 1), "repealed"),
        (ValidityFacts(effective_from=D(2020, 1, 1), relations=(("amended", None),)), D(2026, 1, 1), "amended"),
        (ValidityFacts(effective_from=D(2020, 1, 1), relations=(("partly", None),)), D(2026, 1, 1), "partly"),
        (ValidityFacts(override="expired"), D(2026, 1, 1), "expired"),
        (ValidityFacts(override="expired", override_from=D(2026, 2, 1)), D(2026, 1, 1), None),
    ],
)
def test_truth_table(given_facts: ValidityFacts, day: dt.date, expected: str | None) -> None:
    assert validity(given_facts, start_of_day(day) + NOON) == expected


@settings(max_examples=300, deadline=None)
@given(facts, days)
def test_function_agrees_with_the_oracle_and_its_tabulation(given_facts: ValidityFacts, anyday: dt.date) -> None:
    spans = validity_spans(given_facts)
    assert (spans[0].starts_at, spans[-1].ends_at) == (BEGINNING, END_OF_TIME)
    assert all(left.ends_at == right.starts_at for left, right in zip(spans, spans[1:], strict=False))
    named = [given_facts.effective_from, given_facts.valid_from, given_facts.valid_to, given_facts.override_from]
    named += [anyday, *(on for _, on in given_facts.relations)]
    for edge in [edge for day in named if day for edge in (start_of_day(day), end_of_day(day))]:
        for instant in [edge + step for step in NEARBY]:
            found = validity(given_facts, instant)
            span = next(span for span in spans if span.starts_at <= instant < span.ends_at)
            assert found == validity_word(given_facts, instant), instant
            assert span.value == (found or "none"), instant


def test_expiry_and_taking_effect_are_told() -> None:
    found = validity_boundaries(ValidityFacts(effective_from=D(2026, 5, 1), valid_to=D(2026, 12, 31)))

    assert [(row.name, row.due_at) for row in found] == [
        ("took_effect", start_of_day(D(2026, 5, 1))), ("expired", end_of_day(D(2026, 12, 31))),
    ]  # fmt: skip


def test_taking_effect_is_told_of_a_document_amended_before() -> None:
    amended = ValidityFacts(effective_from=D(2026, 5, 1), relations=(("amended", D(2026, 4, 1)),))

    assert [row.name for row in validity_boundaries(amended)] == ["took_effect"]
