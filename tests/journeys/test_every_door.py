"""Every door gives exactly the right events, and with a log that cannot be written changes nothing at all."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import DatabaseError
from django.test import Client

from portal.accounts.models import User
from portal.pages.repair import mend
from portal.publication import transaction as transaction_module
from portal.publication.buffer import Buffer
from portal.publication.flush import flush
from portal.publication.models import LogHead, PublicationEvent
from tests.journeys.doors import DOORS
from tests.journeys.doors.programs import import_changed
from tests.journeys.doors.ways import Way
from tests.journeys.snapshots import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    """A signed-in superuser."""
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "not-a-default-1"))
    return client


def check(way: Way, editor: Client, folder: Path) -> None:
    start = LogHead.objects.get().position
    way.go(editor, folder)

    events = list(PublicationEvent.objects.filter(position__gt=start).order_by("position"))
    assert sorted((event.type.split(".")[1], event.item_id) for event in events) == sorted(way.told())
    assert [event.position for event in events] == list(range(start + 1, LogHead.objects.get().position + 1))
    for event in events:
        assert way.said.items() <= {"change_note": None, **event.data}.items()
    assert list(mend(dry_run=True)) == []


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_door_tells_exactly_what_happened(door: Callable[[], Way], editor: Client, tmp_path: Path) -> None:
    check(door(), editor, tmp_path)


def test_import_of_a_changed_record_tells_exactly_that(editor: Client, tmp_path: Path) -> None:
    check(import_changed(tmp_path), editor, tmp_path)


def fails(buffer: Buffer) -> None:
    flush(buffer)
    raise DatabaseError("the log is full")


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_door_without_a_log_changes_nothing(
    door: Callable[[], Way], editor: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way, before = door(), everything()
    monkeypatch.setattr(transaction_module, "flush", fails)
    editor.raise_request_exception = False
    with suppress(DatabaseError, CommandError):
        way.go(editor, tmp_path)

    assert everything() == before
