"""Many documents cut at once, in processes of their own: segmentation is what a rebuild spends its time on."""

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context, parent_process

from search.analysis import Analysed, analysed
from search.filing import SearchDocument

# Starting processes pays from here on.
MANY_CHARACTERS = 500_000
CHUNK_CHARACTERS = 100_000
MOST_PROCESSES = 4
# Chunks a process has before it: enough that none waits, few enough that little is held in memory.
AHEAD = 3

Cut = tuple[SearchDocument, Analysed]


class Cutter:
    """Cuts batches; large ones in processes that are started once and end with `close`, or with this process."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._alone = _processes() < 2

    def cut(self, documents: Sequence[SearchDocument]) -> Iterator[Cut]:
        """Each document with its tokens, in order."""
        many = sum(map(_size, documents)) >= MANY_CHARACTERS
        waiting: deque[tuple[list[SearchDocument], Future[list[Analysed]] | None]] = deque()
        for chunk in _chunks(documents):
            waiting.append((chunk, self._submitted(chunk) if many else None))
            if len(waiting) >= AHEAD * _processes():
                yield from self._finished(*waiting.popleft())
        while waiting:
            yield from self._finished(*waiting.popleft())

    def close(self) -> None:
        """End the processes."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)

    def _submitted(self, chunk: list[SearchDocument]) -> "Future[list[Analysed]] | None":
        """None when it is to be cut here. `spawn`: the same on every system, and safe beside threads."""
        if self._alone:
            return None
        if self._pool is None:
            self._pool = ProcessPoolExecutor(_processes(), get_context("spawn"), initializer=_end_with_parent)
        try:
            return self._pool.submit(_analysed, list(map(_bare, chunk)))
        except BrokenProcessPool:
            self._give_up()
            return None

    def _finished(self, chunk: list[SearchDocument], future: "Future[list[Analysed]] | None") -> Iterator[Cut]:
        try:
            found = future.result() if future else _analysed(chunk)
        except BrokenProcessPool:
            self._give_up()
            found = _analysed(chunk)
        return zip(chunk, found, strict=True)

    def _give_up(self) -> None:
        """A process was killed, or none can be started here: slower is better than not at all."""
        self._alone = True
        self.close()


def _processes() -> int:
    return min(MOST_PROCESSES, os.cpu_count() or 1)


def _chunks(documents: Iterable[SearchDocument]) -> Iterator[list[SearchDocument]]:
    chunk: list[SearchDocument] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += _size(document)
        if size >= CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(document: SearchDocument) -> int:
    return len(document.title) + len(document.text)


def _bare(document: SearchDocument) -> SearchDocument:
    """Only what is cut travels."""
    return replace(document, terms=frozenset(), codes=frozenset(), deadlines=())


def _analysed(documents: list[SearchDocument]) -> list[Analysed]:
    return list(map(analysed, documents))


def _end_with_parent() -> None:
    """A killed parent cannot tell its pool to end."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
