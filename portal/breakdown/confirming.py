"""「仍然适用」: an editor has seen the document as it is now, and the scheme is still right."""

from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from portal.policies.bases import current_versions
from portal.policies.models import PolicyDocument, Scheme, SchemeBasis
from portal.publication import record as publication

ACTION = "breakdown.confirm"


@transaction.atomic
def confirm(*, scheme: Scheme, document: PolicyDocument, clause: UUID | None, user: Any) -> bool:
    """Set the version seen of one basis to the one public now; returns whether readers are told at once.

    Who may publish tells them at once, and an unfinished draft stays one; else it is a draft to be published.
    Within `publication.transaction()`, as every request of the back-office is.
    """
    version = current_versions([document.permanent_id]).get(document.permanent_id)
    at_once = scheme.live and scheme.permissions_for_user(user).can_publish()
    if at_once:
        SchemeBasis.objects.filter(page=scheme, document=document, clause_id=clause).update(version_seen=version)
        for revision in {scheme.latest_revision_id, scheme.live_revision_id} - {None}:
            _rewrite(Revision.objects.get(pk=revision), document.pk, clause, version)
        publication.record(Scheme.objects.get(pk=scheme.pk))
    else:
        draft = scheme.get_latest_revision_as_object()
        rows = list(draft.bases.all())
        for row in rows:
            if row.document_id == document.pk and row.clause_id == clause:
                row.version_seen = version
        draft.bases = rows
        draft.save_revision(user=user)
    said = {"document": document.title, "clause": str(clause or ""), "version": version}
    log(instance=scheme, action=ACTION, user=user, data=said)
    return at_once


def _rewrite(revision: Revision, document: int, clause: UUID | None, version: int | None) -> None:
    content = revision.content
    for row in content.get("bases", ()):
        if row.get("document") == document and row.get("clause_id") == (str(clause) if clause else None):
            row["version_seen"] = version
    Revision.objects.filter(pk=revision.pk).update(content=content)
