"""The policy chain out of another portal's detail forms."""

from portal.importers.lookups import Lookups
from portal.policies.models import (
    ApplicationNotice,
    CallItem,
    CallWindow,
    DocumentAttachment,
    DocumentRelation,
    DocumentRole,
    Interpretation,
    InterpretationAttachment,
    InterpretationSubject,
    NoticeAttachment,
    NoticeCondition,
    NoticeContact,
    NoticeMaterial,
    NoticeRole,
    PolicyDocument,
    Scheme,
    SchemeBasis,
    SchemeCondition,
    SchemeContact,
    SchemeMaterial,
    SchemeRole,
)
from portal.policies.numbers import normal_form
from portal.sources.forms import parts
from portal.sources.forms.parts import Form, day, member, members, strings, text

RELATIONS = ("basis", "implements", "amends", "repeals", "supersedes")


def fill_document(page: PolicyDocument, form: Form, lookups: Lookups, origin: str) -> None:
    """A document; what it relates to is linked where we have it, else named as printed."""
    parts.fill_common(page, form, lookups)
    page.doc_number, page.index_number = text(form, "doc_number", 255), text(form, "index_number", 128)
    page.doc_number_normal = normal_form(page.doc_number)
    page.document_class, page.preferential = text(form, "document_class", 16), parts.yes_or_no(form, "preferential")
    page.subject, page.keywords = text(form, "subject", 255), "、".join(strings(form, "keywords"))[:500]
    for name in ("issued_on", "effective_from", "valid_to"):
        setattr(page, name, day(form, name))
    page.valid_text = text(form, "valid_text", 500)
    page.roles = parts.roles(DocumentRole, form, lookups, "issuing", "interpreting")
    page.attachments = parts.attachments(DocumentAttachment, form, origin)
    page.relations = [
        DocumentRelation(
            kind=kind, target=lookups.document(text(one, "doc_number")) if one.get("doc_number") else None,
            target_number=text(one, "doc_number", 255), target_title=text(one, "title", 500), sort_order=order,
        )
        for order, (kind, one) in enumerate((kind, one) for kind in RELATIONS for one in members(form, kind))
    ]  # fmt: skip
    page.body = parts.document_text(form, origin)


def fill_interpretation(page: Interpretation, form: Form, lookups: Lookups, origin: str) -> None:
    """An interpretation as text with its alternative; what it explains is named as printed."""
    parts.fill_common(page, form, lookups)
    page.form = text(form, "form", 16) if form.get("form") in ("graphic", "video") else "text"
    page.text_alternative, page.media_url = text(form, "text_alternative"), text(form, "media_url", 1000)
    page.body = parts.article_text(form, origin)
    page.subjects = [
        InterpretationSubject(printed_title=text(one, "title", 500),
                              document=lookups.document_titled(text(one, "title")), sort_order=order)
        for order, one in enumerate(members(form, "policies"))
    ]  # fmt: skip
    page.attachments = parts.attachments(InterpretationAttachment, form, origin)


def fill_notice(page: ApplicationNotice, form: Form, lookups: Lookups, origin: str) -> None:
    """A call with its items and their windows as they hold now."""
    parts.fill_common(page, form, lookups)
    page.doc_number, page.batch, page.series = (text(form, name, 64) for name in ("doc_number", "batch", "series"))
    page.programme_year = parts.count(form, "programme_year")
    page.conditions_text, page.time_text = text(form, "conditions_text"), text(form, "time_text")
    page.method, page.apply_url = text(form, "method"), text(form, "apply_url", 1000)
    page.items = [_item(form, one, order) for order, one in enumerate(members(form, "items"))]
    page.conditions = parts.conditions(NoticeCondition, form)
    page.materials = parts.materials(NoticeMaterial, form)
    page.roles = parts.roles(NoticeRole, form, lookups, "competent", "receiving", "authorising")
    page.contacts = parts.contacts(NoticeContact, form)
    page.attachments = parts.attachments(NoticeAttachment, form, origin)
    page.body = parts.article_text(form, origin)


def _item(form: Form, one: Form, order: int) -> CallItem:
    item = CallItem(
        permanent_id=parts.part_id(form, one), name=text(one, "name", 500), sort_order=order,
        purpose=text(one, "purpose", 16) or "application", mode=text(one, "mode", 16) or "apply",
    )  # fmt: skip
    item.windows = parts.windows(CallWindow, form, members(one, "windows"))
    return item


def fill_scheme(page: Scheme, form: Form, lookups: Lookups, origin: str) -> None:
    """A scheme with its bases, conditions and departments."""
    parts.fill_common(page, form, lookups)
    for name in ("category", "mode", "selection"):
        setattr(page, name, text(form, name, 16))
    _fill_audience(page, member(form, "audience"), lookups)
    _fill_amount(page, form)
    stacking, cycle, term = (member(form, name) for name in ("stacking", "cycle", "fulfilment_time_limit"))
    page.support_forms = lookups.terms("support_form", strings(form, "support_form"))
    page.stacking_rule, page.stacking_text = text(stacking, "rule", 16), text(stacking, "text")
    page.cycle_every, page.cycle_months = (
        parts.count(cycle, "every"),
        [month for month in cycle.get("months") or [] if month in range(1, 13)],
    )
    page.cycle_text, page.window_text = text(cycle, "text", 255), text(form, "window_text", 500)
    page.fulfilment_value, page.fulfilment_unit = parts.count(term, "value"), text(term, "unit", 16)
    page.data_basis, page.process, page.valid_text = (text(form, n) for n in ("data_basis", "process", "valid_text"))
    page.valid_from, page.valid_to = day(form, "valid_from"), day(form, "valid_to")
    page.bases = [_basis(one, lookups, order) for order, one in enumerate(members(form, "policies"))]
    page.roles = parts.roles(SchemeRole, form, lookups, "competent", "receiving", "authorising")
    page.conditions = parts.conditions(SchemeCondition, form)
    page.materials = parts.materials(SchemeMaterial, form)
    page.contacts = parts.contacts(SchemeContact, form)


def _fill_audience(page: Scheme, audience: Form, lookups: Lookups) -> None:
    page.industries = lookups.terms("industry", strings(audience, "industry"))
    page.sizes = lookups.terms("size", strings(audience, "size"))
    page.growth_stages = lookups.terms("growth_stage", strings(audience, "growth_stage"))
    page.audience_text = text(audience, "text")


def _fill_amount(page: Scheme, form: Form) -> None:
    amount = member(form, "amount")
    page.amount_min, page.amount_max = parts.number(amount, "min"), parts.number(amount, "max")
    page.amount_rate = parts.number(amount, "rate")
    page.amount_text = text(amount, "text")


def _basis(one: Form, lookups: Lookups, order: int) -> SchemeBasis:
    document = lookups.document(text(one, "doc_number")) if one.get("doc_number") else None
    return SchemeBasis(
        document=document, printed_title=text(one, "title", 500), printed_number=text(one, "doc_number", 255),
        sort_order=order,
    )  # fmt: skip
