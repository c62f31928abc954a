"""A reader that polls while many write: it is told of everything once, in the order of commits, without a gap."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest
from django.db import connection

from portal.publication.models import LogHead
from portal.publication.record import record
from portal.publication.transaction import transaction
from tests.api.conftest import Reader
from tests.search.records import Record, publish

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


class Refused(Exception):
    """Takes a transaction back."""


def record_of(item_id: UUID) -> Record:
    detail = {
        "id": str(item_id), "kind": "policies", "title": f"文件{item_id}", "summary": None, "level": "city",
        "region": [], "field": [], "published_on": None, "url": f"/policies/{item_id}/", "validity_facts": {},
    }  # fmt: skip
    return Record(item_id, detail)


def write(count: int, chance: random.Random, written: list[str], stop: threading.Event) -> None:
    """Publish in transactions of one to three records that end after a random while; one in eight is taken back."""
    while count > 0 and not stop.is_set():
        ids = [uuid4() for _ in range(min(count, chance.randrange(1, 4)))]
        refused = chance.random() < 0.125
        try:
            with transaction():
                for item_id in ids:
                    record(record_of(item_id))
                # SQLite has one writer at a time: there a sleep would only make the others wait.
                time.sleep(chance.random() * 0.02 if connection.vendor == "postgresql" else 0)
                if refused:
                    raise Refused
        except Refused:
            continue
        finally:
            # The pool has no more connections than there are writers, and the reader needs one.
            connection.close()
        written.extend(str(item_id) for item_id in ids)
        count -= len(ids)


@contextmanager
def writing(writers: int, events: int) -> Iterator[tuple[list[str], list[threading.Thread]]]:
    """(what was written, by whom); a reader that fails does not leave writers behind."""
    written: list[str] = []
    stop = threading.Event()
    threads = [
        threading.Thread(target=write, args=(events // writers, random.Random(number), written, stop))
        for number in range(writers)
    ]
    for thread in threads:
        thread.start()
    try:
        yield written, threads
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_reader_among_writers_misses_nothing(reader: Reader, long_run: bool) -> None:
    publish()
    whole = connection.vendor == "postgresql"
    writers, events = (20, 2_000) if whole or long_run else (8, 200)
    cursor = reader.read("/changes", after="now")["next_cursor"]
    told: list[dict] = []

    with writing(writers, events) as (written, threads):
        while True:
            ended = not any(thread.is_alive() for thread in threads)
            page = reader.read("/changes", after=cursor, limit="50", wait=random.Random(len(told)).choice("00001"))
            cursor = page["next_cursor"]
            told += page["data"]
            if ended and not page["has_more"]:
                break

    assert len(written) == events and sorted(event["data"]["id"] for event in told) == sorted(written)
    assert [int(event["sequence"]) for event in told] == list(range(2, events + 2))
    assert LogHead.objects.get().position == events + 1
