"""Why search does or does not list a record: the decision, what is filed, and how a query meets it."""

from collections.abc import Iterator
from urllib.parse import unquote, urlencode, urlsplit
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from portal.policies.numbers import normal_form
from portal.publication.head import log_head
from portal.publication.models import PublishedItem, PublishedPath
from search.answering.query import compiled
from search.engine import Engine, Query, Sort
from search.filing import SearchDocument, digest_of
from search.filters.grammar import parse
from search.indexing.comparison import reached
from search.indexing.decision import decide
from search.indexing.documents import document
from search.indexing.gathering import details_of
from search.text.analysis import analysed
from search.text.recipe import recipe

Lines = Iterator[tuple[str, str]]
WITHDRAWN = {
    "not_public": "its page is restricted, internal or no longer published",
    "issued_in_error": "it was published by mistake, and its text is removed",
    "replaced": "another record took its place",
}


class NotFound(Exception):
    """The log has no such record; the message says what was looked for."""


def found(given: str) -> list[PublishedItem]:
    """The records of a permanent id, of a path or address, or of a document number in any printed form."""
    if record_id := _uuid(given):
        items = PublishedItem.objects.filter(pk=record_id)
        sought = f"no record with the id {record_id} was ever public: a draft, an internal page, or another portal's id"
    elif given.startswith(("/", "http")):
        path = f"/{unquote(urlsplit(given).path).strip('/')}/"
        items = PublishedItem.objects.filter(pk__in=PublishedPath.objects.filter(path=path).values("item_id"))
        sought = f"no record was ever public at {path}"
    else:
        items = PublishedItem.objects.filter(number=normal_form(given))
        sought = f"no public record has the document number {normal_form(given)}"
    if not items:
        raise NotFound(sought)
    return list(items.prefetch_related("facet_rows", "spans"))


def filing(item: PublishedItem, engine: Engine) -> Lines:
    """(heading, text) lines: what is decided and why, where log and index stand, what it can be filtered by."""
    detail = details_of([item]).get(item.pk)
    decision = decide(item, has_detail=detail is not None)
    yield "record", f"{item.kind} {item.pk}, version {item.version}, {item.path}"
    yield "decision", f"{decision.action}: {decision.reason}"
    if not item.live:
        since = timezone.localtime(item.withdrawn_at).strftime("%Y-%m-%d %H:%M") if item.withdrawn_at else "unknown"
        yield "withdrawn", f"{since}: {WITHDRAWN.get(item.reason, item.reason or 'no reason given')}"
    made = document(item, detail) if item.live and detail is not None else None
    yield from _positions(item, made, engine)
    if made:
        yield "numbers", ", ".join(made.numbers) or "none"
        without = {term for term in made.terms if term.split(":")[1:2] == ["none"]}
        yield "terms", ", ".join(sorted(made.terms - without)) or "none"
        yield "no value", ", ".join(sorted(term.split(":")[0] for term in without)) or "none"


def _positions(item: PublishedItem, made: SearchDocument | None, engine: Engine) -> Lines:
    upto = reached()
    yield "log", f"position {item.position} of {log_head().position}; the indexer is at {upto}"
    filed = engine.filed().get(str(item.pk)) if engine.ready() else None
    if filed is None:
        waiting = "; the indexer has not come so far" if made and item.position > upto else ""
        yield "index", f"not in it{waiting or ('' if made is None else ', although it should be: run check_search')}"
        return
    yield "index", f"at position {filed.position}, digest {filed.digest}"
    if made is None:
        yield "", "it should not be there; it is never shown, since only what is public now is: run check_search"
    elif digest_of(made) != filed.digest:
        yield (
            "",
            f"the log says {digest_of(made)}: "
            + ("the indexer has not come so far" if item.position > upto else "stale, run check_search"),
        )


def asked(text: str) -> Query:
    """The query that the search page makes of these words."""
    selection = parse(QueryDict(urlencode({"q": text})), strict=False)
    now = timezone.now()
    return compiled(selection, at=now, kind="", facets=(), sort=Sort.RELEVANCE, offset=0, limit=20)


def matching(item: PublishedItem, query: Query, engine: Engine) -> Lines:
    """(heading, text) lines: whether the record matches, at which place, by which tokens, with which score."""
    total = engine.totals([query])[0]
    rank = next((n for n, record_id in enumerate(engine.ids(query), 1) if record_id == str(item.pk)), None)
    yield "query", f"{query.text}: {f'number {rank} of {total}' if rank else f'not among the {total} that match'}"
    detail = details_of([item]).get(item.pk)
    if item.live and detail is not None:
        yield from _gates(document(item, detail), query)
    if explanation := engine.explain(query, str(item.pk)):
        for line in explanation.splitlines():
            yield "", line


def _gates(made: SearchDocument, query: Query) -> Lines:
    """Which of the tokens that decide are in the record as the log has it now."""
    cut = analysed(made)
    held = set(cut.title_pairs.split()) | set(cut.text_pairs.split())
    for text in dict.fromkeys((query.text, *query.variants)):
        wanted = recipe(text)
        hit = [token for token in wanted.gate if token in held]
        missed = [token for token in wanted.gate if token not in held]
        yield "gate", f"{text}: {len(hit)} of {len(wanted.gate)} tokens, {wanted.required} required"
        yield "", f"in the record: {' '.join(hit) or 'none'}"
        yield "", f"not in it: {' '.join(missed) or 'none'}"


def _uuid(given: str) -> UUID | None:
    try:
        return UUID(given.strip())
    except ValueError:
        return None
