"""Two pages become one: fields are picked, references moved, the other is withdrawn and leads on."""

import copy
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Page

from portal.pages.models import PortalPage
from portal.pages.verbs import publish_changes, withdraw
from portal.publication import record as log
from portal.publication.transaction import transaction
from portal.sources.access import require_edit
from portal.sources.deciding import Overtaken
from portal.sources.duplicates.finding import proposed_with
from portal.sources.duplicates.references import Move, move_references
from portal.sources.fields import Field, fields_of
from portal.sources.models import DuplicatePair, Fingerprint, PairState, SourceRecord

MERGED = "merged"


@dataclass(frozen=True)
class Merged:
    """The page that stays, how many others now point at it, and how many named a clause that it does not have."""

    survivor: PortalPage
    moved: int
    lost_clauses: int


def merge(*, pair: DuplicatePair, survivor: Page, names: Collection[str], user: Any, note: str = "") -> Merged:
    """Keep `survivor`, with the fields `names` as the other page has them, and withdraw the other.

    All in one publication. Raises Overtaken, PermissionDenied, ValidationError, GateRefused; nothing is changed then.
    """
    with transaction():
        mine = _locked(pair)
        other = mine.second if survivor.pk == mine.first_id else mine.first
        kept, lost = Page.objects.get(pk=survivor.pk).specific, other.specific
        _check(kept, lost, names, user)
        move = Move(lost, kept)
        pointing = move_references(move)
        kept = Page.objects.get(pk=kept.pk).specific
        if names:
            publish_changes(page=_with_fields(kept, lost, names), user=user, note=note or str(_("Merged")))
        for page in pointing:
            fresh = Page.objects.get(pk=page.pk).specific
            if isinstance(fresh, PortalPage) and fresh.live and fresh.pk != lost.pk:
                log.record(fresh)
        withdraw(page=lost, reason=MERGED, successor=kept.permanent_id, user=user, note=note)
        _settle(mine, lost, kept, user)
    return Merged(kept, len(pointing), move.lost_clauses)


def keep_apart(*, pair: DuplicatePair, user: Any) -> None:
    """The two are not the same: never proposed again."""
    with transaction():
        mine = _locked(pair)
        _require_either(mine, user)
        _decide(mine, PairState.DIFFERENT, user)


def _locked(pair: DuplicatePair) -> DuplicatePair:
    found = DuplicatePair.objects.select_for_update().get(pk=pair.pk)
    if found.state != PairState.PROPOSED:
        raise Overtaken
    return found


def _require_either(pair: DuplicatePair, user: Any) -> None:
    """Who may edit one of the two may say that they differ."""
    try:
        require_edit(user, pair.first.specific)
    except PermissionDenied:
        require_edit(user, pair.second.specific)


def _check(kept: PortalPage, lost: PortalPage, names: Collection[str], user: Any) -> None:
    require_edit(user, kept)
    if not (kept.live and lost.live):
        raise ValidationError(_("Only two published records can be merged; delete the draft, or publish it first."))
    allowed = kept.permissions_for_user(user).can_publish() and lost.permissions_for_user(user).can_unpublish()
    if not allowed:
        raise PermissionDenied(_("You may not publish the one and withdraw the other."))
    if names and kept.has_unpublished_changes:
        raise ValidationError(_("“%(title)s” has a draft in work: publish or discard it first.")
                              % {"title": kept.title})  # fmt: skip


def _with_fields(kept: PortalPage, lost: PortalPage, names: Collection[str]) -> PortalPage:
    for field in fields_of(type(kept)):
        if field.name in names:
            setattr(kept, field.name, _copied(lost, field))
    return kept


def _copied(lost: PortalPage, field: Field) -> Any:
    """The value, of parts new rows that keep their permanent ids: what happened to a window goes along."""
    value = getattr(lost, field.name)
    if not hasattr(value, "all"):
        return value
    relations = {found.get_accessor_name() for found in get_all_child_relations(type(lost))}
    return [_new_row(row) for row in value.all()] if field.name in relations else list(value.all())


def _new_row(row: Any) -> Any:
    fresh = copy.copy(row)
    fresh._state = copy.copy(row._state)
    fresh.pk, fresh._state.adding = None, True
    if isinstance(row, ClusterableModel):
        fresh._cluster_related_objects = {}
        for relation in get_all_child_relations(type(row)):
            name = relation.get_accessor_name()
            setattr(fresh, name, [_new_row(part) for part in getattr(row, name).all()])
    return fresh


def _settle(pair: DuplicatePair, lost: PortalPage, kept: PortalPage, user: Any) -> None:
    _decide(pair, PairState.MERGED, user)
    proposed_with([lost.pk]).delete()
    Fingerprint.objects.filter(page=lost.pk).delete()
    SourceRecord.objects.filter(page=lost.pk).update(page=kept.pk)


def _decide(pair: DuplicatePair, state: str, user: Any) -> None:
    pair.state, pair.decided_at, pair.decided_by = state, timezone.now(), user
    pair.save()


def pairs_of(user: Any) -> list[DuplicatePair]:
    """Open proposals about which the user decides: who may edit one of the two."""
    pairs = DuplicatePair.objects.filter(Q(state=PairState.PROPOSED)).select_related("first", "second")
    return [pair for pair in pairs if _may_decide(pair, user)]


def _may_decide(pair: DuplicatePair, user: Any) -> bool:
    try:
        _require_either(pair, user)
    except PermissionDenied:
        return False
    return True
