"""A document's published text for the screen: its clauses with what was made of them, the rest for reading."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from portal.breakdown.models import ClauseJudgement
from portal.breakdown.resting import schemes_of
from portal.policies.models import PolicyDocument, Scheme

# Below the screen's own headings.
TEXT_LEVEL = 4


@dataclass
class Part:
    """A clause (`clause` set), a heading, or other text as HTML, in reading order."""

    html: SafeString | str = ""
    heading: str = ""
    clause: UUID | None = None
    label: str = ""
    title: str = ""
    text: str = ""
    schemes: list[Scheme] = field(default_factory=list)
    judgement: ClauseJudgement | None = None
    chosen: bool = False

    @property
    def open(self) -> bool:
        """Whether the clause is still to be judged."""
        return bool(self.clause) and not self.schemes and self.judgement is None

    @property
    def name(self) -> str:
        """Number and heading, else the first words."""
        return "\u3000".join(filter(None, (self.label, self.title))) or self.text[:24]


def parts_of(document: PolicyDocument, chosen: set[UUID]) -> list[Part]:
    """The whole text; `chosen` clauses are marked."""
    schemes: dict[UUID, list[Scheme]] = {}
    for scheme, clauses in schemes_of(document.pk).items():
        for clause in dict.fromkeys(clauses):
            schemes.setdefault(clause, []).append(scheme)
    judged = {row.clause_id: row for row in _judgements(document)}
    return [_part(child, schemes, judged, chosen) for child in document.body]


def _judgements(document: PolicyDocument) -> QuerySet[ClauseJudgement]:
    return ClauseJudgement.objects.filter(document=document).select_related("judged_by")


def _part(child: Any, schemes: dict, judged: dict, chosen: set[UUID]) -> Part:
    if child.block_type == "heading":
        return Part(heading=child.value.get("text") or "")
    if child.block_type != "clause":
        return Part(html=child.block.render(child.value, {"level": TEXT_LEVEL}))
    clause = UUID(str(child.id))
    value = child.value
    return Part(
        clause=clause,
        label=value.get("label") or "",
        title=value.get("heading") or "",
        text=child.block.clause_text({**value, "heading": ""}),
        schemes=schemes.get(clause, []),
        judgement=judged.get(clause),
        chosen=clause in chosen,
    )
