"""From a reading to a proposal: every value with the passage that states it, none where nothing does."""

from portal.intake.formats.contents import Reading
from portal.intake.proposal import Candidate, Proposal

__all__ = ["Candidate", "KINDS", "Proposal", "propose"]

KINDS = ("policies", "notices", "disclosures", "interpretations")


def propose(reading: Reading, kind: str) -> Proposal:
    """What the file states for a record of `kind` (one of KINDS). Raises KeyError for another kind."""
    if kind not in KINDS:
        raise KeyError(kind)
    return Proposal(kind=kind, name=reading.name, pictures=reading.pictures)
