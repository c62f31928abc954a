"""Themes: one template engine and one folder of static files for each; a folder that is there is a theme."""

import re
from pathlib import Path
from typing import Any

BASE = "base"
CONTEXT_PROCESSORS = [
    "django.template.context_processors.debug",
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "wagtail.contrib.settings.context_processors.settings",
]
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def folders(shipped: Path, own: Path) -> dict[str, Path]:
    """The themes by name, the base theme first; an operator's own takes the place of a shipped one, but of the base."""
    found = {
        folder.name: folder
        for root in (shipped, own)
        if root.is_dir()
        for folder in sorted(root.iterdir())
        if _NAME.fullmatch(folder.name) and any((folder / part).exists() for part in ("theme.toml", "templates"))
    }
    return {BASE: shipped / BASE, **{name: folder for name, folder in found.items() if name != BASE}}


def engine_name(theme: str) -> str:
    """The alias of a theme's template engine."""
    return "django" if theme == BASE else f"theme-{theme}"


def templates(themes: dict[str, Path]) -> list[dict[str, Any]]:
    """TEMPLATES: in each engine a theme's own templates come before the base theme's, so `extends` stays inside it."""
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "NAME": engine_name(name),
            "DIRS": [themes[part] / "templates" for part in dict.fromkeys((name, BASE))],
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
        }
        for name in themes
    ]


def static_folders(themes: dict[str, Path]) -> list[Any]:
    """STATICFILES_DIRS: the base theme's files at the root, those of another under its name."""
    others = [(name, themes[name] / "static") for name in themes if name != BASE]
    return [themes[BASE] / "static", *(pair for pair in others if pair[1].is_dir())]
