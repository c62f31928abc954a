"""The k-th SQL statement fails, for every k: page and log are changed together or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, connection
from django.test import Client

from portal.accounts.models import User
from portal.pages.repair import mend
from portal.publication.models import PublicationEvent
from tests.journeys.doors import editing, programs
from tests.journeys.doors.ways import Way
from tests.journeys.snapshots import everything

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

# Fewer would mean that the statements of the door itself were never reached.
LEAST = 25


WAYS: dict[str, Callable[[Client], Way]] = {
    "publish": lambda _: editing.edit(),
    "unpublish": lambda _: editing.unpublish(),
    "withdraw": lambda _: programs.withdraw_with_a_reason(),
    "schedule": lambda _: editing.schedule(),
    "publish_scheduled": lambda _: editing.scheduled_publish(),
    "expire": lambda _: editing.scheduled_expiry(),
    "approve": lambda _: editing.workflow(),
}


@contextmanager
def failing_at(number: int) -> Iterator[list[str]]:
    """The `number`-th statement fails instead of running; yields the statements seen."""
    seen: list[str] = []

    def run(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        seen.append(sql)
        if len(seen) == number:
            raise DatabaseError(f"statement {number} fails: {sql[:200]}")
        return execute(sql, *args)

    with connection.execute_wrapper(run):
        yield seen


@pytest.mark.parametrize("name", WAYS)
def test_any_failing_statement_leaves_all_or_nothing(name: str, client: Client, tmp_path: Path) -> None:
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "not-a-default-1"))
    client.raise_request_exception = False
    way = WAYS[name](client)
    before = everything()
    for number in count(1):
        with failing_at(number) as seen, suppress(DatabaseError, CommandError):
            way.go(client, tmp_path)
        if len(seen) < number:
            break
        if everything() != before:  # failed after COMMIT: everything must be there
            assert_done(way)
            way = WAYS[name](client)
            before = everything()
    assert number > LEAST
    assert_done(way)


def assert_done(way: Way) -> None:
    told = way.told()
    last = PublicationEvent.objects.order_by("-position")[: len(told)]
    assert sorted((event.type.split(".")[1], event.item_id) for event in last) == sorted(told)
    assert list(mend(dry_run=True)) == []
