"""A key of a source names the host it is for."""

import subprocess
import sys

import pytest

from tests.places import ROOT

READ = "from portal.settings.sources import SOURCE_KEYS; print(SOURCE_KEYS)"


def read(**variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", READ], env=variables, cwd=ROOT, text=True, capture_output=True)


def test_key_is_read_with_its_host() -> None:
    assert read(SOURCE_KEY_CITY=" Data.example.gov.cn:8443  8f3a ").stdout == (
        "{'CITY': ('data.example.gov.cn:8443', '8f3a')}\n"
    )


@pytest.mark.parametrize("value", ["8f3a", "data.example.gov.cn "])
def test_key_without_a_host_is_refused_by_name(value: str) -> None:
    assert "SOURCE_KEY_CITY must be" in read(SOURCE_KEY_CITY=value).stderr
