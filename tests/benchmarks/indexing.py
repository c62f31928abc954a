"""How fast an engine files records, and how soon a change is found."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from uuid import uuid4

from portal.publication.consumers import beat
from portal.publication.head import log_head
from portal.publication.models import PublishedItem
from search.engine import Engine, Query
from search.engines.elastic_schema import action, building, mapping
from search.engines.elasticsearch import ElasticsearchEngine
from search.filing import Deletion, SearchDocument
from search.indexing.comparison import CONSUMER
from tests.benchmarks import raw
from tests.benchmarks.collection import filed_documents
from tests.benchmarks.figures import Figure, percentile

# Read beforehand, so that only the engine is timed, also where it works on while the next batch is read.
HELD_BATCHES = 100
UPDATES = 20


@dataclass
class Filing:
    """Characters of title and text; seconds of reading them from the log, of filing and swapping, of raw bulk.

    `processor` are the seconds that filing took on all processors, also in the processes it started.
    """

    records: int = 0
    characters: int = 0
    reading: float = 0.0
    filing: float = 0.0
    processor: float = 0.0
    raw: float = 0.0


def file_all(engine: Engine, server: str = "") -> Filing:
    """Build the index that serves from now on; with `server`, send the same ready bodies to another one by bulk."""
    head, filing, begun = log_head(), Filing(), _processor_seconds()
    new, other = engine.beside(head.epoch), _Other(engine, server) if server else None
    ids = PublishedItem.objects.filter(live=True).order_by("pk").values_list("pk", flat=True).iterator()
    batches = filed_documents(ids)
    while held := _held(batches, filing):
        for place, documents in enumerate(held):
            if other and place % 2:
                filing.raw += other.seconds(documents)
            started = time.perf_counter()
            new.apply(documents)
            filing.filing += time.perf_counter() - started
            if other and not place % 2:
                filing.raw += other.seconds(documents)
    started = time.perf_counter()
    new.swap()
    filing.filing += time.perf_counter() - started
    filing.processor += _processor_seconds() - begun
    if other:
        filing.raw += other.finished()
    beat(CONSUMER, position=head.position)
    return filing


def _held(batches: Iterator[list[SearchDocument]], filing: Filing) -> list[list[SearchDocument]]:
    started, spent = time.perf_counter(), time.thread_time()
    held = list(islice(batches, HELD_BATCHES))
    filing.reading += time.perf_counter() - started
    filing.processor -= time.thread_time() - spent
    filing.records += sum(map(len, held))
    filing.characters += sum(len(document.title) + len(document.text) for batch in held for document in batch)
    return held


def _processor_seconds() -> float:
    """Of this process, all threads, and of those it started that have ended."""
    found = os.times()
    return found.user + found.system + found.children_user + found.children_system


class _Other:
    """An index with the engine's mapping and settings, filled by nothing but bulk requests."""

    def __init__(self, engine: Engine, server: str):
        if not isinstance(engine, ElasticsearchEngine):
            raise TypeError("only Elasticsearch has a raw form")
        self.name = f"{engine.alias}-raw"
        self._raw = raw.Raw(server)
        self._raw.seconds(raw.put(self.name, settings=building(engine.options), mappings=mapping("")))

    def seconds(self, documents: Sequence[SearchDocument]) -> float:
        """Of one bulk request; making its body does not count."""
        ready = raw.bulk(self.name, (action(self.name, document) for document in documents))
        return self._raw.seconds(ready, raw.NDJSON)

    def finished(self) -> float:
        """Make all visible, then remove it."""
        taken = self._raw.seconds(raw.Sent("POST", f"/{self.name}/_refresh", b""))
        self._raw.seconds(raw.Sent("DELETE", f"/{self.name}", b""))
        self._raw.close()
        return taken


def figures(name: str, size: int, filing: Filing, bytes_stored: int | None) -> Iterator[Figure]:
    """Rates in million characters a second, and what the index takes."""
    million = filing.characters / 1e6
    aim = "" if filing.raw else "≥ 2"
    yield Figure(name, "characters a record, mean", "", size, filing.characters / filing.records)
    yield Figure(name, "reading the log, making documents", "M/s", size, million / filing.reading)
    yield Figure(name, "indexing with segmentation", "M/s", size, million / filing.filing, aim)
    if not filing.raw:
        yield Figure(name, "indexing, per processor second", "M", size, million / filing.processor, "≥ 1")
    if filing.raw:
        yield Figure(name, "raw bulk of the same ready bodies", "M/s", size, million / filing.raw)
        yield Figure(name, "indexing: times the speed of raw bulk", "x", size, filing.raw / filing.filing, "≥ 0.8")
    if bytes_stored:
        yield Figure(name, "index", "MiB", size, bytes_stored / 2**20, grows=True)
        yield Figure(name, "index a character", "bytes", size, bytes_stored / filing.characters)


def updating(name: str, size: int, engine: Engine) -> Iterator[Figure]:
    """One record changed again and again; from giving it to the engine until a search finds it by its new words."""
    (document,) = next(filed_documents(PublishedItem.objects.filter(live=True).values_list("pk", flat=True)[:1]))
    spent = []
    for _ in range(UPDATES):
        word = uuid4().hex
        changed = replace(document, id=str(uuid4()), text=f"{document.text}\n{word}")
        started = time.perf_counter()
        engine.apply([changed])
        while not engine.search(Query(text=word, limit=1)).hits:
            time.sleep(0.001)
        spent.append(time.perf_counter() - started)
        engine.apply([], [Deletion(changed.id, changed.position)])
    yield Figure(name, "one update until found, p50", "s", size, percentile(spent, 0.5), grows=True)
    yield Figure(name, "one update until found, slowest", "s", size, max(spent), "≤ 1", grows=True)
