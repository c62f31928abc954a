"""Several workers may run, one works: who holds the lock leads, and a leader that dies or is cut off loses it."""

import fcntl
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Protocol

import psycopg
from django.conf import settings
from django.db import connection

from portal.publication.head_sources import dedicated_connection

# Any number that nothing else in this database locks; "HUIQ" in ASCII.
LOCK_KEY = 0x48554951
# A leader that was cut off notices within a turn; whoever takes over gives it that time.
GRACE_SECONDS = 1.0
# So soon the server frees the lock of a leader whose whole machine is gone.
GIVE_UP_SQL = """
    SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3
"""
LEADER_SQL = """
    SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = %s AND objsubid = 1
    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class Candidate(Protocol):
    """One worker's part in the election. The lock is free again as soon as its process is gone."""

    def stand(self, stopping: threading.Event) -> bool:
        """Try to become the leader, at once. Raises the database's error when it is away."""

    def leads(self) -> bool:
        """Whether this worker still holds the lock; to be asked before every turn."""


@contextmanager
def candidate() -> Iterator[Candidate]:
    """A candidate as the database has it: PostgreSQL's advisory lock, or a lock on a file in DATA_DIR."""
    made = AdvisoryLock() if connection.vendor == "postgresql" else FileLock(lock_path())
    try:
        yield made
    finally:
        made.resign()


class AdvisoryLock:
    """Held by a connection of its own: the server frees it when that ends, however it ended."""

    def __init__(self) -> None:
        self.connection: psycopg.Connection[Any] | None = None

    def stand(self, stopping: threading.Event) -> bool:
        """As Candidate."""
        if not self._asked("SELECT 1"):
            self.resign()
            self.connection = dedicated_connection(application_name=f"huiqi worker {_myself()}"[:63])
            self.connection.execute(GIVE_UP_SQL)
        if not self._asked(f"SELECT pg_try_advisory_lock({LOCK_KEY})"):
            return False
        stopping.wait(GRACE_SECONDS)
        return True

    def leads(self) -> bool:
        """As Candidate."""
        return self._asked("SELECT 1")

    def resign(self) -> None:
        """Give the lock back."""
        if self.connection:
            with suppress(psycopg.Error):
                self.connection.close()

    def _asked(self, question: str) -> bool:
        """The answer; no where the connection is gone, and the lock with it."""
        try:
            row = self.connection.execute(question).fetchone() if self.connection else None
        except psycopg.Error:
            return False
        return bool(row and row[0])


class FileLock:
    """On SQLite all workers are on one machine: the kernel frees the lock when the process is gone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: IO[str] | None = None

    def stand(self, stopping: threading.Event) -> bool:
        """As Candidate."""
        file = self.path.open("a+", encoding="utf-8")
        if not _locked(file, fcntl.LOCK_EX):
            file.close()
            return False
        file.truncate(0)
        file.write(_myself())
        file.flush()
        self.file = file
        return True

    def leads(self) -> bool:
        """As Candidate."""
        return self.file is not None

    def resign(self) -> None:
        """Give the lock back."""
        if self.file:
            self.file.close()
            self.file = None


def leader() -> str:
    """Who leads, as host:pid; "" when nobody does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(LEADER_SQL, [LOCK_KEY])
            row = cursor.fetchone()
        return row[0].removeprefix("huiqi worker ") if row else ""
    if not lock_path().exists():
        return ""
    with closing(lock_path().open(encoding="utf-8")) as file:
        return "" if _locked(file, fcntl.LOCK_SH) else file.read()


def lock_path() -> Path:
    """The file that a worker locks where the database is SQLite."""
    return Path(settings.DATA_DIR) / "worker.lock"


def _locked(file: IO[str], how: int) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _myself() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
