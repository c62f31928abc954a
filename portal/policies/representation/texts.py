"""Public form of interpretations and compilations."""

from typing import TYPE_CHECKING, Any

from wagtail.images.models import Filter

from cms_blocks import graphic_facts, plain_text
from portal.pages.representation import attachments, common, reference
from portal.policies.representation.products import as_printed

if TYPE_CHECKING:
    from portal.policies.models import Compilation, CompilationEntry, Interpretation, PolicyDocument, Scheme

# As themes/base/templates/policies/interpretation_media.html has them.
SHOWN = ("format-{avif,webp,jpeg}", "max-{800x16000,1600x16000}")


def represent_interpretation(page: "Interpretation") -> dict[str, Any]:
    """Detail form; graphic, questions and text alternative belong to the text."""
    subjects = list(page.subjects.all())
    streams = [stream for stream in (page.graphic, page.body, page.questions) if stream]
    return {
        **common(page),
        "form": page.form,
        "policies": [
            reference(row.document) or {"id": None, "title": row.printed_title}
            for row in subjects
            if not (row.scheme or row.product)
        ],
        "schemes": [reference(row.scheme) for row in subjects if row.scheme],
        "products": [reference(row.product) for row in subjects if row.product],
        "media_url": page.media_url or (page.video.url if page.video else None),
        "captions_url": page.captions.url if page.captions else None,
        "graphic": graphic_facts(page.graphic),
        "picture": _picture(page),
        "text_alternative": page.text_alternative or None,
        "attachments": attachments(page.attachments.all()),
        "body_text": "\n".join(part for part in (*map(plain_text, streams), page.text_alternative) if part),
        "body_html": "\n".join(str(stream.render_as_block()) for stream in streams),
    }


def _picture(page: "Interpretation") -> dict[str, Any] | None:
    """`{url, width, height}` of a finished graphic, wide enough to read its words; null without one.

    What its page shows is drawn here, too: a reader's request must not have to write it.
    """
    if page.picture is None:
        return None
    page.picture.get_renditions(*Filter.expand_spec(list(SHOWN)))
    rendition = page.picture.get_rendition("max-1600x16000")
    return {"url": rendition.url, "width": rendition.width, "height": rendition.height}


def represent_compilation(page: "Compilation") -> dict[str, Any]:
    """Detail form; every entry carries what is printed of its record (S 6.1.6). What is not public has no entry."""
    rows = [row for row in page.entries.all() if (record := row.scheme or row.document) and record.is_public()]
    return {
        **common(page),
        "edition": page.edition or None,
        "schemes": [reference(row.scheme) for row in rows if row.scheme],
        "policies": [reference(row.document) for row in rows if not row.scheme],
        "contents": [_entry(row) for row in rows],
        "body_text": plain_text(page.foreword),
        "body_html": str(page.foreword.render_as_block()) if page.foreword else "",
    }


def _entry(row: "CompilationEntry") -> dict[str, Any]:
    """What both kinds of entries have, and behind it 政策内容、依据、享受主体、申报条件、认定条件."""
    return {
        "id": str(row.permanent_id),
        "heading": row.heading or None,
        "scheme": reference(row.scheme),
        "document": reference(row.document) if not row.scheme else None,
        **(_of_scheme(row.scheme) if row.scheme else _of_document(row.document)),
        "note": row.note or None,
    }


def _of_scheme(scheme: "Scheme") -> dict[str, Any]:
    """As the scheme has them when the compilation is published."""
    facts = scheme.representation()
    return {
        "content": facts["amount"]["text"] if facts["amount"] else scheme.summary or None,
        "basis": as_printed(facts["policies"]),
        "audience": facts["audience"],
        "conditions": facts["conditions"],
        "contact": facts["contact"],
    }


def _of_document(document: "PolicyDocument | None") -> dict[str, Any]:
    """One that is printed as a whole: its text stands in its own record."""
    summary = document.summary if document else ""
    return {"content": summary or None, "basis": [], "audience": None, "conditions": [], "contact": []}
