"""Bulk writes: chunks by size, every item's own outcome looked at."""

import logging
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.engine import EngineUnavailable
from search.engines.elastic_reading import Asking

logger = logging.getLogger(__name__)

CHUNK_BYTES = 5_000_000
CHUNK_ITEMS = 500
RETRIES = 3
BACKOFF_SECONDS = 0.5
OLDER, REFUSED = 409, 400
ANSWER = ("errors", "items.*._id", "items.*.status", "items.*.error.type", "items.*.error.reason")


def write(client: Elasticsearch, asking: Asking, actions: Iterable[dict[str, Any]], *, require_alias: bool) -> None:
    """Store changes made by elastic_schema.action. Raises EngineUnavailable unless each was stored, was older than
    what is stored, or can never be stored; the last is logged with its reason.
    """
    made = iter(actions)
    while chunk := list(islice(made, CHUNK_ITEMS)):
        with asking():
            _try(client, chunk, require_alias)


def _try(client: Elasticsearch, actions: Sequence[dict[str, Any]], require_alias: bool) -> None:
    """A request refused as a whole is for one record's sake: halves are tried until that one is alone."""
    try:
        _send(client, actions, require_alias)
    except BadRequestError as error:
        if len(actions) == 1:
            _refused(actions[0]["_id"], str(error.body))
            return
        middle = len(actions) // 2
        _try(client, actions[:middle], require_alias)
        _try(client, actions[middle:], require_alias)


def _send(client: Elasticsearch, actions: Sequence[dict[str, Any]], require_alias: bool) -> None:
    answered = 0
    outcomes = streaming_bulk(
        client,
        actions,
        chunk_size=CHUNK_ITEMS,
        max_chunk_bytes=CHUNK_BYTES,
        raise_on_error=False,
        max_retries=RETRIES,
        initial_backoff=BACKOFF_SECONDS,
        filter_path=ANSWER,
        require_alias=require_alias,
    )
    for stored, outcome in outcomes:
        answered += 1
        if not stored:
            judge(outcome["index"])
    if answered != len(actions):
        raise EngineUnavailable(f"Elasticsearch confirmed {answered} of {len(actions)} records")


def _refused(record_id: str, reason: str) -> None:
    logger.error("Elasticsearch refuses record %.100s for good: %.300s", record_id, reason)


def done(answer: Any) -> None:
    """Raises EngineUnavailable unless the server says that it did what was asked, on every copy that it could reach."""
    if "_shards" in answer.body and answer.body["_shards"]["failed"] == 0:
        return
    if answer.body["acknowledged"] is not True or answer.body.get("shards_acknowledged") is False:
        raise EngineUnavailable("Elasticsearch did not confirm a change of its indexes")


def judge(outcome: dict[str, Any]) -> None:
    """What becomes of one change that was not stored."""
    status, error = outcome["status"], outcome.get("error") or {}
    if status == OLDER:
        return
    if status == REFUSED:
        _refused(outcome["_id"], f"{error.get('type')}: {error.get('reason')}")
        return
    raise EngineUnavailable(f"Elasticsearch did not store a record: {status} {error.get('type')}")
