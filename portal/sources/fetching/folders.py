"""A folder for files: each new one is read, then moved; what cannot be read lies in failed/ with the reason."""

import hashlib
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.importers.run import RECORD_ERRORS, reason
from portal.intake.proposals import propose
from portal.intake.reading import read
from portal.jobs.running import JobRefused, Run
from portal.sources.fetching.downloads import local_path
from portal.sources.fetching.steps import Step
from portal.sources.incoming import Brought, VisitFailed
from portal.sources.models import Source
from portal.sources.readers import folder_of, incoming

DONE, FAILED = "processed", "failed"
# A file that is still being copied grows, or was written a moment ago.
SETTLE_SECONDS = 1.0
UNFINISHED = (".part", ".tmp", ".crdownload", "~")


def steps(source: Source, run: Run) -> Iterator[Step]:
    """One file a step; killed between storing and moving, the next visit finds it again and takes nothing twice."""
    folder = _folder(source)
    files = _settled(folder)
    for order, path in enumerate(files, 1):
        run.progress(order, len(files), path.name)
        yield _step(source, folder, path, order)


def _folder(source: Source) -> Path:
    folder = local_path(str(folder_of(source)))
    try:
        for name in ("", DONE, FAILED):
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise VisitFailed(f"{folder}: {error.strerror}") from None
    return folder


def _settled(folder: Path) -> list[Path]:
    """Files that have the same size and time after a moment; links are not followed out of the folder."""
    before = {path: _state(path) for path in _files(folder)}
    if before:
        time.sleep(SETTLE_SECONDS)
    return sorted(path for path in _files(folder) if before.get(path) == _state(path))


def _files(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.iterdir()
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".")
        and not path.name.lower().endswith(UNFINISHED)
    ]  # fmt: skip


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _step(source: Source, folder: Path, path: Path, order: int) -> Step:
    brought = Brought()
    try:
        brought.incoming.append(incoming(source, source.kinds[0], _record(source.kinds[0], path)))
    except (JobRefused, OSError, *RECORD_ERRORS) as error:
        why = str(error) if isinstance(error, JobRefused) else reason(error)
        brought.refuse(order, path.name, why)
        return Step(brought, after=partial(_moved, path, folder / FAILED, why))
    return Step(brought, after=partial(_moved, path, folder / DONE, ""))


def _record(kind: str, path: Path) -> dict[str, Any]:
    """What the file says, as JSON: its name is its id, its pictures stay in the file."""
    data = path.read_bytes()
    proposal = propose(read(path.name, data), kind)
    proposal.pictures = {}
    proposal.blocks = [block for block in proposal.blocks if block.kind != "picture"]
    return {"file": path.name, "sha256": hashlib.sha256(data).hexdigest(), "proposal": proposal.to_json()}


def _moved(path: Path, folder: Path, why: str) -> None:
    """Out of the way, under a name that no other file has there; beside a broken one its reason."""
    stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S-%f")
    target = folder / f"{stamp}-{path.name}"
    path.rename(target)
    if why:
        said = _("%(file)s: %(why)s") % {"file": path.name, "why": why}
        target.with_name(f"{target.name}.reason.txt").write_text(said, encoding="utf-8")
