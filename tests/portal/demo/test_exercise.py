"""`manage.py exercise`: what an editor's buttons do, one verb a process, never in production."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.demo.samples import SAMPLES
from portal.home.tree import ensure_site_tree
from portal.publication.head import log_head
from portal.publication.kinds import KINDS
from portal.publication.models import PublicationEvent, PublishedItem
from portal.windows.clock import stamp
from portal.windows.instants import parse_instant
from portal.windows.sweeper import sweep


@pytest.fixture
def exercise(settings, db):
    """Runs the command and returns what it printed last."""
    settings.EXERCISE_ALLOWED = True
    ensure_site_tree()

    def run(*words: object) -> dict:
        said = StringIO()
        call_command("exercise", *(str(word) for word in words), stdout=said)
        return json.loads(said.getvalue().splitlines()[-1])

    return run


def told_of(item_id: str) -> list[str]:
    events = PublicationEvent.objects.filter(item_id=item_id).order_by("position")
    return [name.split(".")[1] for name in events.values_list("type", flat=True)]


@pytest.mark.django_db
def test_exercise_is_refused_in_production(settings):
    settings.EXERCISE_ALLOWED = False
    with pytest.raises(CommandError, match="refused"):
        call_command("exercise", "publish", "policies")


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_exercise_publishes_updates_and_withdraws(exercise, kind):
    found = exercise("publish", kind)["id"]
    exercise("update", kind, found)
    exercise("withdraw", kind, found)

    assert told_of(found) == ["published", "updated", "withdrawn"]
    with pytest.raises(CommandError, match="not live"):
        exercise("update", kind, found)


def test_every_kind_has_a_sample():
    assert set(SAMPLES) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_leaving_changes_the_level_every_time(exercise, kind):
    found = exercise("publish", kind)["id"]

    levels = []
    for _turn in range(3):
        exercise("leave", kind, found)
        levels.append(PublishedItem.objects.get(pk=found).listing["level"])

    assert levels == ["district", "province", "district"]
    assert told_of(found) == ["published", "updated", "updated", "updated"]


def window_of(item_id: str) -> tuple[str | None, str | None]:
    shown = stamp(PublishedItem.objects.get(pk=item_id).listing, timezone.now())
    return shown["opens_at"], shown["closes_at"]


def test_a_scheduled_call_opens_and_closes_at_its_instants(exercise):
    answer = exercise("schedule", "2.5", "5.25")
    assert window_of(answer["id"]) == (answer["opens_at"], answer["closes_at"])

    opens_at, closes_at = parse_instant(answer["opens_at"]), parse_instant(answer["closes_at"])
    assert (closes_at - opens_at).total_seconds() == 2.75
    assert sweep(opens_at) == 1 and sweep(opens_at) == 0
    assert sweep(closes_at) == 1
    assert told_of(answer["id"]) == ["published", "opened", "closed"]


def test_a_call_that_would_close_before_it_opens_is_refused(exercise):
    with pytest.raises(CommandError):
        exercise("schedule", "5", "3")
    assert not PublishedItem.objects.filter(kind="notices").exists()


def test_a_call_rescheduled_before_it_opens_is_told_at_the_new_instants_only(exercise):
    first = exercise("schedule", "100", "200")
    moved = exercise("reschedule", first["id"], "300", "400.5")
    assert window_of(first["id"]) == (moved["opens_at"], moved["closes_at"])

    assert sweep(parse_instant(first["closes_at"])) == 0
    assert sweep(parse_instant(moved["closes_at"])) == 2
    assert told_of(first["id"]) == ["published", "updated", "opened", "closed"]


def test_an_open_call_is_extended_and_a_closed_one_reopened(exercise):
    first = exercise("schedule", "-5", "1000")
    extended = exercise("reschedule", first["id"], "-1", "2000")
    assert window_of(first["id"]) == (first["opens_at"], extended["closes_at"])
    assert sweep(parse_instant(first["closes_at"])) == 0
    assert sweep(parse_instant(extended["closes_at"])) == 1

    closed = exercise("schedule", "-10", "-5")
    again = exercise("reschedule", closed["id"], "-1", "50")
    assert window_of(closed["id"]) == (closed["opens_at"], again["closes_at"])
    assert [row["kind"] for row in happenings(closed["id"])] == ["reopened"]


def happenings(item_id: str) -> list[dict]:
    return PublishedItem.objects.get(pk=item_id).listing["items"][0]["windows"][0]["happenings"]


def test_an_extended_call_can_still_be_announced_anew(exercise):
    first = exercise("schedule", "-5", "1000")
    exercise("reschedule", first["id"], "-1", "2000")
    anew = exercise("reschedule", first["id"], "500", "700")

    assert window_of(first["id"]) == (anew["opens_at"], anew["closes_at"])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.slow
def test_a_burst_numbers_every_record_once_and_what_was_rolled_back_never(settings):
    settings.EXERCISE_ALLOWED = True
    ensure_site_tree()
    said = StringIO()

    call_command("exercise", "burst", "40", "4", stdout=said)

    ids = json.loads(said.getvalue().splitlines()[-1])["ids"]
    events = list(PublicationEvent.objects.order_by("position"))
    assert sorted(str(event.item_id) for event in events) == sorted(ids) and len(set(ids)) == 40
    assert [event.position for event in events] == list(range(1, 41))
    assert log_head().position == 40
    assert not PublishedItem.objects.filter(title__startswith="收回").exists()
