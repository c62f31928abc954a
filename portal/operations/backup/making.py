"""A backup made while the portal is in use: all in FOLDER.part, which takes its name when it is whole."""

import datetime as dt
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import connection

from portal.operations.backup import postgresql, sqlite
from portal.operations.backup.manifest import BackupRefused, Damaged, Manifest, digest_of, read_manifest, versions
from portal.operations.backup.media import FOLDER, Copying, files_of
from portal.operations.backup.progress import Steps
from portal.publication.events import rfc3339_utc
from portal.publication.head import ensure_head

# Beside database and uploads: the secret that a developer's portal made for itself. Production's is a variable.
OTHERS = ("secret-key",)
ROOM = 64 << 20


def database() -> ModuleType:
    """How this portal's database is copied."""
    return sqlite if connection.vendor == "sqlite" else postgresql


def make_backup(folder: Path, steps: Steps) -> Manifest:
    """Copy everything; raises BackupRefused.

    Uploads are copied before the database and what came meanwhile after it: whatever the copied rows name is there.
    """
    if folder.exists():
        raise BackupRefused(f"{folder} is there already; a backup is never written over")
    with alone():
        part = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True, mode=0o700)
        root = Path(settings.MEDIA_ROOT)
        previous = newest_backup(folder.parent)
        uploaded = 0 if previous else sum(path.stat().st_size for path in files_of(root).values())
        need_room(part, database().size() + uploaded)
        ensure_head()
        uploads = Copying(root, part / FOLDER, previous and (previous[0], previous[1].files))
        uploads.copy(steps.begin("uploads"))
        facts = database().save(part, steps.begin("database"))
        uploads.copy(steps.begin("uploads since then"))
        files = {f"{FOLDER}/{name}": kept for name, kept in uploads.files.items()}
        files |= _others(part) | {database().FILE: _described(part / database().FILE)}
        made = Manifest(rfc3339_utc(dt.datetime.now(dt.UTC)), versions(), facts, files)
        made.write(part)
        os.sync()
        part.rename(folder)
        _remember(folder, made)
    return made


@contextmanager
def alone() -> Iterator[None]:
    """One backup or restore at a time on this machine; raises BackupRefused for the second."""
    path = Path(settings.DATA_DIR) / "backup.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupRefused("another backup or restore is running") from error
        yield


def newest_backup(folder: Path) -> tuple[Path, Manifest] | None:
    """The newest whole backup in a folder of backups."""
    found = []
    for path in folder.glob("*/manifest.json"):
        try:
            found.append((path.parent, read_manifest(path.parent)))
        except (Damaged, ValueError):
            continue
    return max(found, key=lambda each: each[1].made_at, default=None)


def need_room(folder: Path, size: int) -> None:
    """Raises BackupRefused where there is less room than `size` bytes and some."""
    free = shutil.disk_usage(folder).free
    if free < size + ROOM:
        raise BackupRefused(f"{folder} has {free >> 20} MB free, {(size + ROOM) >> 20} MB are needed")


def last_backup() -> dict[str, str]:
    """`made_at` and `folder` of the last backup that this machine made; {} for none."""
    try:
        kept: dict[str, str] = json.loads(_last().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept


def _last() -> Path:
    return Path(settings.DATA_DIR) / "last-backup.json"


def _remember(folder: Path, made: Manifest) -> None:
    text = json.dumps({"made_at": made.made_at, "folder": str(folder.absolute())})
    _last().with_suffix(".part").write_text(text, encoding="utf-8")
    _last().with_suffix(".part").replace(_last())


def _others(part: Path) -> dict[str, list]:
    kept = {}
    for name in OTHERS:
        source = Path(settings.DATA_DIR) / name
        if source.is_file():
            shutil.copy2(source, part / name)
            kept[name] = _described(part / name)
    return kept


def _described(path: Path) -> list:
    return [path.stat().st_size, digest_of(path)]
