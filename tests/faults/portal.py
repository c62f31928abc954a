"""A portal of its own in a folder: one process publishes and indexes, others run commands and are killed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from search.engines.embedded import EmbeddedEngine
from tests.places import ROOT


class Portal:
    """SQLite and the embedded engine under `folder`; `driver` answers one JSON line to every line it is sent."""

    def __init__(self, folder: Path):
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ELASTICSEARCH_URL")}
        self.environment = {**kept, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
        for app in ("taxonomy", "publication", "search"):
            self.run(["manage.py", "migrate", app, "-v0"], check=True)
        self.driver = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.driver"],
            env=self.environment, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    @property
    def engine(self) -> EmbeddedEngine:
        """A web process's view of the index."""
        return EmbeddedEngine({"PATH": self.folder / "index"})

    def run(self, arguments: list[str], **given: Any) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=self.environment, cwd=ROOT, text=True, capture_output=True, **given)

    def rebuild(self, where: str = "anywhere", call: int = 0, how: str = "there") -> subprocess.CompletedProcess[str]:
        """`manage.py rebuild_search`, killed at that call (0: never); see tests.faults.killed."""
        return self.run(["-m", "tests.faults.killed", where, str(call), how, "rebuild_search"])

    def tell(self, line: str) -> None:
        """Send the driver a line; its answer is read by `answer`."""
        assert self.driver.stdin
        self.driver.stdin.write(f"{line}\n")
        self.driver.stdin.flush()

    def answer(self) -> Any:
        """The driver's next answer."""
        assert self.driver.stdout
        return json.loads(self.driver.stdout.readline())

    def ask(self, line: str) -> Any:
        """Send and wait."""
        self.tell(line)
        return self.answer()

    def litter(self) -> list[str]:
        """What lies in the index folder beside the pointer and the index it names."""
        folder = self.folder / "index"
        kept = {"current", (folder / "current").read_text().strip()}
        return sorted(path.name for path in folder.iterdir() if path.name not in kept)

    def close(self) -> None:
        """End the driver."""
        self.driver.communicate(timeout=60)
