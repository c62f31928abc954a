"""Who points at whom among the records that are public now; read from the facet rows, never stored in a version."""

from collections.abc import Iterable

from portal.publication.models import PublishedFacet, PublishedItem

# Facets whose values are permanent ids of other records.
RELATION_FACETS = ("policy", "scheme", "product", "notice")


def referring_to(
    ids: Iterable[str], *, names: Iterable[str] = RELATION_FACETS, kinds: Iterable[str] = ()
) -> list[PublishedItem]:
    """Live records (of `kinds`, or of all) whose relation facets `names` hold one of `ids`, newest first."""
    rows = PublishedFacet.objects.filter(name__in=list(names), value__in=[str(found) for found in ids])
    items = PublishedItem.objects.filter(live=True, id__in=rows.values("item_id"))
    return list((items.filter(kind__in=wanted) if (wanted := list(kinds)) else items).order_by("kind", "-date", "id"))
