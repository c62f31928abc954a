"""Fields of a policy document: class, validity, relations by number, index number and subject."""

import re

from portal.importers.policies import BASIS_LIMIT, class_of
from portal.importers.validity import related_numbers, stated_validity
from portal.intake.evidence import candidate, days, passage
from portal.intake.proposal import Candidate
from portal.intake.rules.common import Fields, common_fields, distinct, doc_numbers
from portal.intake.rules.document import Document
from portal.policies.models import PolicyDocument
from portal.policies.numbers import normal_form

_FROM_PUBLICATION = re.compile(r"自(?P<which>发布|公布|印发|颁布|下发)之日起(?:正式)?(?:施行|实施|执行|生效|试行)")
_TITLE_BEFORE = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》\s*[（(〔\[]?[^（(《》]{0,6}$")


def policy_fields(document: Document) -> Fields:
    """All fields of a policy document that the file states."""
    fields = common_fields(document)
    fields["doc_number"] = doc_numbers(document)
    fields["index_number"] = [
        candidate(one, one, "stated beside the text") for one in document.facts("index_number")[:1]
    ]
    fields["subject"] = [candidate(one, one, "stated beside the text") for one in document.facts("subject")[:1]]
    fields["document_class"] = [
        Candidate(found, one.value, "ending of the title")
        for one in fields["title"][:1]
        if (found := class_of(one.value, "")) != "other"
    ]
    fields |= _validity(document, fields)
    fields |= _relations(document, fields)
    return fields


def _validity(document: Document, fields: Fields) -> Fields:
    stated = stated_validity(document.text)
    found: Fields = {name: [] for name in ("effective_from", "valid_to", "valid_text")}
    for name in ("effective_from", "valid_to"):
        for value in document.facts(name):
            found[name] += [candidate(one.day.isoformat(), value, "stated beside the text") for one in days(value)[:1]]
    term = stated.valid_text
    if stated.effective_from:
        found["effective_from"].append(
            Candidate(stated.effective_from.isoformat(), _where(document, stated.effective_from), "takes effect on")
        )
    elif match := _FROM_PUBLICATION.search(document.text[-4000:]):
        found["effective_from"] += _from_publication(document, match, fields)
    if stated.valid_to:
        found["valid_to"].append(Candidate(stated.valid_to.isoformat(), term, "valid until"))
    if term:
        found["valid_text"].append(candidate(term, term, "validity in words"))
    return {name: distinct(candidates) for name, candidates in found.items()}


def _from_publication(document: Document, match: re.Match[str], fields: Fields) -> list[Candidate]:
    """「自发布之日起施行」 with the day of publication, where the file states that too."""
    label = "issued_on" if match["which"] in ("印发", "下发") else "published_on"
    known = fields.get(label) or []
    evidence = passage(document.text[-4000:], *match.span())
    return [Candidate(one.value, f"{evidence}（{one.evidence}）", "takes effect when published") for one in known[:1]]


def _where(document: Document, day) -> str:
    for line in document.lines:
        for found in days(line.text):
            if found.day == day and re.search(r"施行|实施|执行|生效", line.text):
                return passage(line.text, found.start, found.end)
    return day.isoformat()


def _relations(document: Document, fields: Fields) -> Fields:
    own = fields["doc_number"][0].value if fields["doc_number"] else ""
    repeals, basis = related_numbers(document.text, own)
    kept = {"repeals": repeals, "basis": basis if len(basis) <= BASIS_LIMIT else []}
    known = _known([number for numbers in kept.values() for number in numbers])
    return {
        kind: [_relation(document, number, kind, normal_form(number) in known) for number in numbers]
        for kind, numbers in kept.items()
    }


def _relation(document: Document, number: str, kind: str, known: bool) -> Candidate:
    """By number; its title is what stands in 《》 right before it."""
    pattern = re.compile(r"\s*".join(map(re.escape, number)))
    match = pattern.search(document.text)
    if match is None:
        return Candidate({"number": number, "title": ""}, number, f"{kind} by number", known)
    before = _TITLE_BEFORE.search(document.text[max(0, match.start() - 200) : match.start()])
    value = {"number": number, "title": before["title"] if before else ""}
    return Candidate(value, passage(document.text, *match.span()), f"{kind} by number", known)


def _known(numbers: list[str]) -> set[str]:
    keys = {normal_form(number) for number in numbers}
    return set(
        PolicyDocument.objects.filter(live=True, doc_number_normal__in=keys).values_list("doc_number_normal", flat=True)
    )
