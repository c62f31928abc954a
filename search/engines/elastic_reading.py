"""Reading everything there is of an answer, page by page, from one point in time."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from typing import Any, TypeVar

from elasticsearch import Elasticsearch

from search.engine import EngineUnavailable
from search.filing import Filed

PAGE = 5_000
KEEP_ALIVE = "2m"
# Entered around every request: its limits, and what its failures become.
Asking = Callable[[], AbstractContextManager[None]]
Value = TypeVar("Value")


def every(
    client: Elasticsearch, asking: Asking, index: str, body: dict[str, Any], read: Callable[[dict[str, Any]], Value]
) -> Iterator[Value]:
    """What `read` makes of every hit of a search body in its order, however many; the point in time is given back,
    also when nobody reads to the end."""
    with asking():
        point = client.open_point_in_time(index=index, keep_alive=KEEP_ALIVE).body["id"]
    try:
        after: list[Any] | None = None
        while True:
            with asking():
                found = _page(client, body, point, after)
                hits, point = found["hits"]["hits"], found.get("pit_id", point)
                after = hits[-1]["sort"] if hits else None
                values = [read(hit) for hit in hits]
            yield from values
            if len(values) < PAGE:
                return
    finally:
        with suppress(EngineUnavailable), asking():
            client.close_point_in_time(id=point)


def _page(client: Elasticsearch, body: dict[str, Any], point: str, after: list[Any] | None) -> dict[str, Any]:
    pit = {"id": point, "keep_alive": KEEP_ALIVE}
    return client.search(
        **body, pit=pit, size=PAGE, search_after=after, track_total_hits=False, allow_partial_search_results=False
    ).body


def filed(client: Elasticsearch, asking: Asking, index: str) -> dict[str, Filed]:
    """Position and digest of every live record, from doc values."""
    body = {
        "query": {"bool": {"filter": [{"term": {"state": "live"}}]}},
        "sort": ["_shard_doc"],
        "docvalue_fields": ["position", "digest"],
    }
    return dict(every(client, asking, index, body, _filed))


def _filed(hit: dict[str, Any]) -> tuple[str, Filed]:
    return hit["_id"], Filed(hit["fields"]["position"][0], hit["fields"]["digest"][0])
