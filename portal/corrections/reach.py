"""Whose correction it is: the departments whose membership covers the record's owner."""

from typing import Any

from django.db.models import Q, QuerySet

from portal.accounts.policy import ACTIONS_BY_ROLE, RecordFacts, may
from portal.corrections.models import Correction
from portal.publication.models import PublishedItem
from portal.taxonomy.organisations import with_descendants

# Who keeps the whole: sees corrections of records without an owner, too.
EVERYTHING = "corrections.change_correction"
ACTION = "edit"


def within_reach(user: Any) -> QuerySet[Correction]:
    """Corrections that `user` may look at and answer."""
    found = Correction.objects.select_related("owner", "handled_by")
    if user.has_perm(EVERYTHING):
        return found
    roles = [role for role, actions in ACTIONS_BY_ROLE.items() if ACTION in actions]
    current = list(user.memberships.current().filter(role__in=roles))
    wide = with_descendants({one.organisation_id for one in current if one.region_id is None})
    limited = with_descendants({one.organisation_id for one in current if one.region_id is not None}) - wide
    local = [one.pk for one in found.filter(owner__in=limited) if may_handle(user, one)] if limited else []
    return found.filter(Q(owner__in=wide) | Q(pk__in=local))


def may_handle(user: Any, correction: Correction) -> bool:
    """The policy's answer about one; what has no owner is for those who keep the whole."""
    if user.has_perm(EVERYTHING):
        return True
    if correction.owner_id is None:
        return False
    item = PublishedItem.objects.filter(pk=correction.item_id).first()
    regions = frozenset((item.listing if item else {}).get("region") or ())
    return bool(may(user, ACTION, RecordFacts(correction.owner_id, regions)))
