"""The short form of the change feed's benchmark: a page costs the same wherever it lies and however long the log is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.changes import measured, seed

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.django_db
def test_page_costs_the_same_in_a_longer_log_and_little_more_than_its_sql() -> None:
    seed()

    short, longer = measured(2_000), measured(30_000)

    assert longer.page <= 1.5 * short.page, (short, longer)
    assert longer.page <= 3 * longer.parsed, longer


@pytest.mark.slow
def test_long_form(long_run: bool, tmp_path: Path) -> None:
    if not long_run:
        pytest.skip("only with `make bench`")
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": "", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "tests.benchmarks.following"], env=environment, cwd=ROOT, check=True)
