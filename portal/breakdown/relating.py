"""Relations found in a document's text, proposed and taken into its draft; those by number are linked later."""

from dataclasses import dataclass
from typing import Any

from cms_blocks import plain_text
from portal.breakdown.reading.citations import Citation, citations
from portal.importers.linking import link_documents
from portal.policies.choices import RelationKind
from portal.policies.models import DocumentRelation, PolicyDocument, Scheme, SchemeBasis
from portal.policies.numbers import normal_form


@dataclass(frozen=True)
class ProposedRelation:
    """A document that the text names; `target` where exactly one of ours is it; `known` where it is related already."""

    citation: Citation
    target: PolicyDocument | None
    known: bool


def proposed(document: PolicyDocument) -> list[ProposedRelation]:
    """From the newest draft's text; those named by title alone only where we have the document."""
    draft = document.get_latest_revision_as_object()
    found = citations(plain_text(draft.body), draft.doc_number)
    numbers = _only_one("doc_number_normal", [one.key for one in found if one.number], document)
    titles = _only_one("title", [one.title for one in found if one.title], document)
    related = _related(draft)
    listed = []
    for one in found:
        target = numbers.get(one.key) if one.number else titles.get(one.title)
        if target or one.number:
            known = one.key in related or bool(target and target.pk in related)
            listed.append(ProposedRelation(one, target, known))
    return listed


def _only_one(name: str, values: list[str], document: PolicyDocument) -> dict[str, PolicyDocument]:
    found: dict[str, list[PolicyDocument]] = {}
    for page in PolicyDocument.objects.live().filter(**{f"{name}__in": values}).exclude(pk=document.pk):
        found.setdefault(getattr(page, name), []).append(page)
    return {value: pages[0] for value, pages in found.items() if len(pages) == 1}


def _related(draft: PolicyDocument) -> set[Any]:
    """Primary keys and normal numbers of documents that the draft is related to."""
    rows = list(draft.relations.all())
    return {row.target_id for row in rows if row.target_id} | {
        normal_form(row.target_number) for row in rows if row.target_number
    }


def accept(*, document: PolicyDocument, chosen: list[tuple[ProposedRelation, str]], user: Any) -> int:
    """Put (proposal, kind) pairs into the document's draft; returns how many. Unknown kinds raise ValueError."""
    draft = document.get_latest_revision_as_object()
    rows = list(draft.relations.all())
    added = [
        DocumentRelation(
            kind=RelationKind(kind),
            target=one.target,
            target_number=one.citation.number,
            target_title=one.citation.title[:500],
            sort_order=order,
        )
        for order, (one, kind) in enumerate(chosen, len(rows))
    ]
    if added:
        draft.relations = [*rows, *added]
        draft.save_revision(user=user, log_action=True)
    return len(added)


def linkable(page: PolicyDocument | Scheme) -> bool:
    """Whether a published page names a number we have, or has the number that another one names."""
    rows = page.relations.all() if isinstance(page, PolicyDocument) else page.bases.all()
    own = {normal_form(number) for number in (_unlinked(row) for row in rows) if number}
    if own and PolicyDocument.objects.live().filter(doc_number_normal__in=own).exclude(pk=page.pk).exists():
        return True
    number = page.number_key()
    return bool(number) and any(normal_form(other) == number for other in _waiting())


def _unlinked(row: DocumentRelation | SchemeBasis) -> str:
    if isinstance(row, DocumentRelation):
        return "" if row.target_id else row.target_number
    return "" if row.document_id else row.printed_number


def _waiting() -> set[str]:
    relations = DocumentRelation.objects.filter(target=None, page__live=True).exclude(target_number="")
    bases = SchemeBasis.objects.filter(document=None, page__live=True).exclude(printed_number="")
    return {*relations.values_list("target_number", flat=True), *bases.values_list("printed_number", flat=True)}


def link(run: Any) -> dict[str, int]:
    """The job: link all that can be linked; done again it finds nothing."""
    return {"linked": link_documents()}
