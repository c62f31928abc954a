"""Who points at whom among the records that are public now; read from the facet rows, never stored in a version."""

from collections.abc import Iterable

from django.db.models import F, Q

from portal.publication.models import PublishedFacet, PublishedItem

# Facets whose values are permanent ids of other records.
RELATION_FACETS = ("policy", "scheme", "product", "notice")


def referring_to(
    ids: Iterable[str], *, names: Iterable[str] = RELATION_FACETS, kinds: Iterable[str] = (), among: Q | None = None
) -> list[PublishedItem]:
    """Live records whose relation facets `names` hold one of `ids`, newest first; of `kinds` or `among` where given.

    Without what filters knew of them: it is as long as the list form, and the database must read and parse both.
    """
    rows = PublishedFacet.objects.filter(name__in=list(names), value__in=[str(found) for found in ids])
    items = PublishedItem.objects.filter(among or Q(), live=True, id__in=rows.values("item_id"))
    if wanted := list(kinds):
        items = items.filter(kind__in=wanted)
    return list(items.defer("facts").order_by("kind", F("date").desc(nulls_last=True), "id"))
