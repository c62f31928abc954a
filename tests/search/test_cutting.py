"""Documents cut in processes of their own: the same tokens in the same order, and nothing left running."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from search.text import cutting
from search.text.analysis import analysed
from search.text.cutting import Cutter
from tests.contracts.documents import made

DOCUMENTS = [made(f"r{n}", f"第{n}号通知", text="企业研发费用 LED " * (n % 7), codes=["level:city"]) for n in range(60)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few characters are many."""
    monkeypatch.setattr(cutting, "MANY_CHARACTERS", 1)
    monkeypatch.setattr(cutting, "CHUNK_CHARACTERS", 200)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_processes_cut_as_one_does(small: None) -> None:
    cutter = Cutter()
    try:
        for _ in range(2):
            assert list(cutter.cut(DOCUMENTS)) == [(document, analysed(document)) for document in DOCUMENTS]
        processes = cutter._processes
    finally:
        cutter.close()
    assert [process.poll() is None for process in processes] == [False, False]


def test_few_documents_start_no_process() -> None:
    cutter = Cutter()

    assert [tokens for _document, tokens in cutter.cut(DOCUMENTS)] == list(map(analysed, DOCUMENTS))
    assert cutter._processes == []
    assert list(cutter.cut([])) == []


def test_killed_process_costs_time_only(small: None) -> None:
    cutter = Cutter()
    found = cutter.cut(DOCUMENTS)
    first = next(found)
    assert len(cutter._processes) == 2
    for process in cutter._processes:
        process.kill()

    assert [first, *found] == [(document, analysed(document)) for document in DOCUMENTS]
    assert [document for document, _tokens in cutter.cut(DOCUMENTS)] == DOCUMENTS
    cutter.close()


def test_where_no_process_can_be_started_documents_are_cut_all_the_same(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    assert [tokens for _document, tokens in Cutter().cut(DOCUMENTS)] == list(map(analysed, DOCUMENTS))


PARENT = """
import os
from search.text import cutting
from tests.search.test_cutting import DOCUMENTS

cutting.MANY_CHARACTERS, cutting.CHUNK_CHARACTERS, os.cpu_count = 1, 200, lambda: 2
cutter = cutting.Cutter()
list(cutter.cut(DOCUMENTS))
print(*(process.pid for process in cutter._processes), flush=True)
os.kill(os.getpid(), 9)
"""


def test_killed_parent_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    root = Path(__file__).parents[2]
    # Standard error ends when the last of the processes does: run() waits for exactly that.
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip

    assert done.returncode == -signal.SIGKILL
    assert len(done.stdout.split()) == 2
