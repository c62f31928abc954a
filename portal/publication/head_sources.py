"""Where a watch reads the log's head: told by PostgreSQL, asked of SQLite, on connections outside Django's."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.db import connections

CHANNEL = "huiqi_log"
# SQLite tells nobody: asking costs some 10 µs.
ASK_SECONDS = 0.05
# A lost notification delays no longer than this.
LISTEN_SECONDS = 0.8
# LogHead, by name: whoever only waits need not load the models.
HEAD_SQL = "SELECT epoch, position FROM publication_loghead WHERE id = 1"
# A server that is gone without a word is given up before a reader's patience ends.
PATIENCE = {"connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2,
            "tcp_user_timeout": 5000}  # fmt: skip


class HeadSource(Protocol):
    """Raises the database's errors when it is away; the watch then opens another one."""

    def head(self) -> tuple[str, int]:
        """Epoch and position; ("", 0) for a log never written."""

    def rest(self, stopping: threading.Event) -> None:
        """Return when the head may have moved, or after a moment."""


@contextmanager
def open_source(alias: str = "default") -> Iterator[HeadSource]:
    """A connection of its own: a listener must not hold one of the pool's for ever."""
    if connections[alias].vendor == "postgresql":
        with dedicated_connection(alias) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            yield ListeningSource(connection)
        return
    path = Path(connections[alias].settings_dict["NAME"])
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as opened:
        yield PollingSource(opened)


def dedicated_connection(alias: str = "default", **given: Any) -> psycopg.Connection[Any]:
    """A PostgreSQL connection of one's own, in autocommit, outside the pool."""
    parameters = connections[alias].get_connection_params()
    return psycopg.connect(**(PATIENCE | parameters | given), autocommit=True)


class ListeningSource:
    """PostgreSQL says when the head moved; asked now and then all the same."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    def head(self) -> tuple[str, int]:
        """As HeadSource."""
        row = self.connection.execute(HEAD_SQL).fetchone()
        return (row[0], row[1]) if row else ("", 0)

    def rest(self, stopping: threading.Event) -> None:
        """As HeadSource."""
        for _ in self.connection.notifies(timeout=LISTEN_SECONDS, stop_after=1):
            return


class PollingSource:
    """SQLite's `data_version` tells for next to nothing whether anybody else committed; then the row is read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.version = -1
        self.known = ("", 0)

    def head(self) -> tuple[str, int]:
        """As HeadSource. All rows are fetched: an open statement would keep the write-ahead log from being reset."""
        [(version,)] = self.connection.execute("PRAGMA data_version").fetchall()
        if version != self.version:
            rows = self.connection.execute(HEAD_SQL).fetchall()
            self.known = rows[0] if rows else ("", 0)
            self.version = version
        return self.known

    def rest(self, stopping: threading.Event) -> None:
        """As HeadSource."""
        stopping.wait(ASK_SECONDS)
