"""A process apart: its limits, and that it is told nothing."""

import pytest

from portal.jobs.apart import run_apart
from portal.jobs.running import JobRefused

WORK = "tests.portal.jobs.apart_work"


def test_it_is_given_bytes_and_answers_bytes():
    assert run_apart(WORK, "echo", given=b"abc" * 100_000) == b"ABC" * 100_000


def test_no_secret_of_the_site_is_in_its_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s")
    monkeypatch.setenv("DATABASE_URL", "d")
    told = run_apart(WORK, "environment").decode()
    assert "SECRET_KEY" not in told and "DATABASE_URL" not in told and "PATH" in told


@pytest.mark.parametrize(
    ("what", "limits", "words"),
    [
        ("sleep", {"seconds": 1}, "longer than 1"),
        ("swallow", {"megabytes": 300}, "300 MiB"),
        ("crash", {}, "ended unexpectedly"),
        ("refuse", {}, "这个文件打不开"),
    ],
)
def test_every_end_is_a_sentence(what, limits, words, settings):
    settings.LANGUAGE_CODE = "en"
    with pytest.raises(JobRefused, match=words):
        run_apart(WORK, what, **limits)
