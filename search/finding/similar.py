"""Other records like one: by the words of its title, its own kind first."""

import math
from dataclasses import dataclass

from portal.publication.models import PublishedItem
from search.engine import EngineUnavailable, Hit, TitleLookup, configured_engine
from search.finding.memory import recall, remember
from search.finding.titles import live
from search.text.chinese import bigrams, compact

KEPT_SECONDS = 600
# While the engine is away no item page waits for it again and again.
AWAY_SECONDS = 30
AWAY_KEY = "similar:away"
LOOKED_AT = 40
LEAST_SHARE = 0.3
# How much nearer another kind's title must be to come before one of the same kind.
OTHER_KIND = 0.7


@dataclass(frozen=True)
class Known:
    """A published record as its detail form names it."""

    id: str
    version: int
    kind: str
    title: str


def similar(item: Known | PublishedItem, limit: int = 5) -> list[PublishedItem] | None:
    """At most `limit` live records with a like title, not of the same title; None while the engine is away."""
    key = f"similar:{item.id}:{item.version}"
    ids = recall(key)
    if ids is None:
        if recall(AWAY_KEY):
            return None
        try:
            ids = _ids(item)
        except EngineUnavailable:
            remember(AWAY_KEY, True, AWAY_SECONDS)
            return None
        remember(key, ids, KEPT_SECONDS)
    return _first(ids, compact(item.title), limit)


def _first(ids: list[str], own: str, limit: int) -> list[PublishedItem]:
    """The first that are public under a title that is not `own`; seldom is more than one step looked at."""
    found: list[PublishedItem] = []
    for start in range(0, len(ids), limit):
        some = live([Hit(id) for id in ids[start : start + limit]])
        found += [other for other in some if compact(other.title) != own]
        if len(found) >= limit:
            break
    return found[:limit]


def _ids(item: Known | PublishedItem) -> list[str]:
    """Ids by likeness. What has the very same title is another version or a repost, no other record."""
    pairs = tuple(dict.fromkeys(bigrams(item.title)))
    lookup = TitleLookup(pairs=pairs, required=max(1, math.ceil(LEAST_SHARE * len(pairs))), limit=LOOKED_AT)
    hits = [hit for hit in configured_engine().titles(lookup) if hit.id != str(item.id)]
    rows = PublishedItem.objects.filter(pk__in=[hit.id for hit in hits]).values_list("pk", "kind", "title")
    known = {str(pk): (kind, compact(title)) for pk, kind, title in rows}
    others = [hit for hit in hits if hit.id in known and known[hit.id][1] != compact(item.title)]
    others.sort(key=lambda hit: -hit.score * (1 if known[hit.id][0] == item.kind else OTHER_KIND))
    return [hit.id for hit in others]
