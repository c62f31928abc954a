"""Uploads copied while editors work, and put in place of others in steps that may be gone through again."""

import os
import shutil
from pathlib import Path

from portal.operations.backup.manifest import copy_with_digest, digest_of
from portal.operations.backup.progress import Progress

FOLDER = "media"
# Inside the folder of uploads, so that they are on its file system, whatever is mounted there.
COMING, LEAVING = ".restoring", ".replaced"
State = tuple[int, int]


class Copying:
    """Copies `source` to `target` once or more; what the previous backup holds already is linked, not written again."""

    def __init__(self, source: Path, target: Path, previous: tuple[Path, dict[str, list]] | None) -> None:
        self.source, self.target = source, target
        self.folder, self.known = previous or (target, {})
        self.states: dict[str, State] = {}
        self.files: dict[str, list] = {}

    def copy(self, progress: Progress) -> None:
        """Copy what is new or changed since the last call; what was deleted meanwhile stays copied."""
        found = files_of(self.source)
        for done, (name, path) in enumerate(found.items(), 1):
            try:
                state = state_of(path)
                if self.states.get(name) != state:
                    self.files[name] = self._copied(path, name)
                    self.states[name] = state
            except FileNotFoundError:
                # Deleted between being listed and being read: as if it had been deleted before.
                self.states.pop(name, None)
            progress(done, len(found))

    def _copied(self, path: Path, name: str) -> list:
        target, member = self.target / name, f"{FOLDER}/{name}"
        target.unlink(missing_ok=True)
        size, digest = self.known.get(member, [-1, ""])
        if size == path.stat().st_size and digest == digest_of(path) and _linked(self.folder / member, target, size):
            return [size, digest]
        return list(copy_with_digest(path, target))


def files_of(folder: Path) -> dict[str, Path]:
    """Every file below a folder by its path in it, sorted; nothing whose top folder begins with a dot."""
    found = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: names[name] for name in sorted(names) if not name.startswith(".")}


def state_of(path: Path) -> State:
    """What changes when a file is written."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def prepare(backup: Path, root: Path, files: dict[str, list], progress: Progress) -> None:
    """Lay the backup's uploads beside the present ones; the same file is linked."""
    discard(root)
    wanted = {name.removeprefix(f"{FOLDER}/"): kept for name, kept in files.items() if name.startswith(f"{FOLDER}/")}
    for done, (name, (size, digest)) in enumerate(wanted.items(), 1):
        present, target = root / name, root / COMING / name
        same = present.is_file() and present.stat().st_size == size and digest_of(present) == digest
        if not (same and _linked(present, target, size)):
            copy_with_digest(backup / FOLDER / name, target)
        progress(done, len(wanted))


def leaving(root: Path) -> list[str]:
    """What lies at the top of the uploads now."""
    return sorted(path.name for path in root.iterdir() if not path.name.startswith(".")) if root.is_dir() else []


def swap(root: Path, out: list[str]) -> None:
    """Move `out` away and the prepared ones in. Killed anywhere, it is gone through again with the same list."""
    (root / LEAVING).mkdir(parents=True, exist_ok=True)
    for name in out:
        if (root / name).exists() and not (root / LEAVING / name).exists():
            (root / name).rename(root / LEAVING / name)
    for path in sorted((root / COMING).iterdir()) if (root / COMING).is_dir() else []:
        path.rename(root / path.name)
    discard(root)


def discard(root: Path) -> None:
    """Remove what was prepared and what was moved away."""
    for name in (COMING, LEAVING):
        shutil.rmtree(root / name, ignore_errors=True)


def _linked(source: Path, target: Path, size: int) -> bool:
    """Whether a hard link could be made; not every file system has them."""
    try:
        if source.stat().st_size != size:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(source, target)
    except OSError:
        return False
    return True
