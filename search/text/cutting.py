"""Many documents cut at once, in processes of their own: segmentation is what a rebuild spends its time on."""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from queue import SimpleQueue
from typing import IO, Any

from search.filing import SearchDocument
from search.text.analysis import Analysed, analysed

# Starting processes pays from here on.
MANY_CHARACTERS = 500_000
CHUNK_CHARACTERS = 100_000
MOST_PROCESSES = 4
# Chunks a process has before it: enough that none waits, few enough that little is held in memory.
AHEAD = 3
# Plain processes: multiprocessing would run the program's main module once more in each of them.
PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from search.text.cutting import serve; serve(sys.stdin, sys.stdout)"

Cut = tuple[SearchDocument, Analysed]


class Cutter:
    """Cuts batches; large ones in processes that are started once and end with `close`, or with this process."""

    def __init__(self) -> None:
        self._alone = _count() < 2
        self._threads: ThreadPoolExecutor | None = None
        self._processes: list[subprocess.Popen[bytes]] = []
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()

    def cut(self, documents: Sequence[SearchDocument]) -> Iterator[Cut]:
        """Each document with its tokens, in order."""
        many = sum(map(_size, documents)) >= MANY_CHARACTERS
        waiting: deque[tuple[list[SearchDocument], Future[list[Analysed]] | None]] = deque()
        for chunk in _chunks(documents):
            waiting.append((chunk, self._submitted(chunk) if many else None))
            if len(waiting) >= AHEAD * _count():
                yield from self._finished(*waiting.popleft())
        while waiting:
            yield from self._finished(*waiting.popleft())

    def close(self) -> None:
        """End the processes."""
        threads, self._threads = self._threads, None
        for process in self._processes:
            process.kill()
        if threads is not None:
            threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.communicate()
        self._processes, self._idle = [], SimpleQueue()

    def _submitted(self, chunk: list[SearchDocument]) -> "Future[list[Analysed]] | None":
        """None when it is to be cut here."""
        if self._alone:
            return None
        try:
            return self._started().submit(self._asked, list(map(_bare, chunk)))
        except OSError:
            self._give_up()
            return None

    def _started(self) -> ThreadPoolExecutor:
        """One thread for each process, to wait for its answers."""
        if self._threads is None:
            for _ in range(_count()):
                command = [sys.executable, "-c", PROGRAM, *sys.path]
                process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
                self._processes.append(process)
                self._idle.put(process)
            self._threads = ThreadPoolExecutor(_count())
        return self._threads

    def _asked(self, documents: list[SearchDocument]) -> list[Analysed]:
        process: Any = self._idle.get()
        try:
            _send(documents, process.stdin)
            found: list[Analysed] = pickle.load(process.stdout)  # noqa: S301  made by our own process
            return found
        finally:
            self._idle.put(process)

    def _finished(self, chunk: list[SearchDocument], future: "Future[list[Analysed]] | None") -> Iterator[Cut]:
        try:
            found = future.result() if future and not self._alone else _analysed(chunk)
        except (OSError, EOFError, pickle.UnpicklingError):
            self._give_up()
            found = _analysed(chunk)
        return zip(chunk, found, strict=True)

    def _give_up(self) -> None:
        """A process was killed, or none can be started here: slower is better than not at all."""
        self._alone = True
        self.close()


def serve(asked: IO[str], answers: IO[str]) -> None:
    """A process: lists of documents in, lists of tokens out, until there are no more or the parent is gone."""
    out, sys.stdout = answers.buffer, sys.stderr  # type: ignore[attr-defined]
    try:
        while True:
            documents = pickle.load(asked.buffer)  # type: ignore[attr-defined]  # noqa: S301  our parent's
            _send(_analysed(documents), out)
    except (EOFError, BrokenPipeError):
        return


def _send(message: Any, stream: Any) -> None:
    pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _count() -> int:
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
