"""Public form of schemes and products (API.md §3 `/policy-products`)."""

from typing import TYPE_CHECKING, Any

from cms_blocks import plain_text
from portal.pages.paths import public_path
from portal.pages.representation import body, common, conditions, contacts, day, duration, materials, reference, roles
from portal.policies.bases import changes
from portal.policies.representation.documents import incoming
from portal.policies.representation.documents import validity_facts as document_facts

if TYPE_CHECKING:
    from portal.policies.models import PolicyProduct, Scheme, SchemeBasis


def represent_scheme(page: "Scheme") -> dict[str, Any]:
    """Detail form of a scheme; amounts in yuan, the rate from 0 to 1."""
    bases = list(page.bases.all())
    changed = changes(bases)
    return {
        **common(page),
        "type": "scheme",
        "category": page.category or None,
        "parent": reference(page.parent_scheme),
        "mode": page.mode or None,
        "selection": page.selection or None,
        "stacking": stacking(page),
        "support_form": [form.code for form in page.support_forms.all()],
        "audience": audience(page),
        "amount": amount(page),
        "conditions": conditions(page.conditions.all()),
        "materials": materials(page.materials.all()),
        "roles": scheme_roles(page, bases),
        "cycle": cycle(page),
        "window_text": page.window_text or None,
        "valid_from": day(page.valid_from),
        "valid_to": day(page.valid_to),
        "valid_text": page.valid_text or None,
        "validity_facts": validity_facts(page),
        "fulfilment_time_limit": duration(page.fulfilment_value, page.fulfilment_unit),
        "data_basis": page.data_basis or None,
        "process": page.process or None,
        "contact": contacts(page.contacts.all()),
        "policies": [basis(row, changed.get(order)) for order, row in enumerate(bases)],
    }


def represent_product(page: "PolicyProduct") -> dict[str, Any]:
    """Detail form of a product: its schemes in order, with headings; one that nobody may read yet is not named."""
    shown = [row for row in page.members.all() if row.scheme.live]
    return {
        **common(page),
        "type": "product",
        "audience": {"text": page.audience_text} if page.audience_text else None,
        "members": [{**(reference(row.scheme) or {}), "heading": row.heading or None} for row in shown],
        "body_text": plain_text(page.body),
        "body_html": str(page.body.render_as_block()) if page.body else "",
    }


def stacking(page: "Scheme") -> dict[str, Any] | None:
    """就高不重复: rule, the schemes it concerns, and the printed words; null when nothing is stated."""
    if not (page.stacking_rule or page.stacking_text):
        return None
    concerned = [str(scheme.permanent_id) for scheme in page.stacking_with.all()]
    return {"rule": page.stacking_rule or None, "with": concerned, "text": page.stacking_text or None}


def audience(page: "Scheme") -> dict[str, Any]:
    """Who may benefit: codes of three schemes, and the printed words."""
    return {
        "industry": [term.code for term in page.industries.all()],
        "size": [term.code for term in page.sizes.all()],
        "growth_stage": [term.code for term in page.growth_stages.all()],
        "text": page.audience_text or None,
    }


def amount(page: "Scheme") -> dict[str, Any] | None:
    """Yuan as numbers, the rate as a share; null when nothing is stated."""
    if page.amount_min is None and page.amount_max is None and page.amount_rate is None and not page.amount_text:
        return None
    return {
        "min": _number(page.amount_min),
        "max": _number(page.amount_max),
        "rate": _number(page.amount_rate),
        "text": page.amount_text or None,
    }


def _number(value: Any) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def cycle(page: "Scheme") -> dict[str, Any] | None:
    """Years between rounds, months (1–12), printed words; never yields a status."""
    if not (page.cycle_every or page.cycle_months or page.cycle_text):
        return None
    return {"every": page.cycle_every, "months": page.cycle_months, "text": page.cycle_text or None}


def validity_facts(page: "Scheme") -> dict[str, Any]:
    """A scheme's validity follows from its own dates alone."""
    return {
        "effective_from": None,
        "valid_from": day(page.valid_from),
        "valid_to": day(page.valid_to),
        "override": None,
        "override_from": None,
        "relations": [],
    }


def basis(row: "SchemeBasis", changed: str | None = None) -> dict[str, Any]:
    """One basis: the document, the clause in it, the version seen; as printed where we have no record.

    `changed` tells that the words are no longer those of that version; the document's `validity_facts` are turned
    into its `validity` when an instant is known.
    """
    document = row.document
    return {
        "id": str(document.permanent_id) if document else None,
        "title": document.title if document else (row.printed_title or None),
        "doc_number": (document.doc_number if document else row.printed_number) or None,
        "url": public_path(document) if document else None,
        "clause": str(row.clause_id) if row.clause_id else None,
        "version": row.version_seen,
        "changed": changed,
        "validity_facts": document_facts(document, incoming(document)) if document else None,
    }


def as_printed(bases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Bases without what only holds now: a compilation says what held when it was released."""
    return [{name: row[name] for name in row if name not in ("changed", "validity_facts")} for row in bases]


def scheme_roles(page: "Scheme", bases: list["SchemeBasis"]) -> dict[str, list[dict[str, Any]]]:
    """A scheme's own departments, and issuing and interpreting bodies as its documents have them (S 6.1.4)."""
    found = roles(page.roles.select_related("organisation", "region") if page.pk else page.roles.all(),
                  "issuing", "interpreting", "competent", "receiving", "authorising")  # fmt: skip
    for row in bases:
        if row.document:
            for role in row.document.roles.select_related("organisation"):
                entry = body(role.organisation)
                if role.role in ("issuing", "interpreting") and entry and entry not in found[role.role]:
                    found[role.role].append(entry)
    return found
