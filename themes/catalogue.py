"""The themes that are there: a folder each, with its label in theme.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from portal.settings.themes import BASE, engine_name
from themes.bundles import bundle_name

FILE = "theme.toml"
KEYS = frozenset({"label", "label_en"})


@dataclass(frozen=True)
class Theme:
    """A theme; `labels` in Chinese and English."""

    name: str
    folder: Path
    labels: tuple[str, str]

    @property
    def label(self) -> str:
        """Its name for people in the active language."""
        return self.labels[1] if (get_language() or "").startswith("en") else self.labels[0]

    @property
    def engine(self) -> str:
        """The alias of its template engine."""
        return engine_name(self.name)

    @cached_property
    def has_blocks(self) -> bool:
        """Whether it has templates of its own for the blocks of texts."""
        return self.name != BASE and (self.folder / "templates" / "cms_blocks").is_dir()

    @property
    def stylesheets(self) -> tuple[str, ...]:
        """Static names of what a page links: the one bundle of its tokens and parts."""
        return (bundle_name(self.name),)


class Unreadable(ValueError):
    """`theme.toml` cannot be used; the message says why."""


def read(folder: Path) -> dict[str, Any]:
    """What theme.toml says. Raises Unreadable for a missing or malformed file and for what it may not say."""
    try:
        said = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Unreadable("the file is missing") from error
    except (OSError, ValueError) as error:
        raise Unreadable(str(error)) from error
    if unknown := sorted(said.keys() - KEYS):
        raise Unreadable(f"“{unknown[0]}” is not known; it may say {', '.join(sorted(KEYS))}")
    if not isinstance(said.get("label"), str) or not isinstance(said.get("label_en", ""), str):
        raise Unreadable("label must be given, as text")
    return said


@cache
def themes() -> dict[str, Theme]:
    """Every theme by name, the base theme first; one that cannot be read bears its folder's name."""
    return {name: _theme(name, folder) for name, folder in settings.THEMES.items()}


def _theme(name: str, folder: Path) -> Theme:
    try:
        said = read(folder)
    except Unreadable:
        said = {"label": name}
    return Theme(name, folder, (said["label"], said.get("label_en") or said["label"]))
