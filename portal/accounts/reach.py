"""How far a person's memberships reach, asked once a request: lists ask about hundreds of records."""

import uuid
from dataclasses import dataclass
from typing import Any

from portal.accounts.policy import ACTIONS_BY_ROLE, covers_regions, facts_of
from portal.taxonomy.models import Region
from portal.taxonomy.organisations import with_descendants

REMEMBERED = "_reach"


@dataclass(frozen=True)
class Part:
    """What one membership gives: these actions, for these organisations, within this region (null: no limit)."""

    organisations: frozenset[uuid.UUID]
    actions: frozenset[str]
    region: Region | None


@dataclass(frozen=True)
class Reach:
    """All of a person's current memberships. A superuser's reach has no end."""

    everything: bool
    parts: tuple[Part, ...]

    @property
    def organisations(self) -> frozenset[uuid.UUID]:
        """Those for which the person acts, and all below them."""
        return frozenset().union(*(part.organisations for part in self.parts))

    def allows(self, action: str, record: Any) -> bool:
        """The same answer as portal.accounts.policy.may gives about a record with an owner."""
        if self.everything:
            return True
        owner = record.record_owner_id
        return any(
            part.region is None or covers_regions(part.region, facts_of(record).regions)
            for part in self.parts
            if action in part.actions and owner in part.organisations
        )


def reach_of(user: Any) -> Reach:
    """The user's reach today, remembered on this object of the user, which lives for one request."""
    found: Reach | None = getattr(user, REMEMBERED, None)
    if found is None:
        found = _look_up(user)
        setattr(user, REMEMBERED, found)
    return found


def _look_up(user: Any) -> Reach:
    if not user.is_authenticated or not user.is_active:
        return Reach(False, ())
    if user.is_superuser:
        return Reach(True, ())
    rows = user.memberships.current().select_related("region")
    return Reach(
        False,
        tuple(
            Part(frozenset(with_descendants({row.organisation_id})), ACTIONS_BY_ROLE[row.role], row.region)
            for row in rows
        ),
    )
