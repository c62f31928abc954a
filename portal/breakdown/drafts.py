"""What the screen writes: schemes as drafts, clauses added to one that is there, judgements. Nothing goes live here."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from portal.breakdown.models import ClauseJudgement
from portal.breakdown.rights import owner_for, scheme_list
from portal.pages.verbs import free_slug
from portal.policies.bases import current_versions
from portal.policies.models import PolicyDocument, Scheme, SchemeBasis, SchemeCondition, SchemeRole

OWN_FIELDS = (
    "title", "category", "parent_scheme", "summary", "audience_text", "amount_min", "amount_max", "amount_rate",
    "amount_text", "no_roles_reason",
)  # fmt: skip


@transaction.atomic
def make_scheme(
    *, document: PolicyDocument, clauses: Iterable[UUID], fields: dict[str, Any], conditions: list[dict[str, Any]],
    roles: list[dict[str, Any]], user: Any,
) -> Scheme:  # fmt: skip
    """A scheme that nobody reads yet, resting on `clauses` of the document as it is published now.

    `fields` is SchemeForm's cleaned data, the rows those of its formsets. Place and level are the document's.
    """
    owner = owner_for(user, document)
    own_place = owner is not None and owner != document.record_owner
    page = Scheme(
        live=False,
        has_unpublished_changes=True,
        owner=user,
        record_owner=owner,
        operator=document.operator,
        level=owner.level if own_place and owner else document.level,
        visibility=document.visibility,
        **{name: fields[name] for name in OWN_FIELDS},
    )
    page.slug = free_slug(page.title, page.permanent_id)
    page.regions = ([owner.region] if owner and owner.region else []) if own_place else list(document.regions.all())
    page.policy_fields = list(document.policy_fields.all())
    page.support_forms = list(fields["support_forms"])
    page.bases = _bases(document, clauses)
    page.conditions = [SchemeCondition(sort_order=order, **row) for order, row in enumerate(conditions)]
    page.roles = [SchemeRole(sort_order=order, **row) for order, row in enumerate(roles)]
    scheme_list().add_child(instance=page)
    page.save_revision(user=user, log_action="wagtail.create")
    return page


@transaction.atomic
def add_clauses(*, scheme: Scheme, document: PolicyDocument, clauses: Iterable[UUID], user: Any) -> int:
    """Let the scheme's draft rest on these clauses too; returns how many are new."""
    draft = scheme.get_latest_revision_as_object()
    rows = list(draft.bases.all())
    known = {row.clause_id for row in rows if row.document_id == document.pk}
    added = _bases(document, [clause for clause in clauses if clause not in known])
    for order, row in enumerate(added, len(rows)):
        row.sort_order = order
    if added:
        draft.bases = [*rows, *added]
        draft.save_revision(user=user, log_action=True)
    return len(added)


def judge(*, document: PolicyDocument, clauses: Iterable[UUID], ground: str, note: str, user: Any) -> int:
    """Say of clauses that they need no scheme; said again it replaces what was said before."""
    said = [
        ClauseJudgement.objects.update_or_create(
            document=document,
            clause_id=clause,
            defaults={"ground": ground, "note": note, "judged_by": user, "judged_at": timezone.now()},
        )
        for clause in clauses
    ]
    return len(said)


def take_back(*, document: PolicyDocument, clause: UUID) -> None:
    """The clause is to be judged again."""
    ClauseJudgement.objects.filter(document=document, clause_id=clause).delete()


def _bases(document: PolicyDocument, clauses: Iterable[UUID]) -> list[SchemeBasis]:
    version = current_versions([document.permanent_id]).get(document.permanent_id)
    return [
        SchemeBasis(document=document, clause_id=clause, version_seen=version, sort_order=order)
        for order, clause in enumerate(clauses)
    ]
