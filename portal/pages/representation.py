"""The members that every kind's public form begins with (API.md §3)."""

from typing import Any

from wagtail.models import Page

from portal.pages.paths import permalink, public_path


def common(page: Any) -> dict[str, Any]:
    """id, kind, title, summary, place, source and addresses of a PortalPage; dates as ISO days or null."""
    return {
        "id": str(page.permanent_id),
        "kind": page.kind,
        "title": page.title,
        "summary": page.summary or None,
        "level": page.level.code if page.level else None,
        "region": [region.code for region in page.regions.all()],
        "field": [field.code for field in page.policy_fields.all()],
        "owner": body(page.record_owner),
        "operator": body(page.operator),
        "published_on": day(page.published_on),
        "year": page.sort_date().year if page.sort_date() else None,
        "example": page.example,
        "source": source(page),
        "url": public_path(page),
        "permalink": permalink(page.permanent_id),
        "api_url": f"/api/v1/{page.kind}/{page.permanent_id}",
    }


def body(organisation: Any) -> dict[str, str] | None:
    """An organisation by id and present name, or null."""
    return {"id": str(organisation.id), "name": organisation.name} if organisation else None


def day(value: Any) -> str | None:
    """A date-only fact as YYYY-MM-DD, or null."""
    return value.isoformat() if value else None


def duration(value: int | None, unit: str) -> dict[str, Any] | None:
    """`{value, unit}` with unit workday, calendar_day or month; null when it is not stated."""
    return {"value": value, "unit": unit} if value is not None and unit else None


def source(page: Any) -> dict[str, Any] | None:
    """Where the record came from, or null for one written here."""
    if not (page.source_name or page.source_id or page.source_url):
        return None
    return {
        "name": page.source_name or None,
        "id": page.source_id or None,
        "url": page.source_url or None,
        "licence": page.source_licence or None,
        "retrieved_on": day(page.source_retrieved_on),
    }


def roles(rows: Any, *names: str) -> dict[str, list[dict[str, Any]]]:
    """Ordered bodies by role; a receiving body carries its region, window, hours, telephone and address."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for row in rows:
        entry = {"id": str(row.organisation_id), "name": row.organisation.name}
        if row.role == "receiving":
            entry.update(
                region=row.region.code if row.region else None,
                window=row.window or None,
                hours=row.hours or None,
                phone=row.phone or None,
                address=row.address or None,
            )
        found.setdefault(row.role, []).append(entry)
    return found


def attachments(rows: Any) -> list[dict[str, Any]]:
    """Attachments in order; bytes and sha256 are null for those that are only linked to."""
    return [
        {
            "name": row.name,
            "url": row.document.url if row.document else row.url,
            "media_type": row.media_type or None,
            "bytes": row.bytes,
            "sha256": row.sha256 or None,
        }
        for row in rows
    ]


def conditions(rows: Any) -> list[dict[str, Any]]:
    """Conditions with their permanent ids."""
    return [{"id": str(row.permanent_id), "kind": row.kind, "text": row.text, "rule": row.rule or None} for row in rows]


def materials(rows: Any) -> list[dict[str, Any]]:
    """Materials with their permanent ids and blank forms."""
    return [
        {
            "id": str(row.permanent_id),
            "name": row.name,
            "note": row.note or None,
            "required": row.required,
            "copies": row.copies,
            "form": {"name": row.form.title, "url": row.form.url} if row.form else None,
        }
        for row in rows
    ]


def contacts(rows: Any) -> list[dict[str, Any]]:
    """Contacts in order."""
    return [
        {
            "name": row.name or None,
            "phone": row.phone or None,
            "address": row.address or None,
            "hours": row.hours or None,
        }
        for row in rows
    ]


def reference(page: Page | None) -> dict[str, Any] | None:
    """Another record by id, title and kind, or null."""
    if page is None:
        return None
    return {"id": str(page.permanent_id), "kind": page.kind, "title": page.title, "url": public_path(page)}
