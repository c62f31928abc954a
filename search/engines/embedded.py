"""The engine inside the portal: tantivy, one writer (the worker), readers that notice a commit by its file."""

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import tantivy
from tantivy import Query as Tantivy

from search.engine import DEEPEST_HIT, Engine, EngineUnavailable, Hit, Query, SearchResult, Sort
from search.engines.embedded_order import by_deadline
from search.engines.embedded_query import Compiler
from search.engines.embedded_schema import gone, live, schema
from search.filing import Deletion, SearchDocument

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

WRITER_BYTES = 64_000_000
WRITER_THREADS = 1
LOCK_WAIT_SECONDS = 20.0
LOCK_PAUSE_SECONDS = 0.1
MOST_CODES = 65_000
CURRENT = "current"
_STAMP = tuple[str, int, int]


class EmbeddedEngine(Engine):
    """`PATH` holds one folder an index and the file `current`, which names the one that serves."""

    def __init__(self, options: dict[str, Any]):
        self.folder = Path(options["PATH"])
        self._lock = threading.Lock()
        self._stamp: _STAMP | None = None
        self._index: Any = None

    def ready(self) -> bool:
        """Whether the serving index exists and can be opened by this version."""
        try:
            path = self._current()
            return tantivy.Index.exists(str(path)) and tantivy.Index.is_compatible(str(path)) and bool(self._searcher())
        except (EngineUnavailable, ValueError, OSError):
            return False

    def search(self, query: Query) -> SearchResult:
        """Hits, total and counts from one snapshot of the index."""
        return self._guarded(lambda: self._search(query))

    def _search(self, query: Query) -> SearchResult:
        searcher = self._searcher()
        compiler = Compiler(self._index.schema, searcher)
        matching = compiler.matching(query)
        total = searcher.search(matching, 1).count
        hits = tuple(self._hits(searcher, compiler, query, matching)) if total > query.offset and query.limit else ()
        return SearchResult(hits, total, _counts(searcher, compiler, query, matching))

    def _hits(self, searcher: Any, compiler: Compiler, query: Query, matching: Any) -> Iterator[Hit]:
        if query.offset + query.limit > DEEPEST_HIT:
            return
        if query.sort in (Sort.CALLS, Sort.DEADLINE):
            found = [(0.0, address) for address in by_deadline(searcher, compiler, query, matching)]
        elif query.sort is Sort.DATE or not query.text:
            ranked = searcher.search(matching, query.limit, False, order_by_field="date", offset=query.offset).hits
            found = [(0.0, address) for _date, address in ranked]
        else:
            found = _by_relevance(searcher, query, matching)
        for score, address in found:
            yield Hit(searcher.doc(address).get_first("id"), score)

    def apply(self, documents: Iterable[SearchDocument], deletions: Iterable[Deletion] = ()) -> None:
        """One commit. Raises EngineUnavailable when another process keeps the writer too long."""
        changes: list[SearchDocument | Deletion] = [*documents, *deletions]
        if not self.ready():
            raise EngineUnavailable("there is no index to write to")
        self._guarded(lambda: self._write(self._current(), changes))

    def _write(self, path: Path, changes: list[SearchDocument | Deletion]) -> None:
        with _writer(path) as writer:
            index = tantivy.Index.open(str(path))
            known = _positions(index, [change.id for change in changes])
            for change in changes:
                if known.get(change.id, -1) <= change.position:
                    known[change.id] = change.position
                    writer.delete_documents_by_term("id", change.id)
                    writer.add_document(live(change) if isinstance(change, SearchDocument) else gone(change))

    def positions(self) -> dict[str, int]:
        """Read from the stored documents."""

        def read() -> dict[str, int]:
            searcher = self._searcher()
            query = Compiler(self._index.schema, searcher).term("state", "live")
            hits = searcher.search(query, max(1, searcher.num_docs)).hits
            documents = (searcher.doc(address) for _score, address in hits)
            return {document.get_first("id"): document.get_first("position") for document in documents}

        return self._guarded(read)

    def rebuild(self, batches: Iterable[list[SearchDocument]]) -> None:
        """A folder of its own, then one rename; litter of a killed rebuild is removed by the next."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"index-{uuid4().hex[:12]}"
        path = self.folder / name
        path.mkdir()
        tantivy.Index(schema(), path=str(path))
        with _writer(path) as writer:
            for batch in batches:
                for document in batch:
                    writer.add_document(live(document))
        pointer = self.folder / f"{CURRENT}.{name}"
        pointer.write_text(name)
        os.replace(pointer, self.folder / CURRENT)
        self._remove_others(name)

    def _remove_others(self, kept: str) -> None:
        for path in self.folder.glob("index-*"):
            if path.name != kept:
                shutil.rmtree(path, ignore_errors=True)
        for path in self.folder.glob(f"{CURRENT}.index-*"):
            path.unlink(missing_ok=True)

    def _current(self) -> Path:
        try:
            name = (self.folder / CURRENT).read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise EngineUnavailable("there is no index yet") from error
        return self.folder / Path(name).name

    def _searcher(self) -> Any:
        """A snapshot of the latest commit; the index is reloaded only when its file changed."""
        path = self._current()
        try:
            found = (path / "meta.json").stat()
        except OSError as error:
            raise EngineUnavailable(f"the index {path.name} is not there") from error
        stamp = (path.name, found.st_mtime_ns, found.st_ino)
        with self._lock:
            if self._stamp is None or self._stamp[0] != path.name:
                self._index = tantivy.Index.open(str(path))
                self._index.config_reader(reload_policy="manual")
            if stamp != self._stamp:
                self._index.reload()
                self._stamp = stamp
            return self._index.searcher()

    def _guarded(self, step: Callable[[], Answer]) -> Answer:
        """tantivy reports a broken index as ValueError or OSError, and its own panics as BaseException."""
        try:
            return step()
        except EngineUnavailable:
            raise
        except Exception as error:
            self._stamp = None
            raise EngineUnavailable(f"{type(error).__name__}: {error}") from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":
                raise
            self._stamp = None
            raise EngineUnavailable(str(error)) from error


def _by_relevance(searcher: Any, query: Query, matching: Any) -> list[tuple[float, Any]]:
    """By score, then latest first. All records of equal score are read, so that pages never overlap."""
    end = wanted = query.offset + query.limit
    while True:
        ranked = searcher.search(matching, wanted + 1, False).hits
        if len(ranked) <= wanted or ranked[wanted][0] < ranked[end - 1][0]:
            break
        wanted *= 2
    dates = searcher.fast_field_values("date", [address for _score, address in ranked])
    ordered = sorted(zip(ranked, dates, strict=True), key=lambda pair: (-pair[0][0], -(pair[1] or 0)))
    return [hit for hit, _date in ordered[query.offset : end]]


def _counts(searcher: Any, compiler: Compiler, query: Query, matching: Any) -> dict[str, dict[str, int]]:
    """Facets without a selection share one aggregation; every other one has a query without its own."""
    chosen = {found.facet for found in query.filters}
    shared: dict[str, int] | None = None
    counts: dict[str, dict[str, int]] = {}
    for counted in query.counted:
        base = compiler.matching(query, without=counted.facet) if counted.facet in chosen else matching
        if counted.terms is not None:
            by_value = {value: searcher.search(compiler.narrowed(base, terms), 1).count
                        for value, terms in counted.terms.items()}  # fmt: skip
        else:
            codes = _codes(searcher, base) if base is not matching else shared or _codes(searcher, matching)
            shared = codes if base is matching else shared
            start = f"{counted.prefix or counted.facet}:"
            by_value = {code[len(start) :]: count for code, count in codes.items() if code.startswith(start)}
        counts[counted.facet] = {value: count for value, count in by_value.items() if count}
    return counts


def _codes(searcher: Any, base: Any) -> dict[str, int]:
    found = searcher.aggregate(base, {"codes": {"terms": {"field": "codes", "size": MOST_CODES}}})
    return {bucket["key"]: int(bucket["doc_count"]) for bucket in found["codes"]["buckets"]}


def _positions(index: Any, ids: list[str]) -> dict[str, int]:
    """Stored positions, those of deleted records included."""
    if not ids:
        return {}
    searcher = index.searcher()
    found = Tantivy.term_set_query(index.schema, "id", ids)
    documents = (searcher.doc(address) for _score, address in searcher.search(found, len(ids) * 2).hits)
    return {document.get_first("id"): document.get_first("position") for document in documents}


@contextmanager
def _writer(path: Path) -> Iterator[Any]:
    """The one writer of an index, waited for; commits on success, and lets merges finish."""
    index = tantivy.Index.open(str(path))
    until = time.monotonic() + LOCK_WAIT_SECONDS
    while True:
        try:
            writer = index.writer(WRITER_BYTES, WRITER_THREADS)
            break
        except ValueError:
            if time.monotonic() > until:
                raise
            time.sleep(LOCK_PAUSE_SECONDS)
    try:
        yield writer
        writer.commit()
    finally:
        writer.wait_merging_threads()
