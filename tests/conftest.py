"""Fixtures every test may use. What a machine may lack is skipped here, with the reason."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real records: HUIQI_SHARED_DATA, else ../shared/data beside the project."""
    folder = Path(os.environ.get("HUIQI_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "policies.jsonl").exists():
        pytest.skip("no real records: set HUIQI_SHARED_DATA to the folder that holds policies.jsonl")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium for browser tests."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        pytest.skip("no Chromium on this machine")
    return found


@pytest.fixture(scope="session")
def long_run() -> bool:
    """Whether `make bench` or `make faults` asked for the long form."""
    return bool(os.environ.get("HUIQI_LONG"))
