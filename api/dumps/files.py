"""One file of a dump: written once, named after the hash of its bytes, so that its address never shows other bytes."""

import csv
import gzip
import hashlib
import io
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from api.dumps.columns import Column

ADDRESS = "/data/dumps/"
HASH_DIGITS = 16
COMPRESSION_LEVEL = 6
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class File:
    """A finished file as the manifest tells of it; `path` is a site path."""

    path: str
    kind: str
    records: int
    bytes: int
    sha256: str

    @property
    def name(self) -> str:
        """Its name in the folder."""
        return self.path.removeprefix(ADDRESS)

    @property
    def form(self) -> str:
        """csv, jsonl (both in list form) or texts (detail form)."""
        if self.name.endswith(".csv"):
            return "csv"
        return "texts" if self.name.startswith(f"{self.kind}.texts-") else "jsonl"

    def told(self) -> dict[str, Any]:
        """The manifest's entry."""
        return asdict(self)


class Part:
    """A file being written: counts and hashes what goes through, and gets its name when it is finished."""

    def __init__(self, folder: Path, kind: str, stem: str, suffix: str):
        self.kind, self.stem, self.suffix = kind, stem, suffix
        self.records = self.size = 0
        self.digest = hashlib.sha256()
        self.place = folder / f"{stem}{suffix}"
        self.handle: BinaryIO = self.place.open("wb")

    def write(self, content: bytes) -> int:
        """Append bytes."""
        self.digest.update(content)
        self.size += len(content)
        return self.handle.write(content)

    def finish(self) -> File:
        """Put the file on the disk for good and give it its name."""
        self.handle.flush()
        os.fsync(self.handle.fileno())
        self.handle.close()
        digest = self.digest.hexdigest()
        name = f"{self.stem}-{digest[:HASH_DIGITS]}{self.suffix}"
        self.place.rename(self.place.with_name(name))
        return File(f"{ADDRESS}{name}", self.kind, self.records, self.size, digest)

    def flush(self) -> None:
        """Nothing is kept back here; compression asks."""


class Lines:
    """JSON Lines, compressed; the same records give the same bytes whenever they are written."""

    def __init__(self, folder: Path, kind: str, stem: str):
        self.part = Part(folder, kind, stem, ".jsonl.gz")
        # Without name and time: they would make other bytes of the same records.
        self.packed = gzip.GzipFile("", "wb", COMPRESSION_LEVEL, self.part, mtime=0)

    def add(self, form: dict[str, Any]) -> None:
        """Append a record."""
        self.packed.write(json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        self.part.records += 1

    def finish(self) -> File:
        """The finished file."""
        self.packed.close()
        return self.part.finish()


class Table:
    """CSV (RFC 4180) in UTF-8 with a byte order mark, which spreadsheets need to see that it is UTF-8."""

    def __init__(self, folder: Path, kind: str, columns: dict[str, Column]):
        self.part = Part(folder, kind, kind, ".csv")
        self.part.write(BYTE_ORDER_MARK)
        self._write(list(columns))

    def add(self, cells: list[str]) -> None:
        """Append a row."""
        self._write(cells)
        self.part.records += 1

    def finish(self) -> File:
        """The finished file."""
        return self.part.finish()

    def _write(self, cells: list[str]) -> None:
        line = io.StringIO(newline="")
        csv.writer(line, quoting=csv.QUOTE_ALL).writerow(cells)
        self.part.write(line.getvalue().encode())
