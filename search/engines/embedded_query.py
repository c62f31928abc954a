"""The contract's query as tantivy queries."""

from collections.abc import Iterable
from typing import Any

from tantivy import FieldType, Occur
from tantivy import Query as Tantivy

from search.engine import Filter, Query
from search.engines.embedded_schema import LARGEST, number_term, title_term
from search.ranges import Range
from search.recipe import NUMBER_SCORE, PHRASE_WEIGHT, TITLE_SCORE, UNIGRAM_WEIGHT, Recipe, recipe

MOST_CLAUSES = 64


class Compiler:
    """Builds queries for one snapshot of an index."""

    def __init__(self, schema: Any, searcher: Any):
        self.schema, self.searcher = schema, searcher

    def matching(self, query: Query, *, without: str | None = None) -> Any:
        """Records that match text, ranges and filters; `without` leaves one facet's own selection out."""
        parts = [(Occur.Must, self.constant(self.term("state", "live")))]
        if query.text:
            parts.append((Occur.Must, self.text(recipe(query.text))))
        parts += [(Occur.Must, self.constant(self.range(found))) for found in query.ranges]
        for found in query.filters:
            if found.facet != without:
                parts.append(self.filter(found))
        return Tantivy.boolean_query(parts)

    def filter(self, found: Filter) -> tuple[Any, Any]:
        """One facet's selection."""
        occur = Occur.MustNot if found.negated else Occur.Must
        return occur, self.constant(self.any_term(found.terms))

    def narrowed(self, query: Any, terms: Iterable[str]) -> Any:
        """The query with one more set of terms."""
        return Tantivy.boolean_query([(Occur.Must, query), (Occur.Must, self.constant(self.any_term(terms)))])

    def excluded(self, query: Any, groups: Iterable[frozenset[str]]) -> Any:
        """The query without the records of several groups."""
        gone = [(Occur.MustNot, self.any_term(terms)) for terms in groups]
        return Tantivy.boolean_query([(Occur.Must, query), *gone])

    def any_term(self, terms: Iterable[str]) -> Any:
        """Records with one of the facet terms. Most intervals of an instant do not occur: looking first is cheaper."""
        present = [term for term in sorted(terms) if self.searcher.doc_freq("terms", term)]
        if not present:
            return Tantivy.empty_query()
        if len(present) > MOST_CLAUSES:
            return Tantivy.term_set_query(self.schema, "terms", present)
        return Tantivy.boolean_query([(Occur.Should, self.term("terms", term)) for term in present])

    def range(self, found: Range) -> Any:
        """low ≤ value ≤ high of a numeric field."""
        low = -LARGEST if found.low is None else found.low
        high = LARGEST if found.high is None else found.high
        return Tantivy.range_query(self.schema, found.field, FieldType.Integer, low, high)

    def text(self, found: Recipe) -> Any:
        """Match gate and weights of search.recipe."""
        if found.empty:
            return Tantivy.empty_query()
        winners = [(Occur.Should, self._winner(title_term(found.title), TITLE_SCORE))]
        winners += [(Occur.Should, self._winner(number_term(number), NUMBER_SCORE)) for number in found.numbers]
        gate = self._gate(found)
        parts = [(Occur.Must, Tantivy.boolean_query([*winners, *([(Occur.Should, gate)] if gate else [])]))]
        parts += [(Occur.Should, self._light(character)) for character in found.unigrams]
        parts += [(Occur.Should, self._phrase(phrase)) for phrase in found.phrases]
        return Tantivy.boolean_query(parts)

    def _gate(self, found: Recipe) -> Any:
        if not found.gate:
            return None
        pairs = [(Occur.Should, self._either("pairs", pair)) for pair in found.gate]
        return Tantivy.boolean_query(pairs, minimum_number_should_match=found.required)

    def _either(self, grain: str, token: str) -> Any:
        fields = (f"title_{grain}", f"text_{grain}")
        return Tantivy.boolean_query([(Occur.Should, self.term(name, token, "freq")) for name in fields])

    def _light(self, character: str) -> Any:
        return Tantivy.boost_query(self._either("characters", character), UNIGRAM_WEIGHT)

    def _phrase(self, phrase: tuple[str, ...]) -> Any:
        return Tantivy.boost_query(Tantivy.phrase_query(self.schema, "title_pairs", list(phrase)), PHRASE_WEIGHT)

    def _winner(self, term: str, score: float) -> Any:
        return Tantivy.const_score_query(self.term("exact", term), score)

    def term(self, field: str, value: str, option: str = "basic") -> Any:
        """Records with one exact term in a field."""
        return Tantivy.term_query(self.schema, field, value, option)

    @staticmethod
    def constant(query: Any) -> Any:
        """The same records without a say in the score."""
        return Tantivy.const_score_query(query, 0.0)
