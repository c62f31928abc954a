"""Fills schemes, service guides and disclosures from normalised records."""

from typing import Any
from uuid import UUID

from portal.disclosures.models import Disclosure, DisclosureAttachment
from portal.guides.models import GuideCondition, GuideMaterial, GuideRole, ServiceGuide
from portal.importers.blocks import number_blocks, stable_id
from portal.importers.cards import CardRecord
from portal.importers.disclosures import DisclosureRecord
from portal.importers.fill_documents import fill_source
from portal.importers.guides import GuideRecord
from portal.importers.lookups import Lookups
from portal.importers.splitting import plain_lines, split
from portal.importers.stream import article_value
from portal.policies.models import Scheme, SchemeBasis, SchemeCondition, SchemeContact, SchemeRole


def fill_scheme(page: Scheme, record: CardRecord, lookups: Lookups) -> None:
    """A card as a scheme; its issuing bodies are those that manage it, its time prose never becomes a window."""
    fill_source(page, record.source)
    page.title, page.category, page.published_on = record.title, record.category, record.published_on
    page.audience_text, page.process = record.audience, record.process
    page.level = lookups.term("level", record.level)
    page.regions = lookups.terms("region", [record.region] if record.region else [])
    page.policy_fields = lookups.terms("field", record.fields)
    page.support_forms = lookups.terms("support_form", record.support_forms)
    _fill_amount(page, record)
    _fill_period(page, record)
    page.bases = _bases(record, lookups)
    page.roles = [
        SchemeRole(role="competent", organisation=lookups.body(name), sort_order=order)
        for order, name in enumerate(record.bodies)
    ]
    page.conditions = _conditions(SchemeCondition, record)
    page.contacts = [
        SchemeContact(name=name, phone=phone, sort_order=order) for order, (name, phone) in enumerate(record.contacts)
    ]


def _conditions(model: type, record: CardRecord | GuideRecord) -> list[Any]:
    ids = part_ids(record.source.id, "condition", [text for _, text in record.conditions])
    return [
        model(permanent_id=ids[order], kind=kind, text=text, sort_order=order)
        for order, (kind, text) in enumerate(record.conditions)
    ]


def _fill_amount(page: Scheme, record: CardRecord) -> None:
    page.amount_max = record.amount.maximum if record.amount else None
    page.amount_rate = record.amount.rate if record.amount else None
    page.amount_text = record.amount.text if record.amount else ""


def _fill_period(page: Scheme, record: CardRecord) -> None:
    period = record.period
    page.valid_from, page.valid_to, page.valid_text = period.valid_from, period.valid_to, period.valid_text
    page.window_text = period.window_text
    page.cycle_every = period.cycle.every if period.cycle else None
    page.cycle_months = period.cycle.months if period.cycle else []
    page.cycle_text = period.cycle.text if period.cycle else ""


def _bases(record: CardRecord, lookups: Lookups) -> list[SchemeBasis]:
    if not (record.basis_title or record.basis_number):
        return []
    document = lookups.document(record.basis_number) if record.basis_number else None
    return [SchemeBasis(document=document, printed_title=record.basis_title, printed_number=record.basis_number)]


def fill_guide(page: ServiceGuide, record: GuideRecord, lookups: Lookups) -> None:
    """A guide; its agency is the competent department, found by its code before its name."""
    fill_source(page, record.source)
    for name in ("title", "service_code", "catalogue_name", "themes", "subjects", "conditions_text", "visits", "place"):
        setattr(page, name, getattr(record, name))
    for name in ("consult_phone", "complaint_phone", "platform", "online_booking", "courier"):
        setattr(page, name, getattr(record, name))
    page.service_kind, page.apply_url = record.kind, record.source.url
    page.level = lookups.term("level", record.level)
    page.regions = lookups.terms("region", [record.region] if record.region else [])
    page.policy_fields = lookups.terms("field", record.fields)
    page.legal_limit_value, page.legal_limit_unit = record.legal_limit or (None, "")
    page.promised_limit_value, page.promised_limit_unit = record.promised_limit or (None, "")
    page.roles = (
        [GuideRole(role="competent", organisation=lookups.body(record.agency, record.agency_uscc))]
        if record.agency
        else []
    )
    page.conditions = _conditions(GuideCondition, record)
    ids = part_ids(record.source.id, "material", record.materials)
    page.materials = [
        GuideMaterial(permanent_id=ids[order], name=name, sort_order=order)
        for order, name in enumerate(record.materials)
    ]


def fill_disclosure(page: Disclosure, record: DisclosureRecord, lookups: Lookups) -> None:
    """A disclosure; the lists themselves stay linked files."""
    fill_source(page, record.source)
    for name in ("title", "title_truncated", "disclosure_type", "act", "published_on", "published_month"):
        setattr(page, name, getattr(record, name))
    page.level = lookups.term("level", record.level)
    page.regions = lookups.terms("region", [record.region] if record.region else [])
    page.body = article_value(number_blocks(split(plain_lines(record.body)), record.source.id))
    page.attachments = [
        DisclosureAttachment(name=name, url=url, sort_order=order)
        for order, (name, url) in enumerate(record.attachments)
    ]


def part_ids(source_id: str, kind: str, texts: list[str]) -> list[UUID]:
    """A part keeps its id as long as its text is the same; a changed text is another part."""
    return [stable_id(source_id, kind, text, str(texts[:order].count(text))) for order, text in enumerate(texts)]
