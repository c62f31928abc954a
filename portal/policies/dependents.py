"""Whose public form follows from a document: documents whose validity it ends, and schemes resting on any of them."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from portal.pages.models import PortalPage
from portal.policies.choices import RelationKind
from portal.publication.models import PublishedItem

if TYPE_CHECKING:
    from portal.policies.models import PolicyDocument

ENDING = (RelationKind.AMENDS, RelationKind.REPEALS, RelationKind.SUPERSEDES)


def dependents_of(document: "PolicyDocument") -> list[PortalPage]:
    """Live pages; a relation that was public until now and is taken back counts like one that is new."""
    ended = _ended(document)
    # Asked by name: the models of documents and schemes know this module.
    schemes = apps.get_model("policies", "Scheme")
    resting = schemes.objects.live().filter(bases__document__in=[document.pk, *(page.pk for page in ended)])
    return [*ended, *resting.distinct()]


def _ended(document: "PolicyDocument") -> list["PolicyDocument"]:
    now = {row.target_id for row in document.relations.all() if row.target_id and row.kind in ENDING}
    told = PublishedItem.objects.filter(pk=document.permanent_id).values_list("listing", flat=True).first() or {}
    until_now = {row["id"] for kind in ENDING for row in told.get(kind, ()) if row["id"]}
    if not (now or until_now):
        return []
    return list(type(document).objects.live().filter(Q(pk__in=now) | Q(permanent_id__in=until_now)))
