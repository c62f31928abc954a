"""Schemes packaged into a product: choosing them by the axes of S 6.1.5, and the draft that comes of it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from portal.accounts.policy import organisations_for
from portal.breakdown.rights import scheme_list
from portal.pages.verbs import free_slug
from portal.policies.models import PolicyProduct, ProductMember, Scheme

MOST_SHOWN = 60
# Axis -> where it stands on a scheme.
AXES = {
    "support_form": "support_forms__code",
    "category": "category",
    "department": "roles__organisation__id",
    "industry": "industries__code",
}


@dataclass(frozen=True)
class Member:
    """A scheme in the product, in order, under a heading ("" for none)."""

    scheme: Scheme
    heading: str = ""


def candidates(asked: dict[str, str], chosen: list[int]) -> QuerySet[Scheme]:
    """Schemes published or in a draft that fit all that is asked (`q` in the title), without those chosen already."""
    found = Scheme.objects.filter(Q(live=True) | Q(first_published_at=None)).exclude(pk__in=chosen)
    for axis, where in AXES.items():
        if value := asked.get(axis):
            found = found.filter(**{where: value})
    if asked.get("q"):
        found = found.filter(title__icontains=asked["q"])
    return found.distinct().order_by("title", "pk")


@transaction.atomic
def save_product(
    *, product: PolicyProduct | None, title: str, summary: str, audience: str, members: list[Member], user: Any
) -> PolicyProduct:
    """A draft with these members in this order; a new one belongs to the user's organisation."""
    page = product.get_latest_revision_as_object() if product else _new(user)
    page.title, page.summary, page.audience_text = title, summary, audience
    page.members = [
        ProductMember(scheme=one.scheme, heading=one.heading, sort_order=order) for order, one in enumerate(members)
    ]
    if product is None:
        page.slug = free_slug(page.title, page.permanent_id)
        scheme_list().add_child(instance=page)
    page.save_revision(user=user, log_action=True if product else "wagtail.create")
    return page


def _new(user: Any) -> PolicyProduct:
    owner = next(iter(organisations_for(user)), None)
    page = PolicyProduct(live=False, has_unpublished_changes=True, owner=user, record_owner=owner)
    page.level = owner.level if owner else None
    page.regions = [owner.region] if owner and owner.region else []
    return page
