"""Several workers may sweep at once: each boundary is still told once, positions stay gapless."""

import datetime as dt
import threading

import pytest
from django.db import connections

from portal.publication.models import DueBoundary, PublicationEvent, PublishedItem
from portal.windows.sweeper import sweep

WORKERS = 3


def due(now: dt.datetime, items: int) -> None:
    """Calls whose opening and closing are both due."""
    rows = [PublishedItem(kind="notices", title="", published_at=now, updated_at=now) for _ in range(items)]
    PublishedItem.objects.bulk_create(rows)
    DueBoundary.objects.bulk_create(
        DueBoundary(item=row, window_id="w", name=name, due_at=now - dt.timedelta(hours=hours))
        for row in rows
        for name, hours in (("opened", 2), ("closed", 1))
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_boundaries_are_told_once_by_several_sweepers() -> None:
    now = dt.datetime.now(dt.UTC)
    due(now, items=30)
    start, failures = threading.Barrier(WORKERS), []

    def work() -> None:
        start.wait()
        try:
            sweep(now)
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    told = list(PublicationEvent.objects.order_by("position").values_list("position", "item_id", "type"))
    assert not failures
    assert len(told) == len({(item_id, name) for _, item_id, name in told}) == 60
    assert [position for position, _, _ in told] == list(range(told[0][0], told[0][0] + 60))
