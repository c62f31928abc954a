"""Policy documents, interpretations and disclosures."""

from decimal import Decimal
from typing import Any

from portal.disclosures.models import (
    Disclosure,
    DisclosureContact,
    DisclosureEntry,
    DisclosureRole,
    DisclosureWindow,
)
from portal.importers.lookups import Lookups
from portal.intake.filling.attached import contacts, day, fill_common, instant, roles
from portal.policies.models import (
    DocumentRelation,
    DocumentRole,
    Interpretation,
    InterpretationSubject,
    PolicyDocument,
)
from portal.windows.models import Purpose

Rows = list[dict[str, Any]]
WINDOW_TEXT = 500


def fill_document(page: PolicyDocument, chosen: dict[str, Any], rows: Rows) -> None:
    """All facts of a policy document."""
    lookups = Lookups()
    fill_common(page, chosen, lookups)
    for name in ("doc_number", "index_number", "document_class", "subject", "valid_text"):
        setattr(page, name, chosen.get(name) or "")
    for name in ("issued_on", "effective_from", "valid_to"):
        setattr(page, name, day(chosen.get(name)))
    page.roles = roles(DocumentRole, chosen, lookups, {"issuing": "issuing"})
    named = [(kind, one) for kind in ("repeals", "basis") for one in chosen.get(kind) or []]
    page.relations = [_relation(kind, one, order, lookups) for order, (kind, one) in enumerate(named)]


def _relation(kind: str, one: dict[str, str], order: int, lookups: Lookups) -> DocumentRelation:
    number, title = one.get("number") or "", one.get("title") or ""
    target = lookups.document(number) if number else lookups.document_titled(title)
    return DocumentRelation(kind=kind, target=target, target_number=number, target_title=title, sort_order=order)


def fill_interpretation(page: Interpretation, chosen: dict[str, Any], rows: Rows) -> None:
    """All facts of an interpretation."""
    lookups = Lookups()
    fill_common(page, chosen, lookups)
    page.form = chosen.get("form") or "text"
    page.subjects = [
        InterpretationSubject(printed_title=title, document=lookups.document_titled(title), sort_order=order)
        for order, title in enumerate(chosen.get("subjects") or [])
    ]


def fill_disclosure(page: Disclosure, chosen: dict[str, Any], rows: Rows) -> None:
    """All facts of a disclosure, its list included."""
    lookups = Lookups()
    fill_common(page, chosen, lookups)
    for name in ("disclosure_type", "act", "objection_channel"):
        setattr(page, name, chosen.get(name) or "")
    page.roles = roles(DisclosureRole, chosen, lookups, {"issuing": "issuing"})
    page.contacts = contacts(DisclosureContact, chosen)
    page.entries = [_entry(row, order) for order, row in enumerate(rows)]
    opens, closes = instant(chosen.get("opens_at")), instant(chosen.get("closes_at"))
    text = (chosen.get("time_text") or "")[:WINDOW_TEXT]
    if closes or text:
        purpose = Purpose.COMMENT if page.disclosure_type == "public_comment" else Purpose.OBJECT
        page.windows = [
            DisclosureWindow(purpose=purpose, opens_at=opens if closes else None, closes_at=closes, text=text)
        ]


def _entry(row: dict[str, Any], order: int) -> DisclosureEntry:
    amount = row.get("amount")
    return DisclosureEntry(
        name_as_printed=row["name_as_printed"],
        uscc=row.get("uscc") or "",
        certificate_no=row.get("certificate_no") or "",
        valid_to=day(row.get("valid_to")),
        amount=Decimal(amount) if amount else None,
        note=row.get("note") or "",
        sort_order=order,
    )
