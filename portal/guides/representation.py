"""Public form of a service guide (API.md §3 `/guides`)."""

from typing import TYPE_CHECKING, Any

from cms_blocks import plain_text
from portal.pages.representation import attachments, common, conditions, duration, materials, reference, roles

if TYPE_CHECKING:
    from portal.guides.models import GuideBasis, ServiceGuide


def represent_guide(page: "ServiceGuide") -> dict[str, Any]:
    """Detail form; time limits as {value, unit} or null."""
    return {
        **common(page),
        "service_code": page.service_code or None,
        "service_kind": page.service_kind or None,
        "catalogue_name": page.catalogue_name or None,
        "audience": {"subject": page.subjects, "text": None},
        "themes": page.themes,
        "roles": roles(page.roles.all(), "competent", "receiving"),
        "conditions_text": page.conditions_text or None,
        "conditions": conditions(page.conditions.all()),
        "materials": materials(page.materials.all()),
        "legal_time_limit": duration(page.legal_limit_value, page.legal_limit_unit),
        "promised_time_limit": duration(page.promised_limit_value, page.promised_limit_unit),
        "visits": page.visits,
        "fee": page.fee or None,
        "place": page.place or None,
        "hours": page.hours or None,
        "consult_phone": page.consult_phone or None,
        "complaint_phone": page.complaint_phone or None,
        "platform": page.platform or None,
        "online_booking": page.online_booking,
        "courier": page.courier,
        "apply_url": page.apply_url or None,
        "policies": [basis(row) for row in page.bases.all()],
        "attachments": attachments(page.attachments.all()),
        "body_text": plain_text(page.steps),
        "body_html": str(page.steps.render_as_block()) if page.steps else "",
    }


def basis(row: "GuideBasis") -> dict[str, Any]:
    """What the service rests on; id and url are null where only title and number are known, as printed."""
    document = row.document
    if document is None:
        return {"id": None, "title": row.printed_title or None, "doc_number": row.printed_number or None, "url": None}
    return {**(reference(document) or {}), "doc_number": document.doc_number or None}
