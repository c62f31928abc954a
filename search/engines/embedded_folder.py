"""Where the embedded indexes lie: a folder each, and the file `current`, which names the one that serves."""

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import tantivy

from search.engine import EngineUnavailable
from search.engines.embedded_schema import schema
from search.text.analysis import LAYOUT

CURRENT, ABOUT, REMOVED = "current", "about.json", ".removed"


@dataclass(frozen=True)
class Folder:
    """All indexes of one portal."""

    path: Path

    def serving(self) -> Path | None:
        """The index that serves; None when there is none. Raises OSError when that cannot be read."""
        try:
            name = (self.path / CURRENT).read_text(encoding="utf-8").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        found = self.path / Path(name).name
        return found if Path(name).name and found.is_dir() else None

    def current(self) -> Path:
        """The index that serves. Raises EngineUnavailable when there is none."""
        try:
            found = self.serving()
        except OSError as error:
            raise EngineUnavailable(str(error)) from error
        if found is None:
            raise EngineUnavailable("there is no index yet")
        return found

    def new(self, epoch: str) -> Path:
        """An empty index that nobody reads yet."""
        path = self.path / f"index-{uuid4().hex[:12]}"
        path.mkdir(parents=True)
        tantivy.Index(schema(), path=str(path))
        (path / ABOUT).write_text(json.dumps({"epoch": epoch, "layout": LAYOUT}), encoding="utf-8")
        return path

    def serve(self, path: Path) -> None:
        """From now on this one, in one step; the one before is removed. Raises EngineUnavailable when it is gone."""
        if not about(path):
            raise EngineUnavailable(f"the index {path.name} was removed")
        before = self.serving()
        pointer = self.path / f"{CURRENT}.{path.name}"
        pointer.write_text(path.name, encoding="utf-8")
        os.replace(pointer, self.path / CURRENT)
        if before and before != path:
            remove(before)

    def tidy(self) -> None:
        """Remove every index but the one that serves."""
        kept = self.serving()
        for path in self.path.glob("index-*"):
            if path != kept:
                remove(path)
        for path in self.path.glob(f"{CURRENT}.index-*"):
            path.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Remove one index; those who read it keep what they opened. Renamed first: nobody can write into it any more."""
    removed = path if path.suffix == REMOVED else path.with_name(path.name + REMOVED)
    with suppress(OSError):
        os.replace(path, removed)
    shutil.rmtree(removed, ignore_errors=True)


def about(path: Path) -> dict[str, str]:
    """`epoch` and `layout` of an index; empty when it does not say. Raises OSError when that cannot be read."""
    try:
        found = json.loads((path / ABOUT).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
