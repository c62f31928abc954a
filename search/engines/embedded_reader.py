"""Snapshots of the serving index: reloaded only when its file changed, so that asking costs one look at it."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import tantivy

from search.engine import EngineUnavailable
from search.engines.embedded_folder import Folder

Answer = TypeVar("Answer")
_STAMP = tuple[str, int, int]


class Reader:
    """The one open index of this process; threads share it."""

    def __init__(self, folder: Folder):
        self._folder = folder
        self._lock = threading.Lock()
        self._stamp: _STAMP | None = None
        self._index: Any = None

    def snapshot(self) -> tuple[Any, Any]:
        """(schema, searcher) of the latest commit. An index replaced while it is being opened is looked for again."""
        path = self._folder.current()
        try:
            return self._open(path)
        except (OSError, ValueError):
            if self._folder.current() == path:
                raise
        return self._open(self._folder.current())

    def _open(self, path: Path) -> tuple[Any, Any]:
        found = (path / "meta.json").stat()
        stamp = (path.name, found.st_mtime_ns, found.st_ino)
        with self._lock:
            if self._stamp is None or self._stamp[0] != path.name:
                self._index = tantivy.Index.open(str(path))
                self._index.config_reader(reload_policy="manual")
            if stamp != self._stamp:
                self._index.reload()
                self._stamp = stamp
            return self._index.schema, self._index.searcher()

    def forget(self) -> None:
        """Open the index anew at the next question."""
        self._stamp = None


def guarded(step: Callable[[], Answer], failed: Callable[[], None] = lambda: None) -> Answer:
    """tantivy reports a broken index as ValueError or OSError, and its own panics as BaseException."""
    try:
        return step()
    except EngineUnavailable:
        raise
    except Exception as error:
        failed()
        raise EngineUnavailable(f"{type(error).__name__}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        failed()
        raise EngineUnavailable(str(error)) from error
