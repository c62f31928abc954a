"""PostgreSQL: pg_dump of one snapshot, read back row by row, restored in one transaction."""

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from portal.operations.backup.manifest import BackupRefused, Damaged, Facts
from portal.operations.backup.progress import Progress
from portal.publication.head_sources import dedicated_connection

FILE = "database.dump"
# Debian's place of every installed version.
INSTALLED = Path("/usr/lib/postgresql")
COPY = re.compile(rb'COPY (?:"?[^".]+"?)\."?([^" ]+)"? \(.*\) FROM stdin;\n')
# pg_restore 17 sets it whatever the server is, and a server before 17 refuses it.
NEWER = b"SET transaction_timeout"
# Everything of ours in the schema, also what a newer release has made; what belongs to an extension stays.
CLEAR = """BEGIN;
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT oid::regclass AS name FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') LOOP
    EXECUTE 'DROP TABLE IF EXISTS ' || found.name || ' CASCADE';
  END LOOP;
  FOR found IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') LOOP
    EXECUTE 'DROP ROUTINE IF EXISTS ' || found.name || ' CASCADE';
  END LOOP;
END $$;
"""


def size() -> int:
    """Bytes that a copy will take, at most; it is compressed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def save(folder: Path, progress: Progress) -> Facts:
    """Dump one snapshot and return what was in it; others write on."""
    with closing(dedicated_connection()) as reader:
        dump = _program("pg_dump", reader.info.server_version // 10_000)
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        [(snapshot,)] = reader.execute("SELECT pg_export_snapshot()").fetchall()
        progress(0, 2)
        given = ["--format=custom", f"--snapshot={snapshot}", f"--file={folder / FILE}"]
        _run([dump, *given], "pg_dump could not copy the database")
        progress(1, 2)
        found = _facts(reader)
    progress(2, 2)
    return found


def check(folder: Path, facts: Facts, progress: Progress) -> None:
    """Read the whole archive as pg_restore does and count its rows. Raises Damaged."""
    restore = _program("pg_restore", 0)
    listed = subprocess.run([restore, "--list", folder / FILE], capture_output=True, check=False)  # noqa: S603
    if listed.returncode:
        raise Damaged(f"pg_restore cannot read the database copy: {listed.stderr.decode(errors='replace').strip()}")
    progress(0, len(facts.counts))
    command = [restore, "--data-only", "--file=-", str(folder / FILE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:  # noqa: S603
        counted = dict.fromkeys(facts.counts, 0)
        for done, (table, rows) in enumerate(_copied(reading.stdout), 1):
            counted[table] = rows
            progress(done, len(facts.counts))
        said = reading.stderr.read().decode(errors="replace").strip() if reading.stderr else ""
    if reading.returncode:
        raise Damaged(f"pg_restore cannot read the database copy: {said}")
    if counted != facts.counts:
        unlike = sorted(name for name in counted if counted[name] != facts.counts.get(name))
        raise Damaged(f"the database copy does not hold what the manifest says: {', '.join(unlike)}")


def _copied(lines: Any) -> Iterator[tuple[str, int]]:
    """(table, rows) of every COPY in a script of pg_restore."""
    for line in lines:
        if begun := COPY.fullmatch(line):
            rows = 0
            while next(lines, b"\\.\n") != b"\\.\n":
                rows += 1
            yield begun[1].decode(), rows


def refuse_while_used() -> None:
    """Raises BackupRefused while anybody else is connected to the database, and says who."""
    ours: Any = connection
    ours.close()
    ours.close_pool()
    with closing(dedicated_connection()) as asking:
        rows = asking.execute(
            "SELECT pid, coalesce(nullif(application_name, ''), 'no name'), coalesce(client_addr::text, 'local') "
            "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        ).fetchall()
    others = [f"{name} from {address} (pid {pid})" for pid, name, address in rows]
    if others:
        raise BackupRefused(f"the database is in use, stop site and worker first: {'; '.join(others[:5])}")


def prepare(folder: Path) -> str:
    """Nothing can be made beside; returns the epoch that `swap` begins."""
    _program("psql", 0)
    return secrets.token_hex(4)


def swap(folder: Path, epoch: str) -> None:
    """Clear, restore and begin the epoch in one transaction: killed anywhere before COMMIT, all is as it was.

    psql is told COMMIT by us alone; at the end of a cut-off input it rolls back.
    """
    with closing(dedicated_connection()) as opened:
        server = opened.info.server_version // 10_000
        [(schema,)] = opened.execute("SELECT quote_ident(current_schema())").fetchall()
    psql, restore = _program("psql", server), _program("pg_restore", server)
    arguments, environment = _login()
    told = [psql, *arguments, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    script = [restore, "--no-owner", "--no-privileges", "--file=-", str(folder / FILE)]
    with (
        subprocess.Popen(told, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as writing,  # noqa: S603
        subprocess.Popen(script, stdout=subprocess.PIPE) as reading,  # noqa: S603
    ):
        # Our own names alone.
        ended = f"UPDATE {schema}.publication_loghead SET epoch = '{epoch}' WHERE id = 1;\nCOMMIT;\n"  # noqa: S608
        said = _fed(writing, reading, ended.encode())
    if writing.returncode or reading.returncode:
        raise BackupRefused(f"PostgreSQL refused the backup, the database is as it was: {said}")


def _fed(writing: subprocess.Popen[bytes], reading: subprocess.Popen[bytes], ended: bytes) -> str:
    """Pipe one to the other between our own lines; what psql complained of."""
    assert writing.stdin and writing.stderr and reading.stdout  # noqa: S101 - they are pipes
    try:
        writing.stdin.write(CLEAR.encode())
        for line in reading.stdout:
            if not line.startswith(NEWER):
                writing.stdin.write(line)
            if line.startswith(b"CREATE "):
                break
        shutil.copyfileobj(reading.stdout, writing.stdin)
        if reading.wait() == 0:
            writing.stdin.write(ended)
        writing.stdin.close()
    except BrokenPipeError:
        reading.kill()
    return writing.stderr.read().decode(errors="replace").strip()


def discard() -> None:
    """There is nothing beside the database."""


def _facts(reader: psycopg.Connection[Any]) -> Facts:
    names = reader.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1").fetchall()
    counted = {}
    for (name,) in names:
        [(counted[name],)] = reader.execute(f'SELECT count(*) FROM "{name}"').fetchall()  # noqa: S608 - a table of ours
    applied = reader.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    [(epoch, position)] = reader.execute("SELECT epoch, position FROM publication_loghead WHERE id = 1").fetchall()
    server = reader.info.parameter_status("server_version") or ""
    return Facts("postgresql", server, counted, [list(row) for row in applied], epoch, position)


def _program(name: str, server: int) -> str:
    """The client program of the server's own major version, else the newest; raises BackupRefused for an older one."""
    on_path = shutil.which(name)
    found = [*([on_path] if on_path else []), *(str(path) for path in INSTALLED.glob(f"*/bin/{name}"))]
    by_version = {_major(program): program for program in found}
    if server in by_version:
        return by_version[server]
    if not by_version:
        raise BackupRefused(f"{name} is missing: install PostgreSQL's client programs (Debian: postgresql-client)")
    newest = max(by_version)
    if newest < server:
        raise BackupRefused(f"{name} {newest} is older than the server ({server}): install postgresql-client-{server}")
    return by_version[newest]


def _major(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    numbers = re.search(r"\d+", said.stdout)
    return int(numbers[0]) if numbers else 0


def _login() -> tuple[list[str], dict[str, str]]:
    """Arguments and environment that lead a client program to this database; the password is no argument."""
    (_psql, *arguments), environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    *arguments, database = arguments
    return [*arguments, f"--dbname={database}"], {**os.environ, **(environment or {})}


def _run(command: list[Any], otherwise: str) -> None:
    arguments, environment = _login()
    done = subprocess.run([*command, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupRefused(f"{otherwise}: {done.stderr.strip()}")
