"""Reads JSON Lines, plain or gzip: every line becomes a record or a stated refusal, never an end of the run."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

LINE_LIMIT = 8 * 1024 * 1024


class Refused(ValueError):
    """A record cannot be imported; the message is the reason that the report prints."""


@dataclass(frozen=True)
class Line:
    """One line of the file, numbered from 1: `record`, or `refusal` in words."""

    number: int
    end: int
    record: dict[str, Any] | None = None
    refusal: str = ""


def read_lines(path: Path) -> Iterator[Line]:
    """The file's lines in order; `end` is how far the compressed file has been read, in bytes. Raises OSError."""
    with path.open("rb") as stored:
        stream: Any = gzip.GzipFile(fileobj=stored) if path.suffix == ".gz" else stored
        number = 0
        try:
            for number, raw in enumerate(_raw_lines(stream), 1):
                if raw is None or raw.strip():
                    yield _line(number, stored.tell(), raw)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield Line(number + 1, stored.tell(), refusal=f"the file is damaged from here on: {error}")


def _line(number: int, end: int, raw: bytes | None) -> Line:
    try:
        return Line(number, end, record=_record(raw))
    except Refused as refusal:
        return Line(number, end, refusal=str(refusal))


def _raw_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Lines as bytes; None for one beyond LINE_LIMIT, of which no more than the limit is ever in memory."""
    while raw := stream.readline(LINE_LIMIT):
        if len(raw) < LINE_LIMIT or raw.endswith(b"\n"):
            yield raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = stream.readline(LINE_LIMIT)
        yield None


def _record(raw: bytes | None) -> dict[str, Any]:
    if raw is None:
        raise Refused(f"line longer than {LINE_LIMIT} bytes")
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused("not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise Refused(f"not JSON: {str(error)[:120]}") from None
    if not isinstance(record, dict):
        raise Refused(f"a JSON object is wanted, this is {type(record).__name__}")
    return record
