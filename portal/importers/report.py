"""What an import run says: a line of progress now and then, and a report of every record that was not accepted."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

QUIET_SECONDS = 5.0


@dataclass
class Report:
    """Counts by outcome and, for each refusal, line, source id and reason."""

    kind: str
    file: str
    dry_run: bool
    accepted: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    linked: int = 0
    seconds: float = 0.0

    @property
    def records(self) -> int:
        """All lines that were dealt with."""
        return self.accepted + self.changed + self.unchanged + len(self.refused)

    def refuse(self, line: int, source_id: str | None, reason: str) -> None:
        """Note a refusal; `line` counts from 1."""
        self.refused.append({"line": line, "source_id": source_id, "reason": reason})

    def as_json(self) -> dict[str, Any]:
        """The report as `--report` writes it; seconds with one decimal."""
        return {
            "kind": self.kind,
            "file": self.file,
            "dry_run": self.dry_run,
            "records": self.records,
            "accepted": self.accepted,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "linked": self.linked,
            "seconds": round(self.seconds, 1),
        }

    def summary(self) -> str:
        """One closing line."""
        done = "would be " if self.dry_run else ""
        rate = self.records / self.seconds if self.seconds else 0
        return (
            f"{self.records} records in {self.seconds:.1f} s ({rate:.0f}/s): {self.accepted} {done}accepted, "
            f"{self.changed} {done}changed, {self.unchanged} unchanged, {len(self.refused)} refused"
        )


class Progress:
    """Rewrites one line on a terminal; elsewhere prints one every few seconds. `total`: the file's bytes."""

    def __init__(self, write: Callable[[str], Any], total: int, *, terminal: bool):
        self.write, self.total, self.terminal = write, max(total, 1), terminal
        self.start = self.shown = time.monotonic()

    def show(self, report: Report, end: int) -> None:
        """`end` is how many bytes of the file have been read."""
        now = time.monotonic()
        if now - self.shown < (0.2 if self.terminal else QUIET_SECONDS):
            return
        self.shown, elapsed, share = now, now - self.start, min(end / self.total, 1.0)
        left = f"{elapsed / share - elapsed:.0f} s left" if share > 0.01 else "…"
        line = f"{share:4.0%}  {report.records} records  {report.records / elapsed:.0f}/s  {left}"
        self.write(f"\r\x1b[K{line}" if self.terminal else f"{line}\n")

    def done(self) -> None:
        """Clear the line on a terminal."""
        if self.terminal:
            self.write("\r\x1b[K")
