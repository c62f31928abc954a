"""Which release of the program runs: what another one kept in a shared cache is not understood, and not shown."""

import hashlib
from functools import cache

from django.conf import settings

FOLDERS = ("api", "cms_blocks", "locale", "portal", "search", "themes")
SUFFIXES = frozenset({".css", ".html", ".js", ".mo", ".py"})


@cache
def release() -> str:
    """A digest of everything that pages are made by; the same on every machine with the same files."""
    digest = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted((settings.ROOT / folder).rglob("*")):
            if path.suffix in SUFFIXES:
                digest.update(path.relative_to(settings.ROOT).as_posix().encode() + b"\x00")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
