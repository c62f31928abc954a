"""Where a record came from, and the digest by which an unchanged record is recognised."""

import dataclasses
import datetime as dt
import hashlib
import json
from typing import Any

from portal.importers import values


@dataclasses.dataclass(frozen=True)
class Source:
    """Provenance of one record; `id` is unique and stable at the source."""

    id: str
    name: str
    url: str
    licence: str
    retrieved_on: dt.date | None


def source_of(record: dict[str, Any], *, site: str | None = None) -> Source:
    """Provenance as the record states it. The collecting repository is named when no website is."""
    repository = values.text(record, "source_repo", limit=200)
    commit = values.text(record, "source_commit", limit=64)
    collected = f"{repository} @ {commit[:12]}" if repository and commit else repository
    return Source(
        id=values.required(record, "source_id", limit=128),
        name=" · ".join(part for part in (site, collected) if part)[:255],
        url=values.address(record, "url") or "",
        licence=values.text(record, "source_licence", limit=255) or "",
        retrieved_on=values.day(record, "source_retrieved_on"),
    )


def digest(normalised: Any) -> str:
    """SHA-256 of a normalised record (a dataclass): equal digests mean that nothing has to be written."""
    plain = json.dumps(normalised, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(plain.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return vars(value) if dataclasses.is_dataclass(value) else str(value)
