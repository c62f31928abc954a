"""The engine inside the portal: tantivy, one writer (the worker), readers that notice a commit by its file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import tantivy

from search.engine import DEEPEST_HIT, Engine, EngineUnavailable, Hit, Query, SearchResult, TitleLookup
from search.engines.embedded_counts import counts
from search.engines.embedded_explain import explained
from search.engines.embedded_folder import Folder, about
from search.engines.embedded_keeper import keeper
from search.engines.embedded_order import best, ordered
from search.engines.embedded_query import Compiler
from search.engines.embedded_reader import Reader, guarded
from search.engines.embedded_writer import EmbeddedReplacement, filed
from search.filing import Deletion, Filed, SearchDocument
from search.text.analysis import LAYOUT, analysed

Answer = TypeVar("Answer")


class EmbeddedEngine(Engine):
    """`PATH` holds one folder an index and the file `current`, which names the one that serves."""

    def __init__(self, options: dict[str, Any]):
        self.folder = Folder(Path(options["PATH"]))
        self._reader = Reader(self.folder)
        self._keeper = keeper(self.folder.path)

    def search(self, query: Query) -> SearchResult:
        """Hits, total and counts from one snapshot of the index."""
        return self._asked(lambda searcher, compiler: _found(searcher, compiler, query))

    def totals(self, queries: Sequence[Query]) -> list[int]:
        """Of one snapshot."""
        return self._asked(
            lambda searcher, compiler: [
                searcher.search(compiler.matching(query, ranked=False), 1).count for query in queries
            ]
        )

    def ids(self, query: Query) -> Iterator[str]:
        """Sorted at once; ids are read from that snapshot one by one."""

        def addresses(searcher: Any, compiler: Compiler) -> tuple[Any, list[Any]]:
            matching = compiler.matching(query)
            every = replace(query, offset=0, limit=max(1, searcher.search(matching, 1).count))
            return searcher, [address for _score, address in ordered(searcher, compiler, every, matching)]

        searcher, found = self._asked(addresses)
        for address in found:
            yield searcher.doc(address).get_first("id")

    def titles(self, lookup: TitleLookup) -> tuple[Hit, ...]:
        """By the plain score of the tokens."""
        if not (lookup.pairs or lookup.characters or lookup.sounds):
            return ()
        return self._asked(
            lambda searcher, compiler: _hits(searcher, best(searcher, compiler.titles(lookup), lookup.limit))
        )

    def explain(self, query: Query, record_id: str) -> str:
        """The parts of the recipe and what each gives."""
        return self._asked(lambda searcher, compiler: explained(searcher, compiler, query, record_id))

    def apply(self, documents: Iterable[SearchDocument], deletions: Iterable[Deletion] = ()) -> None:
        """One commit. Raises EngineUnavailable when another process keeps the writer too long."""
        documents, deletions = list(documents), list(deletions)
        if not self.ready():
            raise EngineUnavailable("there is no index to write to")
        guarded(lambda: self._write(documents, deletions), self._reader.forget)

    def _write(self, documents: list[SearchDocument], deletions: list[Deletion]) -> None:
        with self._keeper.writer(self.folder.current()) as writer:
            known = writer.positions([document.id for document in documents] + [gone.id for gone in deletions])
            writer.add(((document, analysed(document)) for document in documents), deletions, known)
            writer.commit()

    def filed(self) -> dict[str, Filed]:
        """Read from the stored documents."""
        return self._asked(lambda searcher, compiler: filed(compiler.schema, searcher))

    def ready(self) -> bool:
        """Whether the serving index is of this layout and opens; one that is broken must be rebuilt as well."""
        try:
            path = self.folder.serving()
            if path is None or about(path).get("layout") != LAYOUT:
                return False
            (path / "meta.json").read_bytes()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise EngineUnavailable(str(error)) from error
        return self._opens(path)

    def _opens(self, path: Path) -> bool:
        try:
            return bool(tantivy.Index.is_compatible(str(path)) and guarded(self._reader.snapshot, self._reader.forget))
        except (EngineUnavailable, ValueError, OSError):
            return False

    def epoch(self) -> str:
        """As the index's own file says."""
        return str(guarded(lambda: about(self.folder.current())).get("epoch", ""))

    def beside(self, epoch: str) -> EmbeddedReplacement:
        """A new folder."""
        return guarded(lambda: EmbeddedReplacement(self.folder, epoch))

    def size(self) -> int:
        """Of its files."""
        return guarded(lambda: sum(path.stat().st_size for path in self.folder.current().iterdir()))

    def tidy(self) -> None:
        """Folders and pointers that do not serve."""
        guarded(self.folder.tidy)

    def _asked(self, step: Callable[[Any, Compiler], Answer]) -> Answer:
        def answer() -> Answer:
            schema, searcher = self._reader.snapshot()
            return step(searcher, Compiler(schema, searcher))

        return guarded(answer, self._reader.forget)


def _found(searcher: Any, compiler: Compiler, query: Query) -> SearchResult:
    unranked = compiler.matching(query, ranked=False)
    total = searcher.search(unranked, 1).count
    wanted = total > query.offset and query.limit and query.offset + query.limit <= DEEPEST_HIT
    hits = _hits(searcher, ordered(searcher, compiler, query, compiler.matching(query))) if wanted else ()
    return SearchResult(hits, total, counts(searcher, compiler, query, unranked))


def _hits(searcher: Any, ranked: Iterable[tuple[float, Any]]) -> tuple[Hit, ...]:
    return tuple(Hit(searcher.doc(address).get_first("id"), score) for score, address in ranked)
