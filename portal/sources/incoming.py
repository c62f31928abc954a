"""What a visit to a source brings, and how it says that it could not."""

from dataclasses import dataclass, field
from typing import Any

REFUSALS_KEPT = 200


class VisitFailed(Exception):
    """The source could not be read; the text is a sentence for staff. Nothing was changed."""


@dataclass(frozen=True)
class Incoming:
    """One record as the source gave it. `digest` is equal where nothing has to be decided."""

    upstream_id: str
    kind: str
    title: str
    record: dict[str, Any]
    digest: str


@dataclass(frozen=True)
class Gone:
    """The source says itself that a record left; `reason` is its word for why."""

    upstream_id: str
    reason: str


@dataclass
class Brought:
    """All that one reading gave. `whole`: a complete list, so that what is missing has vanished.

    `listed` are the ids of every line that names one, also of those that were refused.
    """

    incoming: list[Incoming] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    refused: int = 0
    unnamed: int = 0
    whole: bool = False

    def refuse(self, line: int, upstream_id: str | None, reason: str) -> None:
        """Note what could not be read, by line counted from 1."""
        self.refused += 1
        self.unnamed += upstream_id is None
        if upstream_id:
            self.listed.add(upstream_id)
        if len(self.refusals) < REFUSALS_KEPT:
            self.refusals.append({"line": line, "id": upstream_id, "reason": reason})
