"""Whether a record belongs into the index, and why: commands and logs can print the reason."""

from dataclasses import dataclass
from enum import StrEnum

from portal.publication.models import PublishedItem


class Action(StrEnum):
    """What the indexer does with a record."""

    INDEX = "index"
    REMOVE = "remove"
    SKIP = "skip"


@dataclass(frozen=True)
class Decision:
    """An action and the reason in words."""

    action: Action
    reason: str


def decide(item: PublishedItem | None, *, has_detail: bool) -> Decision:
    """The decision for one record as the log has it now."""
    if item is None:
        return Decision(Action.SKIP, "the log has no such record")
    if not item.live:
        return Decision(Action.REMOVE, f"withdrawn: {item.reason or 'unspecified'}")
    if not has_detail:
        return Decision(Action.REMOVE, f"version {item.version} has been redacted")
    return Decision(Action.INDEX, f"public as version {item.version}")
