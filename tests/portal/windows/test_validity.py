"""Validity: computed for every instant from dates, relations and a stated value."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.windows.instants import end_of_day, start_of_day
from portal.windows.validity import ValidityFacts, validity, validity_boundaries, validity_spans

D = dt.date
NOON = dt.timedelta(hours=12)
days = st.dates(D(2020, 1, 1), D(2030, 12, 31))
facts = st.builds(
    ValidityFacts,
    effective_from=st.none() | days,
    valid_from=st.none() | days,
    valid_to=st.none() | days,
    override=st.sampled_from(["", "in_force", "repealed"]),
    override_from=st.none() | days,
    relations=st.lists(
        st.tuples(st.sampled_from(["repealed", "superseded", "partly", "amended"]), st.none() | days), max_size=3
    ).map(tuple),
)


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


@given(facts, days)
def test_spans_are_the_function_tabulated(given_facts: ValidityFacts, anyday: dt.date) -> None:
    spans = validity_spans(given_facts)
    edges = [span.starts_at for span in spans[1:]] + [start_of_day(anyday), end_of_day(anyday)]
    for edge in edges:
        for step in (dt.timedelta(microseconds=-1), dt.timedelta(0), dt.timedelta(microseconds=1)):
            span = next(span for span in spans if span.starts_at <= edge + step < span.ends_at)
            assert span.value == (validity(given_facts, edge + step) or "none")


def test_expiry_and_taking_effect_are_told() -> None:
    found = validity_boundaries(ValidityFacts(effective_from=D(2026, 5, 1), valid_to=D(2026, 12, 31)))

    assert [(row.name, row.due_at) for row in found] == [
        ("took_effect", start_of_day(D(2026, 5, 1))), ("expired", end_of_day(D(2026, 12, 31))),
    ]  # fmt: skip
