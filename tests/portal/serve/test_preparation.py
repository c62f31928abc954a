"""Static files are collected again when a theme has changed, and when one has come that was never collected."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

from portal.serve import preparation
from themes.bundles import bundle_name

LATER = 4_000_000_000


class Collected(ManifestStaticFilesStorage):
    """A folder that was collected into, as its manifest says."""

    def __init__(self, names: list[str]) -> None:
        self.hashed_files = dict.fromkeys(names, "hashed")


@pytest.fixture
def collected(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Say which bundles are in the manifest, and whether it is younger than every source."""
    settings.STATIC_ROOT = tmp_path

    def say(names: list[str], when: int = LATER) -> bool:
        (tmp_path / "staticfiles.json").write_text("{}")
        os.utime(tmp_path / "staticfiles.json", (when, when))
        monkeypatch.setattr(preparation, "staticfiles_storage", Collected(names))
        return preparation._static_files_are_stale()

    return say


def test_what_is_younger_than_every_theme_is_not_collected_again(settings: Any, collected: Any) -> None:
    assert not collected([bundle_name(theme) for theme in settings.THEMES])


def test_a_theme_that_changed_is_collected_again(settings: Any, collected: Any) -> None:
    assert collected([bundle_name(theme) for theme in settings.THEMES], when=1)


def test_a_theme_that_came_is_collected_however_old_its_files_are(collected: Any) -> None:
    assert collected([bundle_name("base")])
