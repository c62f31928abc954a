"""Many editors at once: samples published from several threads, some of them rolled back after all."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from itertools import cycle, islice
from uuid import uuid4

from django.db import connection

from portal.demo.samples import SAMPLES, sample
from portal.pages.tree import listing_for
from portal.pages.verbs import publish_new
from portal.publication.transaction import transaction

# After so many records a worker publishes one more that its transaction then takes back.
ROLLED_BACK_EVERY = 8


class _ChangedMyMind(Exception):
    """Rolls a publication back as an error in the editor's request would."""


def publish_burst(number: int, workers: int) -> list[str]:
    """Publish `number` samples from `workers` threads, each in a transaction of its own; returns their ids.

    The kinds take turns, as additions to one listing wait for one another and those to several do not.
    """
    kinds = list(islice(cycle(SAMPLES), number))
    shares = [kinds[worker::workers] for worker in range(workers)]
    with ThreadPoolExecutor(max_workers=workers) as pool:
        # A thread begins without the caller's context, and with it without the waiver under which samples go out.
        running = [pool.submit(copy_context().run, _publish_share, share) for share in shares]
        return [found for future in running for found in future.result()]


def _publish_share(kinds: list[str]) -> list[str]:
    """One worker's records, on a connection of its own."""
    try:
        return [_publish(kind, taken_back=order % ROLLED_BACK_EVERY == 0) for order, kind in enumerate(kinds, 1)]
    finally:
        connection.close()


def _publish(kind: str, *, taken_back: bool) -> str:
    if taken_back:
        _publish_and_take_back(kind)
    page = publish_new(parent=listing_for(kind), page=sample(kind, f"演练记录 {uuid4().hex[:8]}（示例）"))
    return str(page.permanent_id)


def _publish_and_take_back(kind: str) -> None:
    try:
        with transaction():
            publish_new(parent=listing_for(kind), page=sample(kind, f"收回的演练记录 {uuid4().hex[:8]}（示例）"))
            raise _ChangedMyMind
    except _ChangedMyMind:
        return
