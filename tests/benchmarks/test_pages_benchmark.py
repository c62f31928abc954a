"""The short form of the page benchmark: both sites are made, count the same, show the same facts, and are compared."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "tests.benchmarks.pages"]
SHORT = ("--size", "120", "--calls", "12", "--rounds", "1", "--requests", "5")
COMPARED = (
    "home",
    "listing with counts",
    "item",
    "item, first time",
    "search with counts",
    "API item",
    "item kept / static file",
)


def run(*arguments: str) -> str:
    own = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PORTAL_BASE_URL")}
    found = subprocess.run([*COMMAND, *arguments], env=own, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    return found.stdout


@pytest.mark.slow
def test_both_sites_are_made_and_compared(tmp_path: Path) -> None:
    told = run(*SHORT, "--folder", str(tmp_path))

    assert "are the same on both sites" in told
    for what in COMPARED:
        (line,) = [line for line in told.splitlines() if re.match(rf"{re.escape(what)}\s{{2,}}[\d.]", line)]
        figures = [float(word) for word in re.findall(r"\d+(?:\.\d+)?", line.removeprefix(what))]
        assert len(figures) >= 8 and all(figure > 0 for figure in figures[:8])


@pytest.mark.slow
def test_the_long_form(long_run: bool) -> None:
    if not long_run:
        pytest.skip("takes some minutes: make bench")

    assert "missed" not in run()
