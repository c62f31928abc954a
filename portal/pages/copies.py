"""What a copied page must not share with its original: the ids of its parts, and with them what happens to them."""

import uuid
from collections.abc import Iterable
from typing import Any

from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Page


def renew_parts(parts: Iterable[Any]) -> None:
    """Give unsaved parts, and parts of parts, new permanent ids."""
    for part in parts:
        if hasattr(part, "permanent_id"):
            part.permanent_id = uuid.uuid4()
        if isinstance(part, ClusterableModel):
            for relation in get_all_child_relations(part):
                renew_parts(getattr(part, relation.get_accessor_name()).all())


def forget_earlier_revisions(page: Page, user: Any) -> None:
    """One revision of a copy as it stands, instead of copied ones, which hold the ids of the original's parts."""
    fresh = Page.objects.get(pk=page.pk).specific
    copied = list(fresh.revisions.values_list("pk", flat=True))
    latest = fresh.save_revision(user=user, changed=False, clean=False)
    if fresh.live:
        Page.objects.filter(pk=page.pk).update(live_revision=latest)
    fresh.revisions.filter(pk__in=copied).delete()
