"""Why a record matches and what each part of the recipe gives it, as lines of text for people."""

from collections.abc import Iterable
from typing import Any

from search.engine import Query
from search.engines.embedded_query import Compiler
from search.text.recipe import Recipe, pinned_scores, recipe


def explained(searcher: Any, compiler: Compiler, query: Query, record_id: str) -> str:
    """Empty when the record does not match."""

    def score(part: Any) -> float | None:
        found = searcher.search(compiler.only(part, record_id), 1, False).hits
        return found[0][0] if found else None

    total = score(compiler.matching(query))
    if total is None:
        return ""
    lines = [f"score {total:.3f}"]
    if record_id in query.pinned:
        lines.append(f"  pinned: {pinned_scores(query.pinned)[record_id]:.0f}")
    for text in dict.fromkeys((query.text, *query.variants)) if query.text else ():
        found = recipe(text)
        given = score(compiler.text(found))
        lines.append(f"  {text}: " + (f"{given:.3f}" if given is not None else "no match"))
        lines += [f"    {line}" for line in _parts(compiler, found, score)] if given is not None else []
    if not query.text:
        lines.append("  no text asked for: filters alone decide")
    return "\n".join(lines)


def _parts(compiler: Compiler, found: Recipe, score: Any) -> Iterable[str]:
    if (given := score(compiler.whole_title(found))) is not None:
        yield f"whole title: {given:.0f}"
    for number in found.numbers:
        if (given := score(compiler.number(number))) is not None:
            yield f"document number {number}: {given:.0f}"
    tokens = {pair: given for pair in found.gate if (given := score(compiler.either("pairs", pair))) is not None}
    yield f"{len(tokens)} of {len(found.gate)} tokens, {found.required} required: {_listed(tokens)}"
    if found.gate and (given := score(compiler.all_in_title(found))) is not None:
        yield f"all tokens in the title: {given:.0f}"
    phrases = {_run(phrase): score(compiler.phrase(phrase)) for phrase in found.phrases}
    yield f"in the title word for word: {_listed({name: given for name, given in phrases.items() if given})}"
    single = {one: given for one in found.unigrams if (given := score(compiler.light(one))) is not None}
    yield f"single characters: {_listed(single)}"


def _run(pairs: tuple[str, ...]) -> str:
    return pairs[0] + "".join(pair[1:] for pair in pairs[1:])


def _listed(scores: dict[str, float]) -> str:
    return ", ".join(f"{token} {score:.3f}" for token, score in scores.items()) or "none"
