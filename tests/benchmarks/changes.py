"""A page of 500 events by the size of the log, beside the bare SQL of it.

The long form is `python -m tests.benchmarks.following`.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.db import connection
from django.test import Client

from api.positions import token
from portal.publication.head import log_head
from portal.publication.models import LogHead, PublicationEvent
from tests.search.records import publish

PAGE = 500
SEEDS = 500
TABLE = PublicationEvent._meta.db_table
SUMMARY = "对符合条件的企业按照实际投入给予一次性补助，申报单位应当提供真实完整的材料。" * 8


@dataclass(frozen=True)
class Spent:
    """Milliseconds, the best of the rounds, which take turns; `size` is a page's bytes.

    Processor time where the database runs in this process, else by the clock.
    """

    events: int
    page: float
    joined: float
    parsed: float
    size: int


def seed() -> None:
    """A few hundred different events, written as events are."""
    for number in range(SEEDS):
        publish(title=f"关于支持企业创新发展的第{number}号措施", summary=SUMMARY, level="city", region=["320500"])


def grow(events: int) -> None:
    """Repeat what is there until the log has so many events."""
    columns = [field.column for field in PublicationEvent._meta.concrete_fields if field.column != "position"]
    names = ", ".join(columns)
    while (held := log_head().position) < events:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} (position, {names}) SELECT position + %s, {names} FROM {TABLE} "
                "WHERE position <= %s",
                [held, min(held, events - held)],
            )
        LogHead.objects.update(position=min(2 * held, events))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measured(events: int, rounds: int = 40) -> Spent:
    """Pages from random places of the log."""
    grow(events)
    client, chance, head = Client(), Random(3), log_head()
    best: dict[str, float] = {}
    size = 0
    for _ in range(rounds):
        after = chance.randrange(events - PAGE + 1)
        address = f"/api/v1/changes?limit={PAGE}&after={token(head.epoch, after)}"
        for name, work in (
            ("page", lambda address=address: client.get(address).content),
            ("joined", lambda after=after: joined(after)),
            ("parsed", lambda after=after: parsed(after)),
        ):
            spent, body = _timed(work)
            best[name] = min(spent, best.get(name, spent))
            size = len(body)
    return Spent(events, best["page"], best["joined"], best["parsed"], size)


def joined(after: int) -> bytes:
    """The least that any server must do: the texts by position, put together."""
    return ('{"data":[' + ",".join(_bodies(after)) + "]}").encode()


def parsed(after: int) -> bytes:
    """What a server does that keeps objects and writes JSON."""
    return json.dumps({"data": [json.loads(body) for body in _bodies(after)]}, ensure_ascii=False).encode()


def _bodies(after: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT body FROM {TABLE} WHERE position > %s ORDER BY position LIMIT {PAGE}", [after])
        return [body for (body,) in cursor.fetchall()]


def _timed(work: Callable[[], bytes]) -> tuple[float, bytes]:
    clock = time.thread_time if connection.vendor == "sqlite" else time.perf_counter
    started = clock()
    body = work()
    return (clock() - started) * 1000, body
