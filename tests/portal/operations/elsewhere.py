"""A portal of its own in a folder, on the kind of database that the tests run on."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from tests.places import ROOT


class Elsewhere:
    """Commands run to their end; `told` speaks with one process of editors that is there while it is open."""

    def __init__(self, folder: Path, database_url: str = ""):
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ELASTICSEARCH")}
        given = {"DATA_DIR": str(folder), "DATABASE_URL": database_url, "REDIS_URL": ""}
        self.environment = {**kept, **given, "DJANGO_SETTINGS_MODULE": "portal.settings.dev", "PORT": "8000"}

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a management command."""
        return self.run("manage.py", *arguments)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python to its end."""
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=self.environment, cwd=ROOT, text=True, capture_output=True)

    @contextmanager
    def editors(self) -> Iterator["Editors"]:
        """A process that edits and reads; see tests.portal.operations.editing."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.portal.operations.editing"],
            env=self.environment, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        try:
            yield Editors(process)
        finally:
            process.communicate(timeout=60)


class Editors:
    """Tell and hear."""

    def __init__(self, process: "subprocess.Popen[str]"):
        self.process = process

    def tell(self, line: str) -> None:
        """Send a line; its answer is heard later."""
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        """The next answer."""
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def ask(self, line: str) -> Any:
        """Tell and hear."""
        self.tell(line)
        return self.hear()


@contextmanager
def portal_elsewhere(folder: Path) -> Iterator[Elsewhere]:
    """An empty portal with all tables; on PostgreSQL in a database of its own on the tests' server."""
    with _database(f"elsewhere_{os.getpid()}_{folder.name.replace('-', '_')}"[:60]) as url:
        made = Elsewhere(folder, url)
        if not url:
            _copy_tables(folder / "db.sqlite3")
        migrated = made.manage("migrate", "-v0")
        assert migrated.returncode == 0, migrated.stderr
        yield made


def _copy_tables(target: Path) -> None:
    """The tests' own database as migrations left it: making its tables again takes long."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


@contextmanager
def _database(name: str) -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield ""
        return
    given = connection.settings_dict
    server = f"{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
    with psycopg.connect(f"postgres://{server}/postgres", autocommit=True) as opened:
        opened.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"postgres://{server}/{name}"
        finally:
            opened.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
