"""SQLite: copied by its online backup while others write; restored beside the live file, then renamed over it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.core.management import call_command
from django.db import connection

from portal.operations.backup.manifest import BackupRefused, Damaged, Facts, copy_with_digest
from portal.operations.backup.progress import Progress
from portal.publication.head import begin_epoch

FILE = "database.sqlite3"
PAGES_A_STEP = 2_000


def live_file() -> Path:
    """The database that this portal uses."""
    return Path(connection.settings_dict["NAME"]).absolute()


def size() -> int:
    """Bytes that a copy will take, about."""
    return live_file().stat().st_size


def save(folder: Path, progress: Progress) -> Facts:
    """Copy the database as it is at this moment and return what the copy holds.

    The source's read transaction is held throughout: writers go on, and the copy is never begun again because of them.
    """
    target = folder / FILE
    with closing(_readonly(live_file())) as source, closing(sqlite3.connect(target)) as copy:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchall()
        source.backup(copy, pages=PAGES_A_STEP, progress=lambda _, left, total: progress(total - left, total))
        copy.execute("PRAGMA journal_mode=DELETE")
    with closing(_readonly(target)) as copy:
        return _facts(copy)


def check(folder: Path, facts: Facts, progress: Progress) -> None:
    """Open the copy and compare. Raises Damaged."""
    try:
        with closing(_readonly(folder / FILE, immutable=True)) as copy:
            found = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
            if found != ["ok"]:
                raise Damaged(f"SQLite finds the database copy damaged: {'; '.join(found)}")
            progress(1, 2)
            held = _facts(copy)
    except sqlite3.DatabaseError as error:
        raise Damaged(f"the database copy cannot be read: {error}") from error
    progress(2, 2)
    if (held.counts, held.epoch, held.position) != (facts.counts, facts.epoch, facts.position):
        raise Damaged("the database copy does not hold what the manifest says")


def refuse_while_used() -> None:
    """Raises BackupRefused while another process has the database open: WAL can be left only by whoever is alone.

    Leaving it also empties the write-ahead log, which must never lie beside another database's file.
    """
    connection.close()
    if not live_file().exists():
        return
    with closing(sqlite3.connect(live_file(), timeout=1, isolation_level=None)) as alone:
        try:
            [(mode,)] = alone.execute("PRAGMA journal_mode=DELETE").fetchall()
        except sqlite3.OperationalError as error:
            raise BackupRefused(f"{live_file()} is in use ({error}): stop site and worker first") from error
    if mode != "delete":
        raise BackupRefused(f"{live_file()} is in use: stop site and worker first")


def prepare(folder: Path) -> str:
    """Make the restored database beside the live one: this release's tables, a new epoch, which is returned."""
    beside = _beside()
    discard()
    copy_with_digest(folder / FILE, beside)
    with _using(beside):
        call_command("migrate", interactive=False, verbosity=0)
        epoch = begin_epoch()
    with closing(sqlite3.connect(beside)) as made:
        made.execute("PRAGMA journal_mode=DELETE")
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    return epoch


def swap(folder: Path, epoch: str) -> None:
    """The restored database takes the live one's place in one step."""
    refuse_while_used()
    _beside().replace(live_file())


def discard() -> None:
    """Remove what a killed restore prepared."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{_beside()}{suffix}").unlink(missing_ok=True)


def _beside() -> Path:
    return live_file().with_name(f"{live_file().name}.restoring")


@contextmanager
def _using(path: Path) -> Iterator[None]:
    """Django's connection on another file, as test databases are used."""
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = path
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name


def _readonly(path: Path, *, immutable: bool = False) -> sqlite3.Connection:
    address = f"file:{quote(str(path))}?mode=ro{'&immutable=1' if immutable else ''}"
    return sqlite3.connect(address, uri=True, timeout=30, isolation_level=None)


def _facts(database: sqlite3.Connection) -> Facts:
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    tables = sorted(name for (name,) in names)
    counted = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608
    applied = database.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    epoch, position = database.execute("SELECT epoch, position FROM publication_loghead WHERE id = 1").fetchone()
    return Facts("sqlite", sqlite3.sqlite_version, counted, [list(row) for row in applied], epoch, position)
