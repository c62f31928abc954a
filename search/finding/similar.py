"""Other records like one: by the words of its title, its own kind first."""

import math

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


def similar(item: PublishedItem, limit: int = 5) -> list[PublishedItem]:
    """At most `limit` live records with a like title, not of the same title; none while the engine is away."""
    key = f"similar:{item.pk}:{item.version}"
    ids = recall(key)
    if ids is None:
        if recall(AWAY_KEY):
            return []
        try:
            ids = _ids(item)
        except EngineUnavailable:
            remember(AWAY_KEY, True, AWAY_SECONDS)
            return []
        remember(key, ids, KEPT_SECONDS)
    own = compact(item.title)
    return [other for other in live([Hit(found) for found in ids]) if compact(other.title) != own][:limit]


def _ids(item: PublishedItem) -> list[str]:
    """Ids by likeness. What has the very same title is another version or a repost, no other record."""
    pairs = tuple(dict.fromkeys(bigrams(item.title)))
    lookup = TitleLookup(pairs=pairs, required=max(1, math.ceil(LEAST_SHARE * len(pairs))), limit=LOOKED_AT)
    hits = [hit for hit in configured_engine().titles(lookup) if hit.id != str(item.pk)]
    same_kind = PublishedItem.objects.filter(pk__in=[hit.id for hit in hits], kind=item.kind)
    alike = {str(pk) for pk in same_kind.values_list("pk", flat=True)}
    hits.sort(key=lambda hit: -hit.score * (1 if hit.id in alike else OTHER_KIND))
    return [hit.id for hit in hits]
