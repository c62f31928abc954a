"""The contract's query as tantivy queries."""

from collections.abc import Iterable
from typing import Any

from tantivy import FieldType, Occur
from tantivy import Query as Tantivy

from search.engine import Filter, Query, TitleLookup
from search.engines.embedded_schema import DEADLINES, LARGEST
from search.ranges import Range, microseconds
from search.text.analysis import number_term, title_term
from search.text.recipe import (
    ALL_IN_TITLE_SCORE,
    NUMBER_SCORE,
    PHRASE_WEIGHT,
    TITLE_SCORE,
    UNIGRAM_WEIGHT,
    Recipe,
    pinned_scores,
    recipe,
)

MOST_CLAUSES = 64


class Compiler:
    """Builds queries for one snapshot of an index."""

    def __init__(self, schema: Any, searcher: Any):
        self.schema, self.searcher = schema, searcher

    def matching(self, query: Query, *, without: str | None = None, ranked: bool = True) -> Any:
        """Records that match text, ranges and filters; `without` leaves one facet's own selection out.

        Not ranked: the same records, for counting, without the parts that only weigh.
        """
        parts = [(Occur.Must, self.constant(self.term("state", "live")))]
        if query.text:
            parts.append((Occur.Must, self.wanted(query, ranked)))
        elif query.pinned:
            parts += self._pins(query)
        parts += [(Occur.Must, self.constant(self.range(found, query))) for found in query.ranges]
        for found in query.filters:
            if found.facet != without:
                parts.append(self.filter(found))
        return Tantivy.boolean_query(parts)

    def wanted(self, query: Query, ranked: bool = True) -> Any:
        """Records that match the text or one of its variants, whichever scores best, or that are pinned."""
        wordings = [self.text(recipe(text), ranked) for text in dict.fromkeys((query.text, *query.variants))]
        best = wordings[0] if len(wordings) == 1 else Tantivy.disjunction_max_query(wordings)
        return Tantivy.boolean_query([(Occur.Should, best), *self._pins(query)]) if query.pinned else best

    def _pins(self, query: Query) -> list[tuple[Any, Any]]:
        scores = pinned_scores(query.pinned).items()
        return [(Occur.Should, Tantivy.const_score_query(self.term("id", id), score)) for id, score in scores]

    def titles(self, lookup: TitleLookup) -> Any:
        """Titles with enough of the tokens, by the plain score of all of them."""
        kinds = (("pairs", lookup.pairs), ("characters", lookup.characters), ("sounds", lookup.sounds))
        tokens = [
            (Occur.Should, self.term(f"title_{name}", token, "freq"))
            for name, found in kinds
            for token in dict.fromkeys(found)
        ]
        parts = [
            (Occur.Must, self.constant(self.term("state", "live"))),
            (Occur.Must, Tantivy.boolean_query(tokens, minimum_number_should_match=max(1, lookup.required))),
        ]
        return Tantivy.boolean_query([*parts, *map(self.filter, lookup.filters)])

    def filter(self, found: Filter) -> tuple[Any, Any]:
        """One facet's selection."""
        occur = Occur.MustNot if found.negated else Occur.Must
        return occur, self.constant(self.any_term(found.terms))

    def narrowed(self, query: Any, terms: Iterable[str]) -> Any:
        """The query with one more set of terms."""
        return self.within(query, self.any_term(terms))

    def excluded(self, query: Any, groups: Iterable[frozenset[str]]) -> Any:
        """The query without the records of several groups."""
        return self.outside(query, *map(self.any_term, groups))

    def within(self, query: Any, condition: Any) -> Any:
        """The query's records that meet a condition, with the query's score."""
        return Tantivy.boolean_query([(Occur.Must, query), (Occur.Must, self.constant(condition))])

    @staticmethod
    def outside(query: Any, *conditions: Any) -> Any:
        """The query's records that meet none of the conditions."""
        return Tantivy.boolean_query([(Occur.Must, query), *((Occur.MustNot, condition) for condition in conditions)])

    def only(self, query: Any, record_id: str) -> Any:
        """The query on one record."""
        return self.within(query, self.term("id", record_id))

    def present(self, terms: Iterable[str]) -> list[str]:
        """Those of the terms that occur at all."""
        return [term for term in sorted(terms) if self.searcher.doc_freq("terms", term)]

    def any_term(self, terms: Iterable[str]) -> Any:
        """Records with one of the facet terms. Most intervals of an instant do not occur: looking first is cheaper."""
        present = self.present(terms)
        if not present:
            return Tantivy.empty_query()
        if len(present) > MOST_CLAUSES:
            return Tantivy.term_set_query(self.schema, "terms", present)
        return Tantivy.boolean_query([(Occur.Should, self.term("terms", term)) for term in present])

    def range(self, found: Range, query: Query) -> Any:
        """low ≤ value ≤ high of a number, or of the deadline that counts at the query's instant."""
        low, high = max(1, found.low or 1), LARGEST if found.high is None else found.high
        if found.field not in ("opens", "closes"):
            return self.between(found.field, low, high)
        now = microseconds(query.at)
        slots = []
        for number in range(DEADLINES):
            parts = [self.between(f"{found.field}_{number}", low, high)]
            parts.append(self.between(f"until_{number}", now + 1, LARGEST))
            if number:
                parts.append(self.between(f"until_{number - 1}", -LARGEST, now))
            slots.append((Occur.Should, Tantivy.boolean_query([(Occur.Must, part) for part in parts])))
        return Tantivy.boolean_query(slots)

    def between(self, name: str, low: int, high: int) -> Any:
        """low ≤ value ≤ high of a numeric field; beyond what the field can hold nothing is."""
        low, high = max(-LARGEST, min(LARGEST, low)), max(-LARGEST, min(LARGEST, high))
        if low > high:
            return Tantivy.empty_query()
        return Tantivy.range_query(self.schema, name, FieldType.Integer, low, high)

    def text(self, found: Recipe, ranked: bool = True) -> Any:
        """Match gate and, where the order matters, weights of search.text.recipe."""
        if found.empty:
            return Tantivy.empty_query()
        winners = [(Occur.Should, self.whole_title(found)), *((Occur.Should, self.number(n)) for n in found.numbers)]
        gate = self._gate(found)
        matching = Tantivy.boolean_query([*winners, *([(Occur.Should, gate)] if gate else [])])
        if not ranked:
            return matching
        parts = [(Occur.Must, matching)]
        parts += [(Occur.Should, self.light(character)) for character in found.unigrams]
        parts += [(Occur.Should, self.phrase(phrase)) for phrase in found.phrases]
        parts += [(Occur.Should, self.all_in_title(found))] if found.gate else []
        return Tantivy.boolean_query(parts)

    def _gate(self, found: Recipe) -> Any:
        if not found.gate:
            return None
        pairs = [(Occur.Should, self.either("pairs", pair)) for pair in found.gate]
        return Tantivy.boolean_query(pairs, minimum_number_should_match=found.required)

    def either(self, grain: str, token: str) -> Any:
        """Records with a token in title or text."""
        fields = (f"title_{grain}", f"text_{grain}")
        return Tantivy.boolean_query([(Occur.Should, self.term(name, token, "freq")) for name in fields])

    def light(self, character: str) -> Any:
        """Records with a single character."""
        return Tantivy.boost_query(self.either("characters", character), UNIGRAM_WEIGHT)

    def phrase(self, phrase: tuple[str, ...]) -> Any:
        """Titles with these pairs in a row."""
        return Tantivy.boost_query(Tantivy.phrase_query(self.schema, "title_pairs", list(phrase)), PHRASE_WEIGHT)

    def all_in_title(self, found: Recipe) -> Any:
        """Titles with every token of the query."""
        tokens = Tantivy.boolean_query([(Occur.Must, self.term("title_pairs", token)) for token in found.gate])
        return Tantivy.const_score_query(tokens, ALL_IN_TITLE_SCORE)

    def whole_title(self, found: Recipe) -> Any:
        """Records whose title is the query."""
        return Tantivy.const_score_query(self.term("exact", title_term(found.title)), TITLE_SCORE)

    def number(self, number: str) -> Any:
        """Records with a document number in normal form."""
        return Tantivy.const_score_query(self.term("exact", number_term(number)), NUMBER_SCORE)

    def term(self, field: str, value: str, option: str = "basic") -> Any:
        """Records with one exact term in a field."""
        return Tantivy.term_query(self.schema, field, value, option)

    @staticmethod
    def constant(query: Any) -> Any:
        """The same records without a say in the score."""
        return Tantivy.const_score_query(query, 0.0)
