"""The dumps keep themselves: made when due, taken down at once, whatever else goes on."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from api.dumps import manifest as manifests
from api.dumps import shelf
from api.dumps.export import export
from api.dumps.keeper import DumpKeeper, is_due
from portal.publication.models import LogHead, PublicationEvent
from portal.publication.unavailable import Unavailable
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(settings: Any, tmp_path: Path) -> Path:
    settings.DUMPS_ROOT = tmp_path / "dumps"
    return tmp_path / "dumps"


def test_dump_is_due_when_there_is_none_and_a_day_later(freeze_now: Any) -> None:
    publish()
    assert is_due()
    export()
    assert not is_due()

    freeze_now(timezone.now() + dt.timedelta(days=1))

    assert is_due()


@pytest.mark.parametrize("change", [{"epoch": "0badcafe"}, {"pruned": 2}, {"position": 0}])
def test_dump_is_due_when_its_position_leads_nowhere(change: dict[str, Any]) -> None:
    publish()
    export()

    LogHead.objects.update(**change)

    assert is_due()


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"cursor": "x"}', b"\xff"])
def test_dump_is_due_when_manifest_or_files_are_damaged(root: Path, damage: bytes) -> None:
    publish()
    made = export()
    (root / made.files[0].name).unlink()
    assert is_due()

    (root / "manifest.json").write_bytes(damage)

    assert manifests.current() is None and is_due()


def test_what_was_taken_back_is_gone_when_the_event_is_handled(root: Path) -> None:
    item = publish(title="不应公开")
    made = export()
    remove(item, "issued_in_error")

    DumpKeeper().handle(list(PublicationEvent.objects.order_by("position")))

    assert manifests.current() is None
    assert not [file.name for file in made.all_files if (root / file.name).exists()]


def test_other_events_leave_the_dump_alone(root: Path) -> None:
    item = publish()
    made = export()
    remove(item, "replaced")

    DumpKeeper().handle(list(PublicationEvent.objects.order_by("position")))

    assert manifests.current() == made


def test_failure_is_raised_once_and_events_are_handled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(**given: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("api.dumps.keeper.export", no_room)
    keeper = DumpKeeper()
    keeper.tend()
    assert keeper.making
    keeper.making.join()

    with pytest.raises(Unavailable, match="No space left"):
        keeper.tend()

    assert keeper.tend() is False and keeper.making is None


def test_one_dump_is_made_at_a_time() -> None:
    with shelf.workplace(wait=False), pytest.raises(shelf.Busy), shelf.workplace(wait=False):
        pass


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_first_dump_is_made_at_once_beside_the_log(root: Path) -> None:
    publish()
    keeper = DumpKeeper()

    assert keeper.tend() is True
    assert keeper.making
    keeper.making.join(60)
    assert keeper.tend() is False

    made = manifests.current()
    assert made and made.position == LogHead.objects.get().position and made.texts[0].records == 1
