"""After an import: records that name a document by number are linked to it, whichever of the two came first."""

from collections.abc import Iterable
from typing import Any

from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.pages.verbs import publish_changes
from portal.policies.models import DocumentRelation, PolicyDocument, Scheme, SchemeBasis
from portal.policies.numbers import normal_form

NOTE = "与所列文件建立关联"


def link_documents() -> int:
    """Publish every record of which a printed number now names exactly one live document; returns how many.

    A record with unpublished changes is left to its editor.
    """
    documents = _documents_by_number()
    linked = 0
    relations = DocumentRelation.objects.filter(target=None).exclude(target_number="")
    bases = SchemeBasis.objects.filter(document=None).exclude(printed_number="")
    with disable_reference_index_auto_update():
        for model, rows, relation, link, number in (
            (PolicyDocument, relations, "relations", "target", "target_number"),
            (Scheme, bases, "bases", "document", "printed_number"),
        ):
            for pk in _pages_to_link(rows, number, documents):
                linked += _link(model, pk, relation, link, number, documents)
    return linked


def _documents_by_number() -> dict[str, int]:
    """Numbers that exactly one live document has."""
    found: dict[str, int | None] = {}
    rows = PolicyDocument.objects.live().exclude(doc_number_normal="").values_list("doc_number_normal", "pk")
    for number, pk in rows:
        found[number] = None if number in found else pk
    return {number: pk for number, pk in found.items() if pk}


def _pages_to_link(rows: Any, number: str, documents: dict[str, int]) -> Iterable[int]:
    pairs = rows.values_list("page_id", number)
    return sorted({page for page, printed in pairs if documents.get(normal_form(printed), page) != page})


def _link(model: Any, pk: int, relation: str, link: str, number: str, documents: dict[str, int]) -> int:
    page = model.objects.filter(pk=pk, live=True, has_unpublished_changes=False).first()
    if page is None:
        return 0
    rows = list(getattr(page, relation).all())
    for row in rows:
        found = documents.get(normal_form(getattr(row, number)))
        if found and found != pk and getattr(row, f"{link}_id") is None:
            setattr(row, f"{link}_id", found)
    setattr(page, relation, rows)
    publish_changes(page=page, note=NOTE)
    return 1
