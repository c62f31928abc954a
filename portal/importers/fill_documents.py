"""Fills policy documents and interpretations from normalised records."""

import re
from typing import Any

from portal.importers.lookups import Lookups
from portal.importers.policies import PolicyRecord
from portal.importers.source import Source
from portal.importers.stream import article_value, stream_value
from portal.pages.models import PortalPage
from portal.policies.models import (
    DocumentAttachment,
    DocumentRelation,
    DocumentRole,
    Interpretation,
    InterpretationAttachment,
    InterpretationSubject,
    PolicyDocument,
)
from portal.policies.numbers import normal_form

_EXPLAINED = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》")


def fill_source(page: PortalPage, source: Source) -> None:
    """Provenance of any record."""
    page.source_name, page.source_id, page.source_url = source.name, source.id, source.url
    page.source_licence, page.source_retrieved_on = source.licence, source.retrieved_on


def fill_document(page: PolicyDocument, record: PolicyRecord, lookups: Lookups) -> None:
    """All facts of the record, children included; what the record does not state is emptied."""
    fill_source(page, record.source)
    for name in ("title", "doc_number", "index_number", "document_class", "summary", "subject", "issued_on"):
        setattr(page, name, getattr(record, name))
    for name in ("published_on", "effective_from", "valid_to", "valid_text"):
        setattr(page, name, getattr(record, name))
    page.doc_number_normal = normal_form(record.doc_number)
    _fill_place(page, record, lookups)
    page.roles = [
        DocumentRole(role="issuing", organisation=lookups.body(name), sort_order=order)
        for order, name in enumerate(record.bodies)
    ]
    page.attachments = _attachments(DocumentAttachment, record)
    page.relations = [
        DocumentRelation(
            kind=kind, target=lookups.document(number), target_number=number, partial=False, sort_order=order
        )
        for order, (kind, number) in enumerate(
            [("repeals", number) for number in record.repeals] + [("basis", number) for number in record.basis]
        )
    ]
    page.body = stream_value(record.blocks)


def fill_interpretation(page: Interpretation, record: PolicyRecord, lookups: Lookups) -> None:
    """An explanation; without words it is a graphic whose text alternative is still to be written."""
    fill_source(page, record.source)
    page.title, page.summary, page.published_on = record.title, record.summary, record.published_on or record.issued_on
    _fill_place(page, record, lookups)
    words = sum(len(part) for block in record.blocks if block.kind != "picture" for part in block.text)
    picture = next((block.address for block in record.blocks if block.kind == "picture"), "")
    page.form = "graphic" if picture and words < 200 else "text"
    page.media_url = picture if page.form == "graphic" else ""
    page.body = article_value(record.blocks)
    page.attachments = _attachments(InterpretationAttachment, record)
    explained = _EXPLAINED.search(record.title)
    title = explained["title"] if explained else ""
    page.subjects = (
        [InterpretationSubject(printed_title=title, document=lookups.document_titled(title))] if title else []
    )


def _fill_place(page: Any, record: PolicyRecord, lookups: Lookups) -> None:
    page.level = lookups.term("level", record.level)
    page.regions = lookups.terms("region", [record.region] if record.region else [])
    page.policy_fields = lookups.terms("field", record.fields)


def _attachments(model: type, record: PolicyRecord) -> list[Any]:
    return [model(name=name, url=url, sort_order=order) for order, (name, url) in enumerate(record.attachments)]
