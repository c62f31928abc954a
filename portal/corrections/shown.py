"""Answers that everybody may read."""

from django.db.models import Exists, OuterRef, QuerySet

from portal.corrections.models import OPEN_STATES, Correction
from portal.publication.models import PublishedItem


def shown() -> QuerySet[Correction]:
    """Newest answers first; those of records that are withdrawn are not shown."""
    live = PublishedItem.objects.filter(pk=OuterRef("item_id"), live=True)
    found = Correction.objects.filter(Exists(live), answer_shown=True).exclude(state__in=OPEN_STATES)
    return found.exclude(answer="").order_by("-answered_at", "pk")
