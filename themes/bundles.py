"""One stylesheet per theme, made of its parts: pages link that alone, and whoever adds a part registers nothing.

A theme's parts are `themes/<name>/static/css/*.css`, set after those of the base theme.
"""

import gzip
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

from portal.settings.themes import BASE

# What the others build on comes first, paper last; between them no part may depend on another.
FIRST, LAST = ("tokens.css", "base.css", "layout.css"), ("print.css",)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAME = re.compile(r"css/bundle-([a-z0-9_-]+)\.css")


def themes() -> list[str]:
    """The names of the themes that have stylesheets, the base theme among them."""
    return [name for name in settings.THEMES if _folder(name).is_dir()]


def bundle_name(theme: str) -> str:
    """The static name of a theme's one stylesheet; that of the base theme where the theme has none of its own."""
    return f"css/bundle-{theme if theme in settings.THEMES and _folder(theme).is_dir() else BASE}.css"


def parts(theme: str) -> list[Path]:
    """The stylesheets of which a theme's one is made, in order."""
    return [*_own(BASE), *(_own(theme) if theme != BASE else ())]


def bundle(theme: str) -> str:
    """The text of a theme's one stylesheet, without comments and indentation."""
    return "".join(_short(part.read_text(encoding="utf-8")) for part in parts(theme))


def _folder(theme: str) -> Path:
    folder: Path = settings.THEMES[theme]
    return folder / "static" / "css"


def _own(theme: str) -> list[Path]:
    found = _folder(theme).glob("*.css")
    return sorted(found, key=lambda part: (_place(part.name), part.name))


def _place(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST) + (name in LAST)


def _short(source: str) -> str:
    lines = (line.strip() for line in _COMMENT.sub("", source).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


class BundleFinder(BaseFinder):
    """Gives collectstatic and the development server the bundles, made anew when a part has changed."""

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=str(settings.BUNDLES_ROOT))

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Every theme's bundle; where nothing is collected, and so not packed then, also packed for WhiteNoise."""
        endings = ("", ".gz") if getattr(settings, "WHITENOISE_USE_FINDERS", False) else ("",)
        for theme in themes():
            self._make(theme)
            yield from ((bundle_name(theme) + ending, self.storage) for ending in endings)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Where the bundle lies; [] for any other name."""
        named = _NAME.fullmatch(path)
        if not named or named[1] not in themes():
            return []
        place = str(self._make(named[1]))
        return [place] if find_all or kwargs.get("all") else place

    def _make(self, theme: str) -> Path:
        place = Path(self.storage.path(bundle_name(theme)))
        packed = place.with_name(f"{place.name}.gz")
        content = bundle(theme).encode()
        if not (place.is_file() and packed.is_file()) or place.read_bytes() != content:
            self._put(packed, gzip.compress(content, mtime=0))
            self._put(place, content)
        return place

    def _put(self, place: Path, content: bytes) -> None:
        """Several processes start at once: none may read half a file."""
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_suffix(f".{os.getpid()}-{id(self)}.part")
        unfinished.write_bytes(content)
        unfinished.replace(place)
