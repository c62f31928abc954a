"""The one permission policy: back-office, API and export ask `may` and get a decision with its reason in words.

Wagtail's page permissions are the editor's door; this says what lies behind it.
"""

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.accounts.models import Membership
from portal.taxonomy import vocabulary
from portal.taxonomy.models import Organisation, Region
from portal.taxonomy.organisations import with_descendants

PUBLIC = "public"
VIEW = "view"
_VIEWER = frozenset({VIEW})
_EDITOR = _VIEWER | {"add", "edit"}
_APPROVER = _EDITOR | {"publish", "withdraw"}
ACTIONS_BY_ROLE = {
    Membership.Role.VIEWER: _VIEWER,
    Membership.Role.EDITOR: _EDITOR,
    Membership.Role.APPROVER: _APPROVER,
    Membership.Role.ADMINISTRATOR: _APPROVER | {"delete", "administer"},
}
ACTIONS = ACTIONS_BY_ROLE[Membership.Role.ADMINISTRATOR]


@dataclass(frozen=True)
class Decision:
    """Whether, and why; true in a condition when allowed. `reason` is in the active language."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True)
class RecordFacts:
    """What the decision rests on: whose record, where it applies (region codes), who may see it."""

    owner_id: uuid.UUID | None
    regions: frozenset[str] = frozenset()
    visibility: str = PUBLIC


def facts_of(record) -> RecordFacts:
    """The facts of a page (`record_owner`, `regions`, `visibility`), an organisation (itself), or given facts.

    A record that names no region counts as lying in its owner's.
    """
    if isinstance(record, RecordFacts):
        return record
    owner = record if isinstance(record, Organisation) else getattr(record, "record_owner", None)
    named = record.regions.all() if hasattr(record, "regions") else ()
    codes = frozenset(region.code for region in named)
    if not codes and owner is not None and owner.region is not None:
        codes = frozenset({owner.region.code})
    return RecordFacts(owner and owner.pk, codes, getattr(record, "visibility", PUBLIC))


def may(user, action: str, record) -> Decision:
    """May `user` do `action` (one of ACTIONS) to `record` today? Raises ValueError for an unknown action."""
    if action not in ACTIONS:
        raise ValueError(f"unknown action: {action}")
    facts = facts_of(record)
    if action == VIEW and facts.visibility == PUBLIC:
        return Decision(True, _("The record is public."))
    if not user.is_authenticated or not user.is_active:
        return Decision(False, _("Nobody is signed in, or the account is inactive."))
    if user.is_superuser:
        return Decision(True, _("The account is a superuser."))
    if facts.owner_id is None:
        return Decision(False, _("The record has no owner."))
    return _by_membership(user, action, facts)


def organisations_for(user, action: str = "add") -> list[Organisation]:
    """The organisations of the user's current memberships for whose records the user may do `action`, each once."""
    rows = user.memberships.current().select_related("organisation__region")
    return [one for one in dict.fromkeys(row.organisation for row in rows) if may(user, action, one)]


def _by_membership(user, action: str, facts: RecordFacts) -> Decision:
    """The first membership that covers all decides; otherwise the reason names what the nearest one lacked."""
    current = list(user.memberships.current().select_related("organisation", "region"))
    covering = [one for one in current if facts.owner_id in with_descendants({one.organisation_id})]
    if not covering:
        return Decision(False, _("No current membership covers the organisation that owns the record."))
    local = [one for one in covering if covers_regions(one.region, facts.regions)]
    if not local:
        return Decision(False, _("The membership is limited to another region."))
    for one in local:
        if action in ACTIONS_BY_ROLE[one.role]:
            names = {"role": one.get_role_display(), "organisation": one.organisation}
            return Decision(True, _("%(role)s of %(organisation)s.") % names)
    return Decision(False, _("The role does not include this action."))


def covers_regions(limit: Region | None, regions: frozenset[str]) -> bool:
    """True without a limit, or when every region of the record lies within it; an unknown place does not."""
    if limit is None:
        return True
    return bool(regions) and regions <= vocabulary.contained_regions(limit.code)
