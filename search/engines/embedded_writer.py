"""Writing to one embedded index: what is older than the stored position is ignored."""

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query as Tantivy

from search.engine import EngineUnavailable, Replacement
from search.engines.embedded_folder import Folder, remove
from search.engines.embedded_reader import guarded
from search.engines.embedded_schema import gone, live
from search.filing import Deletion, Filed, SearchDocument
from search.text.cutting import Cut, Cutter

# (bytes, threads): one batch after the other while the portal serves, and a whole index at once.
STEADY = (64_000_000, 1)
WHOLE = (128_000_000, 2)
LOCK_WAIT_SECONDS = 20.0
LOCK_PAUSE_SECONDS = 0.1


class Writer:
    """The one writer of an index, waited for. Raises EngineUnavailable when another process keeps it too long."""

    def __init__(self, path: Path, size: tuple[int, int] = STEADY):
        self.path = path
        self._index = tantivy.Index.open(str(path))
        self._writer = self._acquired(*size)

    def _acquired(self, heap: int, threads: int) -> Any:
        until = time.monotonic() + LOCK_WAIT_SECONDS
        while True:
            try:
                return self._index.writer(heap, threads)
            except ValueError as error:
                if time.monotonic() > until:
                    raise EngineUnavailable("another process writes to the index") from error
                time.sleep(LOCK_PAUSE_SECONDS)

    def add(self, documents: Iterable[Cut], deletions: Iterable[Deletion], known: dict[str, int]) -> None:
        """Add what is not older than `known`, the positions by id, which is brought up to date."""
        for document, tokens in documents:
            if self._is_news(document, known):
                self._writer.add_document(live(document, tokens))
        for deletion in deletions:
            if self._is_news(deletion, known):
                self._writer.add_document(gone(deletion))

    def _is_news(self, change: SearchDocument | Deletion, known: dict[str, int]) -> bool:
        if known.get(change.id, -1) > change.position:
            return False
        if change.id in known:
            self._writer.delete_documents_by_term("id", change.id)
        known[change.id] = change.position
        return True

    def positions(self, ids: list[str]) -> dict[str, int]:
        """Stored positions, those of deleted records included."""
        if not ids:
            return {}
        self._index.reload()
        searcher = self._index.searcher()
        found = Tantivy.term_set_query(self._index.schema, "id", ids)
        documents: Iterator[Any] = (searcher.doc(hit[1]) for hit in searcher.search(found, len(ids) * 2).hits)
        return {document.get_first("id"): document.get_first("position") for document in documents}

    def commit(self) -> None:
        """Durable and visible from now on."""
        self._writer.commit()

    def filed(self) -> dict[str, Filed]:
        """What was committed of every live record."""
        self._index.reload()
        return filed(self._index.schema, self._index.searcher())

    def close(self) -> None:
        """Give the writer back, after the merges under way."""
        self._writer.wait_merging_threads()


class EmbeddedReplacement(Replacement):
    """A folder of its own; one commit at the end."""

    def __init__(self, folder: Folder, epoch: str):
        self._folder = folder
        self._path = folder.new(epoch)
        self._writer = Writer(self._path, WHOLE)
        self._cutter = Cutter()
        self._known: dict[str, int] = {}

    def apply(self, documents: Iterable[SearchDocument], deletions: Iterable[Deletion] = ()) -> None:
        """Positions are kept in memory: nothing is committed before somebody asks."""
        guarded(lambda: self._writer.add(self._cutter.cut(list(documents)), deletions, self._known))

    def filed(self) -> dict[str, Filed]:
        """Commits what was applied."""
        guarded(self._writer.commit)
        return guarded(self._writer.filed)

    def swap(self) -> None:
        """Commit, wait for the merges, then one rename."""
        self._cutter.close()
        guarded(self._writer.commit)
        guarded(self._writer.close)
        guarded(lambda: self._folder.serve(self._path))

    def discard(self) -> None:
        """Remove the folder, unless it serves already; a writer that cannot be closed is given up."""
        self._cutter.close()
        with suppress(EngineUnavailable):
            guarded(self._writer.close)
        if self._path != self._folder.serving():
            remove(self._path)


def filed(schema: Any, searcher: Any) -> dict[str, Filed]:
    """Position and digest of every live record of a snapshot."""
    query = Tantivy.term_query(schema, "state", "live", "basic")
    hits = searcher.search(query, max(1, searcher.num_docs)).hits
    documents = (searcher.doc(address) for _score, address in hits)
    return {
        document.get_first("id"): Filed(document.get_first("position"), bytes(document.get_first("digest")).hex())
        for document in documents
    }
