"""What is proposed for a record: candidates for each field with their evidence, and the text as blocks."""

from dataclasses import asdict, dataclass, field
from typing import Any

from portal.importers.blocks import Block
from portal.intake.formats.contents import Picture, pictures_from_json, pictures_to_json, table_from_json

# Fields of which every candidate is a value of its own, in order; of the others the first candidate is the likeliest.
MANY = frozenset(
    {
        "issuing", "receiving", "competent", "regions", "attachments", "basis", "repeals", "conditions", "materials",
        "contacts", "subjects",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A value for a field, the passage that states it, and the rule that found it.

    The value is JSON: text, a code, a date (YYYY-MM-DD), an instant (RFC 3339 in Asia/Shanghai), a number, or for
    `attachments` {name, url}, `basis` and `repeals` {number, title}, `materials` {name, note, required, copies},
    `contacts` {name, phone, address, hours}. Bodies are names; `known` says that the portal has that organisation
    (or, of basis and repeals, that document).
    """

    value: Any
    evidence: str
    rule: str
    known: bool = False


@dataclass
class Proposal:
    """`fields` maps a field to its candidates; a field that the file does not state is absent.

    policies: title doc_number index_number document_class issuing issued_on published_on effective_from valid_to
    valid_text level regions subject attachments basis repeals source_url.
    notices: title doc_number programme_year batch conditions opens_at closes_at open_ended time_text method apply_url
    materials contacts receiving issuing purpose mode issued_on published_on level regions attachments.
    disclosures: title disclosure_type act opens_at closes_at time_text objection_channel issuing contacts …, `rows`
    are the list's entries. interpretations: title subjects form published_on level regions attachments.
    `blocks` is the text (portal.importers.blocks) with permanent ids; `rows` are
    {name_as_printed, uscc, certificate_no, valid_to, amount, note} as far as stated.
    """

    kind: str
    name: str
    fields: dict[str, list[Candidate]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def first(self, name: str) -> Any:
        """The likeliest value of a field, None when the file does not state one."""
        found = self.fields.get(name)
        return found[0].value if found else None

    def every(self, name: str) -> list[Any]:
        """All values of a field that has many."""
        return [candidate.value for candidate in self.fields.get(name, ())]

    def likeliest(self) -> dict[str, Any]:
        """What a clerk chooses who agrees with everything: a value, or a list for a field of MANY."""
        return {name: self.every(name) if name in MANY else self.first(name) for name in self.fields}

    def to_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            **vars(self),
            "fields": {name: [asdict(candidate) for candidate in found] for name, found in self.fields.items()},
            "blocks": [asdict(block) for block in self.blocks],
            "pictures": pictures_to_json(self.pictures),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Proposal":
        """The reverse of `to_json`."""
        return cls(
            kind=value["kind"],
            name=value["name"],
            fields={name: [Candidate(**one) for one in found] for name, found in value["fields"].items()},
            blocks=[Block(**{**one, "table": table_from_json(one["table"])}) for one in value["blocks"]],
            rows=value["rows"],
            pictures=pictures_from_json(value["pictures"]),
            warnings=value["warnings"],
        )
