"""A backup made while publishing goes on, restored over what came later: positions, dumps and search are right."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from portal.operations.backup.checking import check_backup
from portal.operations.backup.manifest import Damaged
from portal.operations.backup.progress import steps
from tests.portal.operations.elsewhere import Elsewhere, portal_elsewhere

pytestmark = pytest.mark.slow
RECORDS = 40


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Elsewhere]:
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("no pg_dump on this machine")
    with portal_elsewhere(tmp_path_factory.mktemp("portal")) as made:
        yield made


@pytest.fixture(scope="module")
def history(portal: Elsewhere, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Seeded, backed up twice while editors publish, then edited further; what was seen at each step."""
    folder = tmp_path_factory.mktemp("backups")
    seen: dict[str, Any] = {"first": folder / "first", "backup": folder / "second"}
    with portal.editors() as editors:
        editors.ask(f"seed {RECORDS}")
        editors.ask("upload documents/办法.txt 备份时的内容")
        editors.ask("upload images/kept.txt 一直都在")
        seen["first_made"] = portal.manage("backup", str(seen["first"]))
        seen["early"] = editors.ask("position")
        editors.tell("busy")
        seen["made"] = portal.manage("backup", str(seen["backup"]))
        editors.tell("uploads")
        seen["turns"], seen["uploads"] = editors.hear(), editors.hear()
        editors.ask("upload documents/办法.txt 后来的内容")
        editors.ask("upload later/new.txt 后来才有")
        editors.ask("erase images/kept.txt")
        editors.ask("seed 5")
        editors.ask("dump")
        seen["late"] = editors.ask("position")
        seen["worker"] = editors.ask("worker")
        seen["while_used"] = portal.manage("restore", str(seen["backup"]), "--replace")
        seen["after_refusal"] = editors.ask("position")
    return seen


@pytest.fixture(scope="module")
def restored(portal: Elsewhere, history: dict[str, Any]) -> dict[str, Any]:
    """Damaged backups refused, then the whole one restored, and what readers see."""
    seen: dict[str, Any] = {}
    seen["not_empty"] = portal.manage("restore", str(history["backup"]))
    seen["ended"] = portal.manage("restore", str(history["backup"]), "--replace")
    with portal.editors() as editors:
        seen["uploads"] = editors.ask("uploads")
        seen["position"] = editors.ask("position")
        seen["late"] = editors.ask(f"after {history['late']}")
        seen["early"] = editors.ask(f"after {history['early']}")
        seen["mirror"] = editors.ask("mirror")
        seen["worker"] = editors.ask("worker")
        editors.ask("seed 12")
        seen["mirror_later"] = editors.ask("mirror")
        seen["worker_later"] = editors.ask("worker")
    return seen


def damaged(backup: Path, target: Path, name: str) -> Path:
    """A copy of a backup in which one byte of one file is another."""
    shutil.copytree(backup, target)
    path = target / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()
    path.write_bytes(content)
    return target


def database_file() -> str:
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


def test_backup_goes_on_beside_publishing(history: dict[str, Any]) -> None:
    assert history["made"].returncode == 0, history["made"].stderr
    assert history["turns"] > 0


def test_backup_holds_its_checksums_and_rows(portal: Elsewhere, history: dict[str, Any]) -> None:
    checked = portal.manage("verify_backup", str(history["backup"]))

    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.startswith("whole: ")


def test_backup_links_what_the_one_before_holds(history: dict[str, Any]) -> None:
    first, second = (history[name] / "media/images/kept.txt" for name in ("first", "backup"))

    assert first.stat().st_ino == second.stat().st_ino


def test_backup_is_never_written_over(portal: Elsewhere, history: dict[str, Any]) -> None:
    again = portal.manage("backup", str(history["first"]))

    assert again.returncode == 1
    assert "is there already" in again.stderr


@pytest.mark.parametrize("name", [database_file(), "media/documents/办法.txt", "manifest.json", "manifest.json.sha256"])
def test_damage_is_found(history: dict[str, Any], tmp_path: Path, name: str) -> None:
    folder = damaged(history["backup"], tmp_path / "damaged", name)

    with steps() as shown, pytest.raises(Damaged, match=name.removesuffix(".sha256")):
        check_backup(folder, shown)


def test_missing_file_is_found(history: dict[str, Any], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(history["backup"], tmp_path / "damaged"))
    (folder / "media/images/kept.txt").unlink()

    with steps() as shown, pytest.raises(Damaged, match="media/images/kept.txt is missing"):
        check_backup(folder, shown)


def test_damaged_backup_is_not_restored(portal: Elsewhere, history: dict[str, Any], tmp_path: Path) -> None:
    folder = damaged(history["backup"], tmp_path / "damaged", database_file())
    before = sorted(path.name for path in portal.folder.iterdir())

    refused = portal.manage("restore", str(folder), "--replace")

    assert refused.returncode == 1
    assert database_file() in refused.stderr
    assert sorted(path.name for path in portal.folder.iterdir()) == before


def test_restore_is_refused_while_the_portal_is_in_use(history: dict[str, Any]) -> None:
    assert history["while_used"].returncode == 1
    assert "stop site and worker first" in history["while_used"].stderr
    assert history["after_refusal"] == history["late"]


def test_restore_is_refused_over_a_portal_that_holds_something(restored: dict[str, Any]) -> None:
    assert restored["not_empty"].returncode == 1
    assert "--replace" in restored["not_empty"].stderr


def test_restored_portal_has_the_uploads_of_the_backup(history: dict[str, Any], restored: dict[str, Any]) -> None:
    assert restored["ended"].returncode == 0, restored["ended"].stderr
    kept = {name: text for name, text in restored["uploads"].items() if not name.startswith("documents/1")}
    assert kept.items() <= history["uploads"].items()
    assert restored["uploads"]["documents/办法.txt"] == "备份时的内容"
    assert restored["uploads"]["images/kept.txt"] == "一直都在"
    assert "later/new.txt" not in restored["uploads"]


def test_positions_from_before_the_restore_are_answered_with_the_snapshot(restored: dict[str, Any]) -> None:
    for name in ("late", "early"):
        assert restored[name]["status"] == 410
        assert restored[name]["snapshot"].endswith("/data/dumps/manifest.json")


def test_dump_and_feed_join_after_the_restore(restored: dict[str, Any]) -> None:
    assert restored["mirror"]["same"]
    assert restored["mirror"]["in_dump"] >= RECORDS * 0.9
    assert restored["mirror"]["cursor"] == restored["position"]
    assert restored["mirror_later"]["same"]
    assert restored["mirror_later"]["held"] > restored["mirror"]["held"]


def test_search_is_the_restored_logs(history: dict[str, Any], restored: dict[str, Any]) -> None:
    assert history["worker"]["clean"]
    assert restored["worker"]["clean"], restored["worker"]
    assert restored["worker"]["filed"] == restored["worker"]["public"] == restored["mirror"]["held"]
    assert restored["worker_later"]["clean"]
