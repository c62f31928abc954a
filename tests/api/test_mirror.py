"""The worked mirror client against a running portal: killed at random while editors work, it ends up equal."""

import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.places import ROOT

pytestmark = pytest.mark.slow
CLIENT = ROOT / "docs" / "mirror_client.py"
KILLS, KILLS_LONG = 12, 100
LONGEST_LINES = 60


class Portal:
    """Site and worker on a port of their own, state in a folder of its own."""

    def __init__(self, folder: Path):
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        outside = ("DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL", "PORTAL_BASE_URL", "SECRET_KEY")
        kept = {name: value for name, value in os.environ.items() if name not in outside}
        self.environment = {
            **kept, "DATA_DIR": str(folder), "PORT": str(port), "SEED": "no",
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev", "NO_PROXY": "127.0.0.1",
            # The editors' records say little.
            "PUBLICATION_GATE": "advisory",
        }  # fmt: skip
        self.server = self.start("-m", "portal.serve")

    def start(self, *arguments: str, **given: Any) -> subprocess.Popen[str]:
        """A process of the portal's."""
        return subprocess.Popen([sys.executable, *arguments], env=self.environment, cwd=ROOT, text=True, **given)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command run to its end."""
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=self.environment, cwd=ROOT, text=True, capture_output=True, check=True)

    def wait(self, path: str) -> None:
        """Until an address answers."""
        for _ in range(3000):
            if self.server.poll() is not None:
                raise RuntimeError("the portal ended")
            try:
                urllib.request.urlopen(self.base + path).read()
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
        raise TimeoutError(path)

    def close(self) -> None:
        """End it."""
        self.server.terminate()
        self.server.wait(30)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    made = Portal(tmp_path_factory.mktemp("portal"))
    try:
        made.wait("/data/dumps/manifest.json")
        yield made
    finally:
        made.close()


class Mirror:
    """A copy, and the client that keeps it."""

    def __init__(self, portal: Portal, file: Path):
        self.portal, self.file = portal, file

    def follow(self) -> subprocess.Popen[str]:
        """The client at work."""
        return self.portal.start(str(CLIENT), self.portal.base, str(self.file), stderr=subprocess.DEVNULL)

    def prove(self) -> subprocess.CompletedProcess[str]:
        """Its verdict about itself."""
        command = [sys.executable, str(CLIENT), self.portal.base, str(self.file), "--prove"]
        return subprocess.run(command, env=self.portal.environment, text=True, capture_output=True, timeout=120)

    def position(self) -> str | None:
        """How far it came; the file must be sound whenever it is looked at."""
        with sqlite3.connect(self.file) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return next(copy.execute("SELECT position FROM place"), [None])[0] if "place" in tables else None

    def change(self, statement: str) -> int:
        """Tamper with it; how many rows."""
        with sqlite3.connect(self.file) as copy:
            return copy.execute(statement).rowcount


@pytest.fixture
def mirror(portal: Portal, tmp_path: Path) -> Mirror:
    return Mirror(portal, tmp_path / "mirror.db")


def test_client_fits_on_a_screen() -> None:
    assert len(CLIENT.read_text(encoding="utf-8").splitlines()) <= LONGEST_LINES


def test_copy_is_true_after_kills_at_random_beside_editors(portal: Portal, mirror: Mirror, long_run: bool) -> None:
    dice = random.Random(20_261_121)
    editors = [
        portal.start("-m", "tests.api.mirror_editor", str(seed), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for seed in (1, 2)
    ]
    for editor in editors:
        assert editor.stdout and editor.stdout.readline() == "begins\n"
    positions = []
    for number in range(KILLS_LONG if long_run else KILLS):
        client, before = mirror.follow(), mirror.position()
        # Every third may die before its first statement, the others while they take what the editors do.
        while number % 3 and client.poll() is None and mirror.position() == before:
            assert all(editor.poll() is None for editor in editors), "an editor ended"
            time.sleep(0.02)
        time.sleep(dice.uniform(0, 0.5))
        client.kill()
        client.wait()
        positions.append(mirror.position())
    done = [json.loads(editor.communicate("stop\n", timeout=120)[0]) for editor in editors]

    verdict = mirror.prove()

    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert all(deeds["withdraw"] and deeds["change"] for deeds in done)
    known = [position for position in positions if position]
    assert known == sorted(known) and len(set(known)) > 2, positions


def test_copy_that_was_tampered_with_is_found_out(mirror: Mirror) -> None:
    assert mirror.prove().returncode == 0
    first = "(SELECT min(id) FROM record)"
    assert mirror.change(f"""UPDATE record SET body = replace(body, '"title"', '"titel"') WHERE id = {first}""") == 1

    verdict = mirror.prove()

    assert verdict.returncode == 1 and "not equal" in verdict.stdout


def test_copy_left_behind_starts_again_from_the_dump(portal: Portal, mirror: Mirror) -> None:
    assert mirror.prove().returncode == 0
    before = mirror.position()
    for _ in range(3):
        portal.run("manage.py", "exercise", "publish", "policies")
    portal.run("manage.py", "prune_log", "--keep", "1")
    portal.run("manage.py", "export_dumps")
    mirror.change("DELETE FROM record")

    verdict = mirror.prove()

    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert (mirror.position() or "") > (before or "")
