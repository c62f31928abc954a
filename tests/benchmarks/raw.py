"""Elasticsearch without the engine: what it was sent, sent again over one kept-alive connection."""

import http.client
import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from elastic_transport import Transport
from elasticsearch import Elasticsearch

JSON, NDJSON = "application/json", "application/x-ndjson"


@dataclass(frozen=True)
class Sent:
    """One request as it left the client."""

    method: str
    target: str
    body: bytes


@contextmanager
def listening() -> Iterator[list[Sent]]:
    """Collects what every client sends meanwhile."""
    sent: list[Sent] = []
    original = Transport.perform_request

    def overheard(self: Any, method: str, target: str, *, body: Any = None, **given: Any) -> Any:
        sent.append(Sent(method, target, json.dumps(body, ensure_ascii=False).encode() if body else b""))
        return original(self, method, target, body=body, **given)

    with patch.object(Transport, "perform_request", overheard):
        yield sent


class Raw:
    """One connection, opened once."""

    def __init__(self, url: str):
        parts = urlsplit(url)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 9200, timeout=120)

    def seconds(self, sent: Sent, kind: str = JSON) -> float:
        """Send, read the whole answer, and say how long that took. Raises RuntimeError for an error."""
        started = time.perf_counter()
        self._connection.request(sent.method, sent.target, body=sent.body, headers={"Content-Type": kind})
        answer = self._connection.getresponse()
        body = answer.read()
        taken = time.perf_counter() - started
        if answer.status >= 300 or (kind == NDJSON and b'"errors":true' in body):
            raise RuntimeError(f"{sent.method} {sent.target}: {answer.status} {body[:300]!r}")
        return taken

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


def bulk(index: str, actions: Iterable[dict[str, Any]]) -> Sent:
    """The changes of a bulk helper as one ready body."""
    lines: list[str] = []
    for action in actions:
        head = {"_id": action["_id"], "version": action["version"], "version_type": action["version_type"]}
        lines += (json.dumps({"index": head}), json.dumps(action["_source"], ensure_ascii=False))
    return Sent("POST", f"/{index}/_bulk?filter_path=errors", ("\n".join(lines) + "\n").encode())


def put(index: str, **body: Any) -> Sent:
    """A new index."""
    return Sent("PUT", f"/{index}", json.dumps(body).encode())


def stored_bytes(url: str, index: str) -> int:
    """What an index, or what an alias names, takes on disk, copies left out."""
    with Elasticsearch(url) as client:
        stats = client.indices.stats(index=index, metric="store")
    return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])
