"""`restore` killed at random calls: the portal is then wholly the old one or, once ended, wholly the restored one."""

import json
import random
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.portal.operations.elsewhere import Elsewhere, portal_elsewhere

pytestmark = pytest.mark.slow
# Calls from the swap on, and some before it.
LAST = 60
HEAD = "SELECT epoch, position FROM publication_loghead"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Elsewhere]:
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("no pg_dump on this machine")
    with portal_elsewhere(tmp_path_factory.mktemp("killed")) as made:
        yield made


@pytest.fixture(scope="module")
def backup(portal: Elsewhere, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """At 10 events, with one upload that later is another and one that later is gone."""
    folder = tmp_path_factory.mktemp("backups") / "ten"
    with portal.editors() as editors:
        editors.ask("seed 9")
        editors.ask("upload documents/a.txt restored")
        editors.ask("upload images/b.txt restored")
    made = portal.manage("backup", str(folder), "--unchecked")
    assert made.returncode == 0, made.stderr
    return folder


def later(portal: Elsewhere) -> None:
    """Go on from whatever the portal is: other uploads, more events."""
    with portal.editors() as editors:
        editors.ask("seed 3")
        editors.ask("upload documents/a.txt later")
        editors.ask("upload new/c.txt later")
        editors.ask("erase images/b.txt")


def state(portal: Elsewhere) -> tuple[str, int, dict[str, str]]:
    """Epoch, position, and every upload's content; what lies prepared or moved away is none."""
    if url := portal.environment["DATABASE_URL"]:
        with psycopg.connect(url) as opened:
            [head] = opened.execute(HEAD).fetchall()
    else:
        with closing(sqlite3.connect(portal.folder / "db.sqlite3")) as opened:
            [head] = opened.execute(HEAD).fetchall()
    root = portal.folder / "media"
    names = {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}
    return head[0], head[1], {name: text for name, text in names.items() if not name.startswith(".")}


def restore(portal: Elsewhere, backup: Path, call: int, how: str) -> "subprocess.CompletedProcess[str]":
    return portal.run("-m", "tests.faults.killed", "anywhere", str(call), how, "restore", str(backup), "--replace")


def test_killed_restore_leaves_one_state_or_the_other(portal: Elsewhere, backup: Path, long_run: bool) -> None:
    later(portal)
    whole = restore(portal, backup, 0, "there")
    assert whole.returncode == 0, whole.stderr
    calls = int(whole.stdout.split()[-2])
    position = json.loads((backup / "manifest.json").read_text())["facts"]["position"]
    restored_uploads = {"documents/a.txt": "restored", "images/b.txt": "restored"}
    assert state(portal)[1:] == (position, restored_uploads)

    dice, outcomes, killed = random.Random(11), set(), 0
    for round_number in range(40 if long_run else 4):
        later(portal)
        before = state(portal)
        # The end, where the states change, is hit as often as the long checking before it.
        first = calls - LAST if round_number % 2 else 1
        call, how = dice.randrange(first, calls), dice.choice(("there", "soon"))

        ended = restore(portal, backup, call, how)
        killed += ended.returncode == -signal.SIGKILL
        finished = portal.manage("restore", "--finish")

        after = state(portal)
        where = f"round {round_number}: call {call} of {calls}, {how}; {finished.stdout}{finished.stderr}"
        assert ended.returncode in (-signal.SIGKILL, 0), (where, ended.stderr)
        assert after == before or (after[0] != before[0] and after[1:] == (position, restored_uploads)), where
        assert not list(portal.folder.glob("*.restoring*")), where
        assert not (portal.folder / "restore-in-progress.json").exists(), where
        assert not (portal.folder / "media" / ".restoring").exists(), where
        outcomes.add(after == before)

    assert killed
    print(f"{killed} of {round_number + 1} rounds killed; outcomes: {sorted(outcomes)}")  # noqa: T201
