"""Start-up checks: whether this machine can print."""

import ctypes
import sys
from typing import Any

from django.core.checks import CheckMessage, Warning, register

from portal import typefaces

# What WeasyPrint loads, under the names that Linux and macOS give it.
LIBRARIES = (
    ("Pango", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0.0.dylib")),
    ("Pango with FreeType", ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0.0.dylib")),
    ("HarfBuzz subset", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "libharfbuzz-subset.0.dylib")),
)
FOLDERS = ("", "/opt/homebrew/lib/", "/usr/local/lib/") if sys.platform == "darwin" else ("",)
HINT = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on macOS brew install pango"


@register
def can_print(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Everything but printing works without; W001 and W002 say what is missing."""
    absent = [
        name for name, files in LIBRARIES if not any(_loads(folder + file) for folder in FOLDERS for file in files)
    ]
    found: list[CheckMessage] = []
    if absent:
        found.append(Warning(f"No PDF can be made here: {', '.join(absent)} missing.", hint=HINT, id="printing.W001"))
    if missing := [path.name for path in (typefaces.regular(), typefaces.bold()) if not path.is_file()]:
        found.append(Warning(f"No PDF can be made here: {', '.join(missing)} missing.", id="printing.W002"))
    return found


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True
