"""Public form of a disclosure (API.md §3 `/disclosures`)."""

from typing import TYPE_CHECKING, Any

from cms_blocks import plain_text
from portal.pages.representation import attachments, common, contacts, day, reference, roles
from portal.windows.representation import windows_json

if TYPE_CHECKING:
    from portal.disclosures.models import Disclosure, DisclosureEntry


def represent_disclosure(page: "Disclosure") -> dict[str, Any]:
    """Detail form; `published_month` stays a month where the source gives no day."""
    return {
        **common(page),
        "disclosure_type": page.disclosure_type or None,
        "act": page.act or None,
        "published_month": page.published_month or None,
        "title_truncated": page.title_truncated,
        "windows": windows_json(page.windows.all()),
        "objection_channel": page.objection_channel or None,
        "roles": roles(page.roles.all(), "issuing", "competent"),
        "notices": [found] if (found := reference(page.about_notice)) else [],
        "schemes": [found] if (found := reference(page.about_scheme)) else [],
        "policies": [found] if (found := reference(page.about_document)) else [],
        "contact": contacts(page.contacts.all()),
        "attachments": attachments(page.attachments.all()),
        "entries": [entry(row) for row in page.entries.all()],
        "body_text": plain_text(page.body),
        "body_html": str(page.body.render_as_block()) if page.body else "",
    }


def entry(row: "DisclosureEntry") -> dict[str, Any]:
    """One line of the list; the amount in yuan as a number."""
    return {
        "id": str(row.permanent_id),
        "name_as_printed": row.name_as_printed,
        "uscc": row.uscc or None,
        "certificate_no": row.certificate_no or None,
        "valid_to": day(row.valid_to),
        "amount": float(row.amount) if row.amount is not None else None,
        "note": row.note or None,
    }
