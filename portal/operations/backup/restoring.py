"""A backup put in place of what is there: all is prepared beside, then the database decides in one step.

Once the database is the restored one (its epoch is the mark's), what is left is gone through again until it is done;
before that, nothing has been touched.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from portal.accounts.models import User
from portal.operations.backup import media
from portal.operations.backup.checking import check_backup
from portal.operations.backup.making import OTHERS, alone, database, need_room
from portal.operations.backup.manifest import BackupRefused, Manifest
from portal.operations.backup.progress import Steps
from portal.publication.models import LogHead

MARK = "restore-in-progress.json"


@dataclass(frozen=True)
class Mark:
    """What a restore that was begun needs to be ended: the epoch it begins, the backup, the uploads that leave."""

    epoch: str
    folder: str
    out: list[str]


def restore_backup(folder: Path, steps: Steps, *, replace: bool) -> Manifest:
    """Put the backup in place; raises BackupRefused or Damaged before anything is changed."""
    with alone():
        _go_on(steps)
        manifest = check_backup(folder, steps)
        _refuse_what_does_not_fit(manifest)
        if not replace and (held := _held()):
            raise BackupRefused(f"this portal is not empty ({held}); --replace puts the backup in its place")
        database().refuse_while_used()
        mark = _prepare(folder, manifest, steps)
        try:
            database().swap(folder, mark.epoch)
        except BackupRefused:
            _discard()
            raise
        _take_place(mark, steps)
    return manifest


def finish_restore(steps: Steps) -> bool:
    """End a restore that was interrupted, or clear away what it had prepared; whether the backup is in place now."""
    with alone():
        return _go_on(steps)


def mark_file() -> Path:
    """There while a restore is not ended."""
    return Path(settings.DATA_DIR) / MARK


def _refuse_what_does_not_fit(manifest: Manifest) -> None:
    if manifest.facts.vendor != connection.vendor:
        raise BackupRefused(f"the backup is of {manifest.facts.vendor}, this portal uses {connection.vendor}")
    known: dict[str, str] = {}
    for app, name in MigrationLoader(None).disk_migrations or {}:
        known[app] = max(name, known.get(app, ""))
    newer = [f"{app}.{name}" for app, name in manifest.facts.migrations if app in known and name > known[app]]
    if newer:
        raise BackupRefused(f"the backup was made by a newer release (it has {', '.join(newer[:3])}): install that one")


def _held() -> str:
    """What of value this portal holds, in words; "" for a fresh one."""
    tables = connection.introspection.table_names()
    if LogHead._meta.db_table in tables and (last := LogHead.objects.values_list("position", flat=True).first()):
        return f"{last} events in its log"
    if User._meta.db_table in tables and (users := User.objects.values("pk").count()):
        return f"{users} accounts"
    return "uploads" if media.leaving(Path(settings.MEDIA_ROOT)) else ""


def _prepare(folder: Path, manifest: Manifest, steps: Steps) -> Mark:
    """Everything beside what is there, and the mark that it is."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    need_room(root, sum(size for name, (size, _digest) in manifest.files.items() if _size(root, name) != size))
    media.prepare(folder, root, manifest.files, steps.begin("uploads"))
    progress = steps.begin("database")
    progress(0, 2)
    mark = Mark(database().prepare(folder), str(folder.absolute()), media.leaving(root))
    progress(1, 2)
    os.sync()
    part = mark_file().with_suffix(".part")
    part.write_text(json.dumps(asdict(mark)), encoding="utf-8")
    part.replace(mark_file())
    return mark


def _size(root: Path, name: str) -> int:
    present = root / name.removeprefix(f"{media.FOLDER}/")
    return present.stat().st_size if present.is_file() else -1


def _go_on(steps: Steps) -> bool:
    """From where a killed restore left: one whose database never took its place is cleared away."""
    if mark_file().exists():
        mark = Mark(**json.loads(mark_file().read_text(encoding="utf-8")))
        if _epoch() == mark.epoch:
            _take_place(mark, steps)
            return True
    _discard()
    return False


def _take_place(mark: Mark, steps: Steps) -> None:
    """What follows the database; every step may be repeated."""
    progress = steps.begin("taking its place")
    progress(0, 2)
    media.swap(Path(settings.MEDIA_ROOT), mark.out)
    for name in OTHERS:
        if (Path(mark.folder) / name).is_file():
            shutil.copy2(Path(mark.folder) / name, Path(settings.DATA_DIR) / name)
    progress(1, 2)
    call_command("migrate", interactive=False, verbosity=0)
    mark_file().unlink()
    progress(2, 2)


def _discard() -> None:
    """The mark goes first: without it nothing of what was prepared is ever used."""
    mark_file().unlink(missing_ok=True)
    media.discard(Path(settings.MEDIA_ROOT))
    database().discard()


def _epoch() -> str:
    if LogHead._meta.db_table not in connection.introspection.table_names():
        return ""
    return LogHead.objects.values_list("epoch", flat=True).first() or ""
