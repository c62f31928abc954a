"""The manifest: which files are the newest dump, and the position of the log they stand for."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from api.dumps.files import File

logger = logging.getLogger(__name__)

NAME = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """`cursor` is a position token, `generated_at` RFC 3339; `files` hold the list form, `texts` the detail form."""

    cursor: str
    generated_at: str
    license: str
    files: tuple[File, ...]
    texts: tuple[File, ...]

    @property
    def epoch(self) -> str:
        """The log's epoch when the dump was made."""
        return self.cursor.partition("-")[0]

    @property
    def position(self) -> int:
        """The position of the last event that the dump holds."""
        return int(self.cursor.partition("-")[2])

    @property
    def all_files(self) -> tuple[File, ...]:
        """Both forms."""
        return (*self.files, *self.texts)

    def of_kind(self, kind: str) -> tuple[File, ...]:
        """The files of one kind."""
        return tuple(file for file in self.all_files if file.kind == kind)

    def to_bytes(self) -> bytes:
        """The manifest as it is served."""
        body = {
            "cursor": self.cursor,
            "generated_at": self.generated_at,
            "license": self.license,
            "files": [file.told() for file in self.files],
            "texts": [file.told() for file in self.texts],
        }
        return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def folder() -> Path:
    """Where the dumps lie."""
    return Path(settings.DUMPS_ROOT)


def identity() -> tuple[int, ...]:
    """Changes whenever the manifest is replaced; () while there is none. No reading, so it may be asked often."""
    try:
        found = (folder() / NAME).stat()
    except FileNotFoundError:
        return ()
    return (found.st_mtime_ns, found.st_ino, found.st_size)


def current() -> Manifest | None:
    """The newest dump; None before the first, and while one is made anew after something was taken back."""
    try:
        body: dict[str, Any] = json.loads((folder() / NAME).read_bytes())
        files, texts = (tuple(File(**row) for row in body[name]) for name in ("files", "texts"))
        return Manifest(body["cursor"], body["generated_at"], body["license"], files, texts)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        logger.exception("the manifest cannot be read; the dump will be made anew")
        return None
