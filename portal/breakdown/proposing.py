"""A scheme proposed from chosen clauses: values for the form's empty fields, and for each the words it comes from."""

import re
from dataclasses import dataclass, field
from typing import Any

from portal.breakdown.content import Part
from portal.breakdown.reading import support
from portal.breakdown.reading.amounts import AmountReadings, amounts
from portal.breakdown.reading.passages import GRANTING, Reading, sentences
from portal.policies.models import PolicyDocument
from portal.taxonomy.models import Organisation, SupportForm

_RESPONSIBLE = re.compile(
    r"[（(](?:责任单位|牵头单位|责任部门|牵头部门)?[:：]?(?P<names>[^（）()]{3,120}?)"
    r"(?:(?:按职责分工)?(?:分别)?(?:牵头|负责)[^（）()]*)?[）)]\s*$",
    re.MULTILINE,
)
_BODY_END = re.compile(r"(?:厅|局|委|办|部|会|院|中心|银行|政府)$")
LONGEST_TEXT = 1000


@dataclass
class Proposal:
    """`values` fill single fields; `conditions` and `roles` fill rows; `evidence` shows by field what was read."""

    values: dict[str, Any] = field(default_factory=dict)
    conditions: list[dict[str, str]] = field(default_factory=list)
    roles: list[dict[str, str]] = field(default_factory=list)
    evidence: dict[str, list[Reading]] = field(default_factory=dict)

    def take(self, name: str, reading: Reading | None) -> None:
        """One value and its words."""
        if reading and reading.value not in (None, ""):
            self.values[name] = reading.value
            self.evidence[name] = [reading]


def propose(document: PolicyDocument, clauses: list[Part]) -> Proposal:
    """What the words of the clauses say, and no more; roles also come from the document."""
    text = "\n".join(clause.text for clause in clauses)
    found = Proposal()
    sums = amounts(text)
    category = support.category(text, sums)
    code = category.value if category else ""
    names = (support.name(clause.title, clause.text) for clause in clauses)
    found.take("title", next(filter(None, names), None))
    found.take("category", category)
    found.take("audience_text", support.audience(text))
    _amounts(found, sums, text)
    _forms(found, support.support_forms(text, code))
    conditions = support.conditions(text, code)
    found.conditions = [{"kind": one.value[0], "text": one.value[1]} for one in conditions]
    found.evidence["conditions"] = [Reading(one.value[1], one.evidence) for one in conditions]
    _roles(found, document, text)
    return found


def _amounts(found: Proposal, sums: AmountReadings, text: str) -> None:
    found.values |= {
        name: plain(value)
        for name, value in (("amount_min", sums.least), ("amount_max", sums.most), ("amount_rate", sums.rate))
        if value is not None
    }
    found.evidence["amount_max"] = _distinct([*sums.caps, *sums.fixed])
    found.evidence["amount_rate"] = _distinct(sums.rates)
    if sums.caps or sums.fixed or sums.rates:
        granting = [one for one in sentences(text) if GRANTING.search(one)]
        found.values["amount_text"] = "".join(granting)[:LONGEST_TEXT]


def _distinct(readings: list[Reading]) -> list[Reading]:
    return [Reading(plain(value), words) for value, words in dict.fromkeys((r.value, r.evidence) for r in readings)]


def plain(value: Any) -> str:
    """A number as one types it: 5000000, 0.3."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _forms(found: Proposal, readings: list[Reading]) -> None:
    known = dict(SupportForm.objects.filter(code__in=[one.value for one in readings]).values_list("code", "pk"))
    found.values["support_forms"] = [str(known[one.value]) for one in readings if one.value in known]
    found.evidence["support_forms"] = [one for one in readings if one.evidence]


def _roles(found: Proposal, document: PolicyDocument, text: str) -> None:
    """Bodies that the clauses name as responsible, as far as they are known; else who issued the document."""
    named = [(name, match[0]) for match in _RESPONSIBLE.finditer(text) for name in _names(match["names"])]
    known = [(body, words) for name, words in named if (body := _known(name))]
    issuing = [(role.organisation.name, document.title) for role in document.roles.all() if role.role == "issuing"]
    bodies = dict(known or issuing)
    found.roles = [{"role": "competent", "organisation": name} for name in bodies]
    found.evidence["roles"] = [Reading(name, words) for name, words in dict([*bodies.items(), *named]).items()]


def _names(words: str) -> list[str]:
    return [name.strip() for name in re.split(r"[、，,；;]", words) if _BODY_END.search(name.strip())]


def _known(name: str) -> str:
    """The one organisation of that name, or whose name ends so: 「省财政厅」 is 江西省财政厅 where no other is."""
    found = list(Organisation.objects.filter(name__endswith=name).values_list("name", flat=True)[:2])
    if name in found:
        return name
    return found[0] if len(found) == 1 else ""
