"""Why a record matches: one search for this record alone, its clauses named, as lines of text for people."""

from collections.abc import Iterable, Iterator
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import query as dsl
from elasticsearch.dsl.query import Query as Part

from search.engine import Query
from search.engines.elastic_query import all_in_title, either, light, matching, phrases, text, winners
from search.text.recipe import Recipe, pinned_scores, recipe


def explained(client: Elasticsearch, index: str, query: Query, record_id: str) -> str:
    """Empty when the record does not match."""
    wordings = list(dict.fromkeys((query.text, *query.variants))) if query.text else []
    recipes = {wording: recipe(wording) for wording in wordings}
    named = [part for wording, found in recipes.items() for part in _named(wording, found)]
    scores = _scores(client, index, query, record_id, named)
    if "total" not in scores:
        return ""
    lines = [f"score {scores['total']:.3f}"]
    if record_id in query.pinned:
        lines.append(f"  pinned: {pinned_scores(query.pinned)[record_id]:.0f}")
    for wording, found in recipes.items():
        lines += _lines(wording, found, scores)
    if not query.text:
        lines.append("  no text asked for: filters alone decide")
    return "\n".join(lines)


def _named(wording: str, found: Recipe) -> Iterator[Part]:
    yield _name(text(found), f"{wording} whole")
    for place, part in enumerate(winners(found)):
        yield _name(part, f"{wording} winner {place}")
    for token in found.gate:
        yield _name(either(token), f"{wording} token {token}")
    for place, part in enumerate(phrases(found)):
        yield _name(part, f"{wording} phrase {place}")
    for part in all_in_title(found):
        yield _name(part, f"{wording} all in title")
    if found.unigrams:
        yield _name(dsl.Bool(should=light(found)), f"{wording} characters")


def _name(part: Part, name: str) -> Part:
    """A clause of its own, so that its score is the one it has inside."""
    return dsl.Bool(must=[part], _name=name)


def _scores(client: Elasticsearch, index: str, query: Query, record_id: str, named: list[Part]) -> dict[str, float]:
    """Scores by clause, "total" that of the whole query; empty when the record does not match."""
    whole = dsl.Bool(must=[matching(query, query.filters)], filter=[dsl.Ids(values=[record_id])], should=[
        dsl.Bool(filter=[dsl.MatchAll()], should=named, boost=0.0)])  # fmt: skip
    found = client.search(index=index, query=whole.to_dict(), size=1, source=False, include_named_queries_score=True)
    hits = found["hits"]["hits"]
    return {"total": hits[0]["_score"], **hits[0].get("matched_queries", {})} if hits else {}


def _lines(wording: str, found: Recipe, scores: dict[str, float]) -> Iterable[str]:
    if f"{wording} whole" not in scores:
        yield f"  {wording}: no match"
        return
    yield f"  {wording}: {scores[f'{wording} whole']:.3f}"
    labels = ["whole title", *(f"document number {number}" for number in found.numbers)]
    for place, label in enumerate(labels):
        if (given := scores.get(f"{wording} winner {place}")) is not None:
            yield f"    {label}: {given:.0f}"
    pairs = {token: scores[name] for token in found.gate if (name := f"{wording} token {token}") in scores}
    yield f"    {len(pairs)} of {len(found.gate)} tokens, {found.required} required: {_listed(pairs)}"
    if given := scores.get(f"{wording} all in title"):
        yield f"    all tokens in the title: {given:.0f}"
    titled = {"".join(p): scores.get(f"{wording} phrase {place}") for place, p in enumerate(found.phrases)}
    yield f"    in the title word for word: {_listed({name: given for name, given in titled.items() if given})}"
    yield f"    single characters: {scores.get(f'{wording} characters', 0.0):.3f}"


def _listed(found: dict[str, Any]) -> str:
    return ", ".join(f"{token} {score:.3f}" for token, score in found.items()) or "none"
