"""Public form of a call (API.md §3 `/notices`); instants as first announced, happenings beside them."""

from typing import TYPE_CHECKING, Any

from cms_blocks import plain_text
from portal.pages.representation import attachments, common, conditions, contacts, duration, materials, reference, roles
from portal.windows.representation import windows_json

if TYPE_CHECKING:
    from portal.policies.models import ApplicationNotice


def represent_notice(page: "ApplicationNotice") -> dict[str, Any]:
    """Detail form; status, opens_at and closes_at of call and items are filled in for an instant."""
    return {
        **common(page),
        "doc_number": page.doc_number or None,
        "programme_year": page.programme_year,
        "batch": page.batch or None,
        "series": page.series or None,
        "previous": reference(page.previous_notice),
        "pays": reference(page.pays_notice),
        "items": items(page),
        "conditions_text": page.conditions_text or None,
        "conditions": conditions(page.conditions.all()),
        "time_text": page.time_text or None,
        "method": page.method or None,
        "apply_url": page.apply_url or None,
        "data_basis": page.data_basis or None,
        "list_publicity": page.list_publicity or None,
        "fulfilment_time_limit": duration(page.fulfilment_value, page.fulfilment_unit),
        "materials": materials(page.materials.all()),
        "roles": roles(page.roles.all(), "competent", "receiving", "authorising"),
        "contact": contacts(page.contacts.all()),
        "attachments": attachments(page.attachments.all()),
        "body_text": plain_text(page.body),
        "body_html": str(page.body.render_as_block()) if page.body else "",
    }


def items(page: "ApplicationNotice") -> list[dict[str, Any]]:
    """The call's items in order, each with its windows."""
    return [
        {
            "id": str(item.permanent_id),
            "name": item.name,
            "scheme": reference(item.scheme),
            "purpose": item.purpose,
            "mode": item.mode,
            "windows": windows_json(item.windows.all()),
        }
        for item in page.items.all()
    ]
