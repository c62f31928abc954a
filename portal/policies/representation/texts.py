"""Public form of interpretations and compilations."""

from typing import TYPE_CHECKING, Any

from cms_blocks import plain_text
from portal.pages.representation import attachments, common, reference

if TYPE_CHECKING:
    from portal.policies.models import Compilation, Interpretation


def represent_interpretation(page: "Interpretation") -> dict[str, Any]:
    """Detail form; a graphic's text alternative belongs to the text."""
    subjects = list(page.subjects.all())
    text = plain_text(page.body)
    return {
        **common(page),
        "form": page.form,
        "policies": [
            reference(row.document) or {"id": None, "title": row.printed_title} for row in subjects if not row.scheme
        ],
        "schemes": [reference(row.scheme) for row in subjects if row.scheme],
        "media_url": page.media_url or None,
        "text_alternative": page.text_alternative or None,
        "attachments": attachments(page.attachments.all()),
        "body_text": "\n".join(part for part in (text, page.text_alternative) if part),
        "body_html": str(page.body.render_as_block()) if page.body else "",
    }


def represent_compilation(page: "Compilation") -> dict[str, Any]:
    """Detail form; every entry carries what is printed of its scheme (S 6.1.6)."""
    rows = list(page.entries.all())
    return {
        **common(page),
        "edition": page.edition or None,
        "schemes": [reference(row.scheme) for row in rows],
        "contents": [entry(row) for row in rows],
        "body_text": plain_text(page.foreword),
        "body_html": str(page.foreword.render_as_block()) if page.foreword else "",
    }


def entry(row: Any) -> dict[str, Any]:
    """政策内容、依据、享受主体、申报条件、认定条件 of one entry, as the scheme has them when this is published."""
    scheme = row.scheme
    facts = scheme.representation()
    return {
        "id": str(row.permanent_id),
        "heading": row.heading or None,
        "scheme": reference(scheme),
        "content": facts["amount"]["text"] if facts["amount"] else scheme.summary or None,
        "basis": facts["policies"],
        "audience": facts["audience"],
        "conditions": facts["conditions"],
        "contact": facts["contact"],
        "note": row.note or None,
    }
