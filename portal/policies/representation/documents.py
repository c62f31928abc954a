"""Public form of a policy document (API.md §3 `/policies`)."""

import re
from typing import TYPE_CHECKING, Any

from cms_blocks import clauses, plain_text
from portal.pages.paths import public_path
from portal.pages.representation import attachments, common, day, roles

if TYPE_CHECKING:
    from portal.policies.models import DocumentRelation, PolicyDocument

# How an incoming relation is told to the validity machinery.
ENDINGS = {"repeals": "repealed", "amends": "amended", "supersedes": "superseded"}


def represent_document(page: "PolicyDocument") -> dict[str, Any]:
    """Detail form; `validity_facts` is turned into `validity` when an instant is known."""
    found = list(page.relations.select_related("target")) if page.pk else list(page.relations.all())
    ending = incoming(page)
    return {
        **common(page),
        "doc_number": page.doc_number or None,
        "index_number": page.index_number or None,
        "document_class": page.document_class or None,
        "preferential": page.preferential,
        "roles": roles(page.roles.all(), "issuing", "interpreting"),
        "subject": page.subject or None,
        "keywords": [word for word in re.split(r"[\s、,，;；]+", page.keywords) if word],
        "issued_on": day(page.issued_on),
        "effective_from": day(page.effective_from),
        "valid_to": day(page.valid_to),
        "valid_text": page.valid_text or None,
        "validity_facts": validity_facts(page, ending),
        **{name: [relation(row) for row in found if row.kind == name] for name in ("basis", "implements", "amends")},
        **{name: [relation(row) for row in found if row.kind == name] for name in ("repeals", "supersedes")},
        "superseded_by": superseded_by(ending),
        "attachments": attachments(page.attachments.all()),
        "body_text": plain_text(page.body),
        "body_html": str(page.body.render_as_block()) if page.body else "",
        "clauses": clauses(page.body),
    }


def relation(row: "DocumentRelation") -> dict[str, Any]:
    """The other document by record (id, url) where we have it, and as it is printed."""
    target = row.target
    return {
        "id": str(target.permanent_id) if target else None,
        "doc_number": (target.doc_number if target else row.target_number) or None,
        "title": (target.title if target else row.target_title) or None,
        "url": public_path(target) if target else None,
    }


def incoming(page: "PolicyDocument") -> list["DocumentRelation"]:
    """Live documents that amend, repeal or supersede this one."""
    if not page.pk or not page.relations_to.exists():
        return []
    return list(page.relations_to.filter(kind__in=ENDINGS, page__live=True).select_related("page"))


def validity_facts(page: "PolicyDocument", ending: list["DocumentRelation"]) -> dict[str, Any]:
    """What validity is computed from, as ISO days; see portal.windows.validity."""
    return {
        "effective_from": day(page.effective_from),
        "valid_from": None,
        "valid_to": day(page.valid_to),
        "override": page.validity_override or None,
        "override_from": day(page.validity_override_from),
        "relations": [
            {
                "kind": "partly" if row.partial and row.kind == "repeals" else ENDINGS[row.kind],
                "on": day(row.effective_on or row.page.effective_from or row.page.issued_on),
            }
            for row in ending
        ],
    }


def superseded_by(ending: list["DocumentRelation"]) -> list[dict[str, Any]]:
    """The documents that took this one's place."""
    return [
        {
            "id": str(row.page.permanent_id),
            "doc_number": row.page.doc_number or None,
            "title": row.page.title,
            "url": public_path(row.page),
        }
        for row in ending
        if row.kind in ("supersedes", "repeals") and not row.partial
    ]
