"""What a backup says of itself: versions, where the log stood, how many rows, and a checksum of every file."""

import hashlib
import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import django
import wagtail

FORMAT = 1
NAME = "manifest.json"
CHECKSUM = "manifest.json.sha256"
CHUNK = 1 << 20


class BackupRefused(Exception):
    """Why a backup cannot be made, or not be used, in a sentence for people; nothing has been changed."""


class Damaged(BackupRefused):
    """A backup that is not what its manifest says."""


@dataclass(frozen=True)
class Facts:
    """What one moment of a database held: rows by table, applied migrations as [app, name], and the log's head."""

    vendor: str
    server: str
    counts: dict[str, int]
    migrations: list[list[str]]
    epoch: str
    position: int


@dataclass(frozen=True)
class Manifest:
    """`made_at` in RFC 3339 (UTC); `files`: [bytes, SHA-256] by path, the database's copy among them."""

    made_at: str
    versions: dict[str, str]
    facts: Facts
    files: dict[str, list[Any]]
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it with its own checksum beside it, which `sha256sum -c` understands."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / NAME).write_text(text, encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        (folder / CHECKSUM).write_text(f"{digest}  {NAME}\n", encoding="ascii")


def versions() -> dict[str, str]:
    """What the backup was made with."""
    return {"python": platform.python_version(), "django": django.__version__, "wagtail": wagtail.__version__}


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup folder; raises Damaged for one that is missing, changed or of another format."""
    try:
        text = (folder / NAME).read_bytes()
        wanted = (folder / CHECKSUM).read_text(encoding="ascii").split()[:1]
    except (OSError, UnicodeDecodeError) as error:
        raise Damaged(f"{folder} is no whole backup: {error}") from error
    if [hashlib.sha256(text).hexdigest()] != wanted:
        raise Damaged(f"{folder / NAME} is not what was written when the backup was made")
    members = json.loads(text)
    if members["format"] != FORMAT:
        raise Damaged(f"{folder} has format {members['format']}; this release reads format {FORMAT}")
    members["facts"] = Facts(**members["facts"])
    if any(PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts for path in members["files"]):
        raise Damaged(f"{folder / NAME} names files outside the backup")
    return Manifest(**members)


def digest_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_with_digest(source: Path, target: Path) -> tuple[int, str]:
    """Copy and return (bytes, SHA-256) of what was written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as read, target.open("wb") as written:
        while chunk := read.read(CHUNK):
            written.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()
