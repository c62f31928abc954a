"""What an engine must store and forget for given records: read from the log as it is now."""

import logging
from collections.abc import Iterable
from uuid import UUID

from portal.publication.models import PublicationEvent, PublishedItem, PublishedVersion
from search.filing import Deletion, SearchDocument
from search.indexing.decision import Action, decide
from search.indexing.documents import document

logger = logging.getLogger(__name__)

BATCH = 200


def gather(ids: Iterable[UUID]) -> tuple[list[SearchDocument], list[Deletion]]:
    """What an engine must store and forget for these records to be as the log has them now."""
    documents: list[SearchDocument] = []
    deletions: list[Deletion] = []
    ids = list(ids)
    found = PublishedItem.objects.filter(pk__in=ids).defer("listing").prefetch_related("facet_rows", "spans")
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
    rows = PublishedVersion.objects.filter(item_id__in=current).values_list("pk", "item_id", "n")
    wanted = [pk for pk, item_id, n in rows if n == current[item_id]]
    found = PublishedVersion.objects.filter(pk__in=wanted).values_list("item_id", "detail")
    return {item_id: detail for item_id, detail in found if detail is not None}


def changed_after(position: int) -> tuple[list[UUID], int]:
    """The records of the next batch of events, each once, and the position of the last; ([], position) at the head."""
    events = PublicationEvent.objects.filter(position__gt=position).order_by("position")
    rows = list(events.values_list("item_id", "position")[:BATCH])
    return list(dict.fromkeys(item_id for item_id, _position in rows)), rows[-1][1] if rows else position
