"""`check_search`: nothing to say of an index that follows the log, every difference by name, honest exit codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command

from portal.publication.models import PublicationEvent, PublishedFacet, PublishedItem
from search.engine import Engine, EngineUnavailable
from search.filing import Deletion, SearchDocument
from search.management.commands import check_search
from search.models import SearchRebuild
from tests.search.consistency import log_position
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(indexed: Callable[[], None]) -> list[PublishedItem]:
    items = [publish(title=f"第{n}号惠企政策", level="city") for n in range(1, 5)]
    indexed()
    return items


def checked(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    """Exit code and output."""
    code = 0
    try:
        call_command("check_search", *options)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    return code, capsys.readouterr().out


def listed(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    code, printed = checked(capsys, "--json")
    return code, json.loads(printed)


def test_index_that_follows_the_log_is_clean(library: list[PublishedItem], capsys: Any) -> None:
    code, printed = checked(capsys)

    assert code == 0
    assert "The indexer is at position 4 of 4: up to date." in printed
    assert "4 records in the index, 4 public: 0 missing, 0 extra, 0 stale; 0 not yet indexed." in printed


def test_missing_extra_and_stale_are_named(library: list[PublishedItem], engine: Engine, capsys: Any) -> None:
    missing, stale = library[0], library[1]
    extra = uuid4()
    changed = PublishedFacet.objects.filter(item=stale).first()
    assert changed
    changed.delete()
    engine.apply([SearchDocument(str(extra), 1, "多出来的")], [Deletion(str(missing.pk), missing.position)])

    code, printed = checked(capsys)
    assert code == 1
    assert f"missing  {missing.pk} policies" in printed and missing.title in printed
    assert f"stale    {stale.pk}" in printed
    assert f"extra    {extra}" in printed

    _code, found = listed(capsys)
    assert [row["id"] for row in found["missing"]] == [str(missing.pk)]
    assert [(row["id"], row["kind"], row["filed"]) for row in found["extra"]] == [(str(extra), "", 1)]
    assert [(row["title"], row["position"]) for row in found["stale"]] == [(stale.title, stale.position)]


def test_what_the_indexer_has_not_reached_is_not_yet_indexed(library: list[PublishedItem], capsys: Any) -> None:
    publish(title="新的政策")
    publish(id=library[0].pk, title="改名的政策")
    remove(library[1])

    code, found = listed(capsys)
    assert code == 0
    assert (found["reached"], found["head"], found["newer"]) == (4, log_position(), 3)
    assert found["lag_seconds"] > 0 and found["clean"]
    assert "position 4 of 7" in checked(capsys)[1]


def test_withdrawn_record_left_in_the_index_is_extra(
    library: list[PublishedItem], indexed: Callable[[], None], capsys: Any
) -> None:
    PublishedItem.objects.filter(pk=library[0].pk).update(live=False)

    code, found = listed(capsys)
    assert (code, [row["id"] for row in found["extra"]]) == (1, [str(library[0].pk)])


def test_events_to_apply_again_are_not_yet_indexed(library: list[PublishedItem], engine: Engine, capsys: Any) -> None:
    last = PublicationEvent.objects.latest("position")
    engine.apply([], [Deletion(str(last.item_id), last.position)])
    SearchRebuild.objects.update_or_create(pk=1, defaults={"replay_from": last.position - 1})

    code, found = listed(capsys)
    assert (code, found["reached"], found["newer"]) == (0, 3, 1)


def test_no_index_is_an_error_unless_nothing_was_ever_published(capsys: Any) -> None:
    assert checked(capsys)[0] == 0
    publish()

    code, printed = checked(capsys)
    assert code == 1 and "there is no search index that can be opened" in printed


def test_index_of_another_log_is_an_error(library: list[PublishedItem], engine: Engine, capsys: Any) -> None:
    engine.rebuild([], "other")

    code, found = listed(capsys)
    assert code == 1 and "built from another log (other," in found["reason"]


def test_engine_that_is_away_is_exit_code_2(
    library: list[PublishedItem], monkeypatch: pytest.MonkeyPatch, index_folder: Path, capsys: Any
) -> None:
    def refuse(*_given: object) -> None:
        raise EngineUnavailable("connection refused")

    monkeypatch.setattr(check_search, "audit", refuse)

    assert checked(capsys)[0] == 2
