"""Who points at whom among the records that are public now; read from the facet rows, never stored in a version."""

from collections.abc import Callable, Iterable

from portal.publication.models import PublishedFacet, PublishedItem

# Facets whose values are permanent ids of other records.
RELATION_FACETS = ("policy", "scheme", "product", "notice")
LONGEST_CHAIN = 3


def referring_to(ids: Iterable[str], *, names: Iterable[str] = RELATION_FACETS, kind: str = "") -> list[PublishedItem]:
    """Live records whose relation facets `names` hold one of `ids` (permanent ids as text), newest first."""
    rows = PublishedFacet.objects.filter(name__in=list(names), value__in=[str(found) for found in ids])
    items = PublishedItem.objects.filter(live=True, id__in=rows.values("item_id"))
    return list((items.filter(kind=kind) if kind else items).order_by("kind", "-date", "id"))


def referred_by(ids: Iterable[str], *, names: Iterable[str] = RELATION_FACETS) -> list[PublishedItem]:
    """Live records that the records `ids` themselves point at."""
    rows = PublishedFacet.objects.filter(name__in=list(names), item_id__in=[str(found) for found in ids])
    targets = set(rows.values_list("value", flat=True))
    return list(PublishedItem.objects.filter(live=True, id__in=targets).order_by("kind", "-date", "id"))


def chain(item_id: str, *, members: Iterable[str] = ()) -> tuple[list[PublishedItem], list[PublishedItem]]:
    """The chain document → scheme → product → call → result around one record: (what it rests on, what rests on it).

    Each direction is walked at most LONGEST_CHAIN steps and never turns round. `members` are the schemes of a
    product: what rests on them rests on the product too.
    """
    upward = _walk([item_id], referred_by)
    downward = _walk([item_id, *members], referring_to)
    known = {item_id, *members, *(str(item.id) for item in upward)}
    return upward, [item for item in downward if str(item.id) not in known]


def _walk(ids: Iterable[str], step: Callable[[list[str]], list[PublishedItem]]) -> list[PublishedItem]:
    found: dict[str, PublishedItem] = {}
    frontier = list(ids)
    for _ in range(LONGEST_CHAIN):
        new = [item for item in step(frontier) if str(item.id) not in found]
        found.update({str(item.id): item for item in new})
        frontier = [str(item.id) for item in new]
        if not frontier:
            break
    return list(found.values())
