"""Live records looked up by their titles alone."""

from collections.abc import Sequence

from portal.publication.models import PublishedItem
from search.engine import Hit, TitleLookup, configured_engine


def titled(lookup: TitleLookup) -> list[PublishedItem]:
    """The live records of a look-up, best first. Raises EngineUnavailable."""
    return live(configured_engine().titles(lookup))


def live(hits: Sequence[Hit]) -> list[PublishedItem]:
    """The records of hits in their order; what is gone by now is left out, whatever the index says."""
    found = PublishedItem.objects.filter(live=True).defer("facts").in_bulk([hit.id for hit in hits])
    public = {str(pk): item for pk, item in found.items()}
    return [public[hit.id] for hit in hits if hit.id in public]
