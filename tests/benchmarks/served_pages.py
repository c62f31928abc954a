"""What is asked of both sites, over HTTP from one process, and how the answers compare."""

import http.client
import os
import random
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from portal.http_cache.middleware import SETTLE_SECONDS
from portal.http_cache.truth import INDEX
from portal.policies.models import ApplicationNotice
from portal.publication.head import log_head
from portal.publication.models import ConsumerCursor, PublishedItem
from search.answering.query import search
from search.engine import configured_engine
from search.filters.facets import SHOWN, facets_of
from search.filters.grammar import Selection, parse
from search.filters.parameters import parameters_of
from search.indexing.rebuild import rebuild
from tests.benchmarks import web_process
from tests.benchmarks.calls import CONDITIONS, MATERIALS, PARAGRAPH, publish_seeds
from tests.benchmarks.copying import copy_up_to
from tests.benchmarks.plain import counting
from tests.benchmarks.plain.models import PlainCall

SEED = 20261121
ITEMS = 40
ANEW = {"Authorization": "none", "Accept-Encoding": "gzip"}
ANYBODY = {"Accept-Encoding": "gzip"}
CHOICES = ("", "status=open", "level=city", "status=open,closing_soon&level=district", "programme_year=2024")
WORDS = ("研发投入", "专精特新", "稳岗就业", "技术改造")
STATIC = "css/print.css"
# The portal counts a region with all that lie in it, the plain site each by itself.
LOOSE = {"region"}


@dataclass(frozen=True)
class Side:
    """Addresses that are asked in turn, and the headers of who asks."""

    name: str
    addresses: Sequence[str]
    headers: dict[str, str]


@dataclass(frozen=True)
class Pair:
    """Two sides of one comparison; `aim` is the least ratio of the other's processor time to ours, 0 for none.

    `once`: no address is asked twice, so that no part of a page is kept from another request.
    """

    what: str
    ours: Side
    other: Side
    aim: float = 0.0
    once: bool = False


@dataclass
class Best:
    """The best rounds: processor milliseconds of a request, requests a second, bytes of one answer."""

    processor: float = float("inf")
    rate: float = 0.0
    size: int = 0


def measured(given: Namespace) -> Iterator[str]:
    """The arguments of tests.benchmarks.pages. Lines to print as they come, the table at the end."""
    started = time.perf_counter()
    fill(given.size, given.calls)
    yield f"{given.size} calls on both sites, filed in {time.perf_counter() - started:.0f} s"
    yield from same_content()
    connection.close()
    with web_process.running() as (port, process):
        found = compared(pairs(given.rounds * given.requests), port, process, given.rounds, given.requests)
    yield f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, best of {given.rounds} rounds"
    yield from table(found)


