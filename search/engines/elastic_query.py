"""The contract's query as Elasticsearch queries. Its BM25 has the factor k1 + 1, as tantivy's: scores are the same."""

from collections.abc import Iterable
from typing import Any

from elasticsearch.dsl import query as dsl
from elasticsearch.dsl.query import Query as Part

from search.engine import Filter, Query, TitleLookup
from search.engines.elastic_schema import LARGEST, clamped
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


def matching(query: Query, filters: Iterable[Filter]) -> Part:
    """Records that match text, ranges and these filters, with their scores."""
    wanted, required = _wanted(query)
    narrowing = [live(), *(within(found, query) for found in query.ranges)]
    narrowing += [any_term(found.terms) for found in filters if not found.negated]
    without = [any_term(found.terms) for found in filters if found.negated]
    return dsl.Bool(
        should=wanted, minimum_should_match=1 if required else 0, filter=narrowing, must_not=without
    )  # fmt: skip


def selected(filters: Iterable[Filter]) -> Part:
    """Filters alone."""
    filters = list(filters)
    return dsl.Bool(
        filter=[any_term(found.terms) for found in filters if not found.negated],
        must_not=[any_term(found.terms) for found in filters if found.negated],
    )


def _wanted(query: Query) -> tuple[list[Part], bool]:
    """Text, its variants, whichever scores best, and what is pinned; without text, pins only score."""
    pins: list[Part] = [
        dsl.ConstantScore(filter=dsl.Ids(values=[id]), boost=score) for id, score in pinned_scores(query.pinned).items()
    ]
    if not query.text:
        return pins, False
    wordings = [text(recipe(wording)) for wording in dict.fromkeys((query.text, *query.variants))]
    best = wordings[0] if len(wordings) == 1 else dsl.DisMax(queries=wordings)
    return [best, *pins], True


def text(found: Recipe) -> Part:
    """Match gate and weights of search.text.recipe. Parts are named for the explanation."""
    if found.empty:
        return dsl.MatchNone()
    return dsl.Bool(must=[dsl.Bool(should=[*winners(found), *gate(found)])], should=[*light(found), *titled(found)])


def winners(found: Recipe) -> list[Part]:
    """The whole title, or a document number."""
    title = dsl.ConstantScore(filter=dsl.Term(exact=title_term(found.title)), boost=TITLE_SCORE)
    numbers = [dsl.ConstantScore(filter=dsl.Term(exact=number_term(n)), boost=NUMBER_SCORE) for n in found.numbers]
    return [title, *numbers]


def gate(found: Recipe) -> list[Part]:
    """Enough of the tokens, each in title or text."""
    if not found.gate:
        return []
    tokens = [either(token) for token in found.gate]
    return [dsl.Bool(should=tokens, minimum_should_match=found.required)]


def either(token: str) -> Part:
    """Records with a token in title or text."""
    return dsl.Bool(should=[dsl.Term(title_pairs=token), dsl.Term(text_pairs=token)])


def light(found: Recipe) -> list[Part]:
    """Single characters: the analyzer splits them, one clause a field is enough."""
    words = " ".join(found.unigrams)
    fields = ("title_characters", "text_characters") if words else ()
    return [dsl.Match(**{name: {"query": words, "boost": UNIGRAM_WEIGHT}}) for name in fields]


def phrases(found: Recipe) -> list[Part]:
    """Titles with these pairs in a row."""
    return [dsl.MatchPhrase(title_pairs={"query": " ".join(pairs), "boost": PHRASE_WEIGHT}) for pairs in found.phrases]


def titled(found: Recipe) -> list[Part]:
    """What titles give beside their tokens: phrases, and every token of the query."""
    return [*phrases(found), *all_in_title(found)]


def all_in_title(found: Recipe) -> list[Part]:
    """Titles with every token of the query."""
    tokens = [dsl.Term(title_pairs=token) for token in found.gate]
    return [dsl.ConstantScore(filter=dsl.Bool(filter=tokens), boost=ALL_IN_TITLE_SCORE)] if tokens else []


def titles(lookup: TitleLookup) -> Part:
    """Titles with enough of the tokens, by the plain score of all of them."""
    kinds = (("pairs", lookup.pairs), ("characters", lookup.characters), ("sounds", lookup.sounds))
    tokens = [dsl.Term(**{f"title_{name}": token}) for name, found in kinds for token in dict.fromkeys(found)]
    chosen = selected(lookup.filters)
    return dsl.Bool(should=tokens, minimum_should_match=max(1, lookup.required), filter=[live(), chosen])


def live() -> Part:
    """Not what is remembered of deleted records."""
    return dsl.Term(state="live")


def any_term(terms: Iterable[str]) -> Part:
    """Records with one of the facet terms; of no terms, none."""
    return dsl.Terms(terms=sorted(terms))


def within(found: Range, query: Query) -> Part:
    """low ≤ value ≤ high of a number, or of the deadline that counts at the query's instant. 0 is no value."""
    low = clamped(max(1, found.low or 1))
    high = LARGEST if found.high is None else clamped(found.high)
    if found.field not in ("opens", "closes"):
        return dsl.Range(**{found.field: {"gte": low, "lte": high}})
    held = effective(query, **{f"deadlines.{found.field}": {"gte": low, "lte": high}})
    return dsl.Nested(path="deadlines", query=held, score_mode="none")


def effective(query: Query, **ranges: Any) -> Part:
    """The entry of `deadlines` that counts at the instant, if it is in these ranges as well."""
    now = microseconds(query.at)
    bounds = {"deadlines.from": {"lte": now}, "deadlines.until": {"gt": now}} | ranges
    return dsl.Bool(filter=[dsl.Range(**{name: bound}) for name, bound in bounds.items()])
