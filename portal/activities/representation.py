"""Public form of an activity (API.md §3 `/activities`)."""

from typing import TYPE_CHECKING, Any

from cms_blocks import plain_text
from portal.pages.representation import attachments, common, contacts, reference, roles
from portal.windows.instants import rfc3339
from portal.windows.representation import windows_json

if TYPE_CHECKING:
    from portal.activities.models import Activity


def represent_activity(page: "Activity") -> dict[str, Any]:
    """Detail form; instants RFC 3339, status is that of the registration window (or cancelled)."""
    return {
        **common(page),
        "starts_at": rfc3339(page.starts_at) if page.starts_at else None,
        "ends_at": rfc3339(page.ends_at) if page.ends_at else None,
        "place": page.place or None,
        "online_url": page.online_url or None,
        "capacity": page.capacity,
        "cancelled_at": rfc3339(page.cancelled_at) if page.cancelled_at else None,
        "cancel_reason": page.cancel_reason or None,
        "windows": windows_json(page.windows.all()),
        "roles": roles(page.roles.all(), "competent", "receiving"),
        "policies": [found] if (found := reference(page.about_document)) else [],
        "schemes": [found] if (found := reference(page.about_scheme)) else [],
        "contact": contacts(page.contacts.all()),
        "attachments": attachments(page.attachments.all()),
        "body_text": plain_text(page.body),
        "body_html": str(page.body.render_as_block()) if page.body else "",
    }