def fill(size: int, calls: int) -> None:
    """Both sites' calls, and the index; what is there stays."""
    if PublishedItem.objects.filter(kind="notices", live=True).count() < size:
        copy_up_to(size, *publish_seeds(min(calls, size)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if not index_serves():
        rebuild(configured_engine())


def index_serves() -> bool:
    """Whether the engine has everything, filed as it is filed now."""
    cursor = ConsumerCursor.objects.filter(name=INDEX).first()
    found = search(_selection({}), now=timezone.now(), kind="notices")
    return bool(cursor and cursor.position == log_head().position and not found.degraded)


def same_content() -> Iterator[str]:
    """Both sites count the same and show the same facts. Raises RuntimeError where they do not."""
    for choice in CHOICES:
        ours, theirs = counts_of_portal(choice), counts_of_plain(choice)
        if ours != theirs:
            raise RuntimeError(f"counts of {choice or 'all'!r} differ: {ours} {theirs}")
    yield f"the counts of {len(CHOICES)} selections are the same on both sites"


def counts_of_portal(choice: str) -> dict[str, dict[str, int]]:
    """As the list shows them, without those that are 0."""
    given = dict(pair.split("=") for pair in choice.split("&") if pair)
    found = search(_selection(given), now=timezone.now(), kind="notices", facets=SHOWN["notices"])
    return {
        name: {row["value"]: row["count"] for row in rows if row["count"] and row["value"] != "none"}
        for name, rows in found.facets.items()
        if name not in LOOSE
    }


def counts_of_plain(choice: str) -> dict[str, dict[str, int]]:
    """As its list shows them, without those that are 0."""
    chosen = {name: value.split(",") for name, value in (pair.split("=") for pair in choice.split("&") if pair)}
    found = counting.counts(PlainCall.objects.live(), chosen, timezone.now())
    return {name: {value: n for value, n in rows.items() if n} for name, rows in found.items() if name not in LOOSE}


def _selection(given: dict[str, str]) -> Selection:
    query = QueryDict(mutable=True)
    query.update(given)
    return parse(query, facets=facets_of("notices"), parameters=parameters_of("notices"), strict=True)


def pairs(seldom: int) -> list[Pair]:
    """What is compared; addresses of items and choices are drawn the same way every time.

    `seldom` items more are asked for once.
    """
    slugs = list(PlainCall.objects.order_by("path").values_list("slug", "pk"))
    drawn = random.Random(SEED).sample(slugs, min(ITEMS + seldom, len(slugs)))
    items, once = drawn[:ITEMS], drawn[ITEMS:]
    ids = dict(ApplicationNotice.objects.values_list("slug", "permanent_id"))
    portal = [f"/notices/{slug}/" for slug, _key in items]
    lists = [f"?{choice}" if choice else "" for choice in CHOICES]
    asked = [f"?q={quote(words)}" for words in WORDS]
    plain = [f"/plain/{slug}/" for slug, _key in items]
    api = [f"/plain-api/pages/{key}/" for _slug, key in items]
    return [
        Pair("home", Side("portal", ["/"], ANEW), Side("plain", ["/plain/"], ANEW)),
        Pair("listing with counts", _side("portal", "/notices/", lists), _side("plain", "/plain-calls/", lists), 2.0),
        Pair("item", Side("portal", portal, ANEW), Side("plain", plain, ANEW), 1.5),
        Pair("item, first time", Side("portal", [f"/notices/{slug}/" for slug, _key in once], ANEW),
             Side("plain", [f"/plain/{slug}/" for slug, _key in once], ANEW), once=True),
        Pair("search with counts", _side("portal", "/search/", asked), _side("plain", "/plain-search/", asked)),
        Pair("API item", Side("portal", [f"/api/v1/notices/{ids[s]}" for s, _k in items], ANYBODY),
             Side("plain", api, ANYBODY)),
        Pair("item kept / static file", Side("portal", portal, ANYBODY),
             Side("static file", [staticfiles_storage.url(STATIC)], ANYBODY), 0.5),
    ]  # fmt: skip


def _side(name: str, path: str, queries: Sequence[str]) -> Side:
    return Side(name, [path + query for query in queries], ANEW)


def compared(
    wanted: Sequence[Pair], port: int, process: int, rounds: int, requests: int
) -> list[tuple[Pair, Best, Best]]:
    """Every pair: both sides warmed unless that would spoil it, then asked in rounds that alternate."""
    connection = http.client.HTTPConnection(web_process.HOST, port, timeout=60)
    _same_item(connection, next(pair for pair in wanted if pair.what == "item"))
    found = []
    for pair in wanted:
        best = {side.name: Best() for side in (pair.ours, pair.other)}
        for side in () if pair.once else (pair.ours, pair.other):
            _warm(connection, side)
        for number in range(rounds):
            for side in (pair.ours, pair.other) if number % 2 else (pair.other, pair.ours):
                first = number * requests if pair.once else 0
                _round(connection, process, side, range(first, first + requests), best[side.name])
        found.append((pair, best[pair.ours.name], best[pair.other.name]))
    return found


def _warm(connection: http.client.HTTPConnection, side: Side) -> None:
    """Ask for everything; again where pages are kept, which a process that has just started does not do at once."""
    for seconds in (0.0, SETTLE_SECONDS) if side.headers is ANYBODY else (0.0,):
        time.sleep(seconds)
        for address in side.addresses:
            answered(connection, address, side.headers)


def _round(connection: http.client.HTTPConnection, process: int, side: Side, numbers: range, best: Best) -> None:
    spent, began = web_process.processor_seconds(process), time.perf_counter()
    requests = len(numbers)
    for number in numbers:
        best.size = len(answered(connection, side.addresses[number % len(side.addresses)], side.headers))
    seconds = time.perf_counter() - began
    best.processor = min(best.processor, (web_process.processor_seconds(process) - spent) / requests * 1000)
    best.rate = max(best.rate, requests / seconds)


def answered(connection: http.client.HTTPConnection, address: str, headers: dict[str, str]) -> bytes:
    """The body as it was sent. Raises RuntimeError for anything but 200."""
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return body


def _same_item(connection: http.client.HTTPConnection, pair: Pair) -> None:
    """Both pages of a call hold all its facts."""
    for address, other in zip(pair.ours.addresses, pair.other.addresses, strict=True):
        for path in (address, other):
            page = answered(connection, path, {"Authorization": "none"}).decode()
            missing = [fact for fact in (PARAGRAPH, *CONDITIONS, *MATERIALS, "0512-65123457") if fact not in page]
            if missing:
                raise RuntimeError(f"{path} lacks {missing}")


def table(found: Sequence[tuple[Pair, Best, Best]]) -> Iterator[str]:
    """One line a comparison; a ratio above 1 is in the portal's favour."""
    twice = "portal", "other"
    yield f"{'':<24}{'ms of processor':>20}{'requests/s':>16}{'bytes':>18}{'ratio of':>11}{'ratio of':>9}"
    yield (
        f"{'':<24}"
        + "".join(f"{name:>{width}}" for width in (10, 8, 9) for name in twice)
        + f"{'ms':>11}{'rate':>9}  aim"
    )
    for pair, ours, other in found:
        ratio = other.processor / ours.processor
        aim = f"≥ {pair.aim}{'' if ratio >= pair.aim else ': missed'}" if pair.aim else ""
        yield (
            f"{pair.what:<24}{ours.processor:>10.2f}{other.processor:>10.2f}{ours.rate:>8.0f}{other.rate:>8.0f}"
            f"{ours.size:>9}{other.size:>9}{ratio:>11.2f}{ours.rate / other.rate:>9.2f}  {aim}"
        ).rstrip()
