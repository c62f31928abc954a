"""From a reading to a proposal: every value with the passage that states it, none where nothing does."""

from collections.abc import Callable

from portal.intake.formats.contents import Reading
from portal.intake.proposal import Candidate, Proposal
from portal.intake.reading import warnings_of
from portal.intake.rules.common import Fields, missing_attachments, text_blocks
from portal.intake.rules.disclosures import disclosure_fields, entries
from portal.intake.rules.document import Document
from portal.intake.rules.interpretations import interpretation_fields
from portal.intake.rules.notices import notice_fields
from portal.intake.rules.policies import policy_fields
from portal.intake.sentences import say

__all__ = ["Candidate", "KINDS", "Proposal", "propose"]

RULES: dict[str, Callable[[Document], Fields]] = {
    "policies": policy_fields,
    "notices": notice_fields,
    "disclosures": disclosure_fields,
    "interpretations": interpretation_fields,
}
KINDS = tuple(RULES)


def propose(reading: Reading, kind: str) -> Proposal:
    """What the file states for a record of `kind` (one of KINDS). Raises KeyError for another kind."""
    document = Document(reading)
    fields = {name: found for name, found in RULES[kind](document).items() if found}
    proposal = Proposal(
        kind=kind, name=reading.name, fields=fields, pictures=reading.pictures, warnings=warnings_of(reading)
    )
    title, number = proposal.first("title") or "", proposal.first("doc_number") or ""
    if missing := missing_attachments(document):
        proposal.warnings.append(say("attachments_elsewhere", {"names": "、".join(missing)[:500]}))
    proposal.blocks = text_blocks(document, title, number)
    if kind == "disclosures":
        proposal.rows = entries(reading)
    return proposal
