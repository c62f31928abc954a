"""The consumer that keeps the index equal to the log, and the rebuild from nothing."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from uuid import UUID

from portal.publication.models import ConsumerCursor, LogHead, PublicationEvent, PublishedItem, PublishedVersion
from search.decision import Action, decide
from search.documents import document
from search.engine import Engine, configured_engine
from search.filing import Deletion, SearchDocument

logger = logging.getLogger(__name__)

BATCH = 200
Progress = Callable[[int], None]


class Indexer:
    """Reads which records changed, then the records as they are now: repeating a batch changes nothing."""

    name = "search"

    def __init__(self, engine: Engine | None = None):
        self.engine = engine or configured_engine()
        self.built_to = 0

    def handle(self, events: Sequence[PublicationEvent]) -> None:
        """Bring the index up to these events; without an index, build it whole."""
        if not self.engine.ready():
            logger.warning("there is no search index that can be opened; building it from the log")
            self.built_to = rebuild(self.engine)
        if new := {event.item_id for event in events if event.position > self.built_to}:
            self.engine.apply(*gather(new))


def gather(ids: Iterable[UUID]) -> tuple[list[SearchDocument], list[Deletion]]:
    """What an engine must store and forget for these records to be as the log has them now."""
    documents: list[SearchDocument] = []
    deletions: list[Deletion] = []
    found = PublishedItem.objects.filter(pk__in=list(ids)).prefetch_related("facet_rows", "spans")
    items = {item.pk: item for item in found}
    details = details_of(items.values())
    for item_id in ids:
        item, detail = items.get(item_id), details.get(item_id)
        decision = decide(item, has_detail=detail is not None)
        logger.debug("%s %s: %s", decision.action, item_id, decision.reason)
        if item and decision.action is Action.REMOVE:
            deletions.append(Deletion(str(item_id), item.position))
        elif item and detail is not None and decision.action is Action.INDEX:
            documents.append(document(item, detail))
    return documents, deletions


def details_of(items: Iterable[PublishedItem]) -> dict[UUID, dict]:
    """The detail form of each record's current version, by permanent id."""
    current = {item.pk: item.version for item in items}
    rows = PublishedVersion.objects.filter(item_id__in=current).values_list("item_id", "n", "detail")
    return {item_id: detail for item_id, n, detail in rows if n == current[item_id] and detail is not None}


def rebuild(engine: Engine, progress: Progress = lambda done: None) -> int:
    """Build beside, swap, then replay what was published meanwhile; returns the position the index is up to.

    The indexer's cursor is moved up to it, never back: what it has not read yet is in the new index.
    """
    start = LogHead.objects.values_list("position", flat=True).first() or 0
    engine.rebuild(_everything(progress))
    while events := list(PublicationEvent.objects.filter(position__gt=start).order_by("position")[:BATCH]):
        engine.apply(*gather({event.item_id for event in events}))
        start = events[-1].position
    ConsumerCursor.objects.filter(name=Indexer.name, position__lt=start).update(position=start)
    return start


def _everything(progress: Progress) -> Iterator[list[SearchDocument]]:
    """Live records by id, in batches, so that no read lasts long."""
    after, done = None, 0
    while True:
        items = PublishedItem.objects.filter(live=True).order_by("pk")
        ids = list((items.filter(pk__gt=after) if after else items).values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        documents, _deletions = gather(ids)
        yield documents
        after, done = ids[-1], done + len(ids)
        progress(done)
