"""Requests as people make them, each a text and two filters, and how long they take."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

from search.engine import Engine
from search.filters.facets import FACETS
from search.finding.suggestions import suggest
from tests.benchmarks import raw
from tests.benchmarks.engines import configured
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.relevance import lines
from tests.benchmarks.stopwatch import DATABASE, ENGINE, PARTS, TEMPLATE, WAITED, Stopwatch

SEED = 20260601
ASKED = ("question", "title_keywords", "title_fragment", "product_name_fragment", "service_name")
FILTERS: tuple[dict[str, str], ...] = (
    {"level": "province,city,district", "year": "2015,2016,2017,2018,2019,2020,2021,2022,2023,none"},
    {"kind": "policies,policy-products,notices", "region": "440000,360000"},
    {"kind": "guides,policies", "level": "country,province"},
    {"status": "open,closing_soon,open_ended,closed,none", "region": "110000"},
    {"field": "economy,technology,industry,talent,other,none", "level": "country,province"},
)
PAGE, API = "page", "API, all facets"
WARMING = 20


@dataclass(frozen=True)
class Timed:
    """Seconds of one request by the clock and of the processor, these also by part; `raw`: its search sent to the
    server alone, by the clock; `trips` to that server."""

    seconds: float
    processor: float
    parts: dict[str, float]
    raw: float = 0.0
    trips: int = 0


def texts(folder: Path, count: int) -> list[str]:
    """What people asked and looked for, drawn the same way every time."""
    found = [asked["query"] for asked in lines(folder / "queries.jsonl") if asked["kind"] in ASKED]
    return random.Random(SEED).sample(found, count)


def addresses(asked: Sequence[str], what: str) -> list[str]:
    """Of the page, or of the API with highlighting and the counts of every facet that can be counted."""
    counted = ",".join(name for name, facet in FACETS.items() if facet.countable)
    given = {"facets": counted, "highlight": "true", "page_size": "20"} if what == API else {}
    start = "/api/v1/search?" if what == API else "/search/?"
    return [start + urlencode({"q": q, **FILTERS[place % len(FILTERS)], **given}) for place, q in enumerate(asked)]


def timed(engine: Engine, wanted: Sequence[str], server: str = "") -> list[Timed]:
    """Ask one after the other, the first few twice. With `server` what the engine sends is sent again by itself,
    before or after the request in turn."""
    client, watch, found = Client(), Stopwatch(), []
    connection = raw.Raw(server) if server else None
    with configured(engine):
        for address in wanted[:WARMING]:
            answered(client, address)
    with configured(engine), watch.on(engine):
        for place, address in enumerate(wanted):
            sent = overheard(client, address) if connection else []
            alone = connection.seconds(sent[0]) if connection and place % 2 else 0.0
            watch.taken()
            wall, processor = time.perf_counter(), time.process_time()
            answered(client, address)
            wall, processor = time.perf_counter() - wall, time.process_time() - processor
            alone = connection.seconds(sent[0]) if connection and not alone else alone
            found.append(Timed(wall, processor, dict(watch.taken()), alone, len(sent)))
    if connection:
        connection.close()
    return found


def overheard(client: Client, address: str) -> list[raw.Sent]:
    """What is sent to the server for this address; the search comes first."""
    with raw.listening() as sent:
        answered(client, address)
    return sent


def answered(client: Client, address: str) -> HttpResponse:
    """The answer. Raises RuntimeError for one that is none or did not come from the engine."""
    answer = client.get(address)
    degraded = answer.context["result"]["degraded"] if answer.context else b'"degraded":true' in answer.content
    if answer.status_code != 200 or degraded:
        raise RuntimeError(f"{address}: {answer.status_code}, degraded: {degraded}")
    return answer


def figures(name: str, size: int, what: str, asked: Sequence[Timed]) -> Iterator[Figure]:
    """Whole requests, their processor time, and the parts."""
    wall = [request.seconds * 1000 for request in asked]
    aim = "≤ 50 at 20,000; 150 at 100,000" if not asked[0].raw else ""
    yield Figure(name, f"{what}, p50", "ms", size, percentile(wall, 0.5), grows=True)
    yield Figure(name, f"{what}, p95", "ms", size, percentile(wall, 0.95), aim, grows=True)
    processor = [request.processor * 1000 for request in asked]
    yield Figure(name, f"{what}, processor time, p50", "ms", size, percentile(processor, 0.5), grows=True)
    yield Figure(name, f"{what}, processor time, p95", "ms", size, percentile(processor, 0.95), grows=True)
    for part in (WAITED, ENGINE, *PARTS, TEMPLATE, DATABASE):
        spent = [request.parts.get(part, 0.0) * 1000 for request in asked]
        if any(spent):
            yield Figure(name, f"  {what}, of which {part}, p50", "ms", size, percentile(spent, 0.5), grows=True)
            yield Figure(name, f"  {what}, of which {part}, p95", "ms", size, percentile(spent, 0.95), grows=True)
    if asked[0].raw:
        yield from _compared(name, size, what, asked)


def _compared(name: str, size: int, what: str, asked: Sequence[Timed]) -> Iterator[Figure]:
    alone = [request.raw * 1000 for request in asked]
    beyond = [(request.seconds - request.raw) * 1000 for request in asked]
    times = [request.seconds / request.raw for request in asked]
    searching = [request.parts[WAITED] / request.raw for request in asked]
    trips = sum(request.trips for request in asked) / len(asked)
    yield Figure(name, f"{what}: requests to the server, mean", "", size, trips, "1")
    yield Figure(name, f"{what}: same body sent raw, p50", "ms", size, percentile(alone, 0.5), grows=True)
    yield Figure(name, f"{what}: same body sent raw, p95", "ms", size, percentile(alone, 0.95), grows=True)
    yield Figure(name, f"{what}: beyond raw, median of pairs", "ms", size, percentile(beyond, 0.5), "≤ 15")
    yield Figure(name, f"{what}: beyond raw, p95 of pairs", "ms", size, percentile(beyond, 0.95))
    yield Figure(name, f"{what}: times raw, median of pairs", "x", size, percentile(times, 0.5), "1.5")
    yield Figure(name, f"{what}: engine alone times raw, median", "x", size, percentile(searching, 0.5))


def suggesting(name: str, size: int, engine: Engine, asked: Sequence[str]) -> Iterator[Figure]:
    """What the search field offers after two to eight characters of what people asked."""
    spent = []
    with configured(engine):
        for place, text in enumerate([*asked[:WARMING], *asked]):
            started = time.perf_counter()
            suggest(text[: 2 + place % 7])
            spent.append((time.perf_counter() - started) * 1000)
    yield Figure(name, "suggestions, p50", "ms", size, percentile(spent[WARMING:], 0.5), grows=True)
    yield Figure(name, "suggestions, p95", "ms", size, percentile(spent[WARMING:], 0.95), "≤ 30", grows=True)
