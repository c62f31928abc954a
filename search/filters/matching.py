"""Whether one record matches a selection, from the facts that the log keeps: filters without a database."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from portal.pages.amounts import stated_amount
from portal.publication.facts import spans_of
from portal.publication.rendering import Span
from search.filters.facet_types import NONE, Facts, SpanFacet
from search.filters.facets import FACETS
from search.filters.grammar import Selection
from search.filters.parameters import PARAMETERS, number_terms
from search.ranges import Range, day_number, microseconds

# Facets and parameters that hold or not by themselves, whatever the instant at which somebody asks. Words are for
# lists and search alone; a deadline comes near without an event; the rest says how to answer, not what matches.
FACETS_BY_FACTS = tuple(name for name in FACETS if name != "deadline")
PARAMETERS_BY_FACTS = (
    "scope", "issued_from", "issued_to", "closes_before", "opens_after", "amount_from", "amount_to", "doc_number",
    "from", "to",
)  # fmt: skip
# By the day of lists, though an engine files it as the day of issue: of activities, for which these are, it is one.
STARTS = ("from", "to")


class Matcher:
    """A selection made ready to be held against many records; it may use facets and parameters `…_BY_FACTS` only.

    Where a facet follows the chain (policy, product), the chain is that of the moment at which it was made.
    """

    def __init__(self, selection: Selection, now: dt.datetime):
        self.selection = selection
        named = {**selection.chosen, **selection.excluded}
        self.spanned = [name for name in named if isinstance(selection.facets[name], SpanFacet)]
        self.chosen = self._terms(selection.chosen, now)
        self.excluded = self._terms(selection.excluded, now)
        # What follows the chain looks for the record's schemes.
        self.filed = [FACETS[name] for name in {*self.chosen, *self.excluded, "scheme"}]

    def _terms(self, values: Mapping[str, tuple[str, ...]], now: dt.datetime) -> dict[str, frozenset[str]]:
        facets, exact = self.selection.facets, self.selection.exact
        return {
            name: facets[name].terms(chosen, now, exact) for name, chosen in values.items() if name not in self.spanned
        }

    def matches(self, facts: Mapping[str, Any], at: dt.datetime) -> bool:
        """Whether a record with these facts (portal.publication.facts) belongs to the selection at an instant.

        Codes first: most records fall there, and spans are dear to read.
        """
        known = Facts(facts["kind"], facts["subtype"], facts["codes"])
        filed = {term for facet in self.filed for term in facet.index_terms(known)}
        if any(terms.isdisjoint(filed) for terms in self.chosen.values()):
            return False
        if not all(terms.isdisjoint(filed) for terms in self.excluded.values()):
            return False
        return self._matches_spans(facts, at)

    def _matches_spans(self, facts: Mapping[str, Any], at: dt.datetime) -> bool:
        if not self.spanned and not self.selection.values:
            return True
        spans = [span for span in spans_of(dict(facts)) if span.starts_at <= at < span.ends_at]
        return (
            all(self._is(name, values, spans) for name, values in self._of_spans(self.selection.chosen))
            and not any(self._is(name, values, spans) for name, values in self._of_spans(self.selection.excluded))
            and all(self._holds(name, value, facts, spans) for name, value in self.selection.values.items())
        )

    def _of_spans(self, values: Mapping[str, tuple[str, ...]]) -> list[tuple[str, tuple[str, ...]]]:
        return [(name, values[name]) for name in self.spanned if name in values]

    @staticmethod
    def _is(name: str, values: tuple[str, ...], spans: list[Span]) -> bool:
        held = {span.value for span in spans if span.axis == name} or {NONE}
        return not held.isdisjoint(values)

    @staticmethod
    def _holds(name: str, value: Any, facts: Mapping[str, Any], spans: list[Span]) -> bool:
        parameter = PARAMETERS[name]
        if (terms := parameter.terms(value)) and terms.isdisjoint(number_terms(facts["number"])):
            return False
        return all(_within(wanted, facts, spans, name) for wanted in parameter.ranges(value))


def _within(wanted: Range, facts: Mapping[str, Any], spans: list[Span], name: str) -> bool:
    number = _number("date" if name in STARTS else wanted.field, facts, spans)
    return (
        number > 0 and (wanted.low is None or wanted.low <= number) and (wanted.high is None or number <= wanted.high)
    )


def _number(field: str, facts: Mapping[str, Any], spans: list[Span]) -> int:
    """The number by which an engine would narrow."""
    if field == "amount":
        return stated_amount(facts)
    if field in ("issued", "date"):
        stated = facts["date"] if field == "date" or facts.get("issued_on", facts["date"]) else None
        return day_number(dt.date.fromisoformat(stated) if stated else None)
    deciding = next((span for span in spans if span.axis == "status"), None)
    instant = (deciding.closes_at if field == "closes" else deciding.opens_at) if deciding else None
    return microseconds(instant)
