"""What /healthz calls late: what makes the portal tell wrong things, and nothing else."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.publication.consumers import beat
from portal.publication.health import health, sweeper_lag
from portal.publication.models import DueBoundary, ParkedEvent, PublishedItem
from tests.search.records import publish

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def item(**given: Any) -> PublishedItem:
    long_ago = timezone.now() - dt.timedelta(days=1)
    return PublishedItem.objects.create(kind="notices", title="", published_at=long_ago, updated_at=long_ago, **given)


def due(record: PublishedItem, ago: dt.timedelta, **given: Any) -> None:
    DueBoundary.objects.create(item=record, window_id="w", name="closed", due_at=timezone.now() - ago, **given)


def test_a_portal_that_just_began_is_not_late() -> None:
    assert health(timezone.now())["status"] == "ok"


def test_a_sweeper_without_a_beat_for_a_minute_is_late(client: Client) -> None:
    beat("sweeper", position=0)
    now = timezone.now()
    assert health(now + 0.9 * MINUTE)["status"] == "ok"
    assert health(now + 1.1 * MINUTE)["status"] == "late"
    assert client.get("/healthz").status_code == 200


def test_a_boundary_that_is_not_told_is_late_though_the_sweeper_beats(client: Client) -> None:
    beat("sweeper", position=0)
    due(item(), 2 * MINUTE)
    assert sweeper_lag(timezone.now()) == pytest.approx(120, abs=10)
    assert client.get("/healthz").status_code == 503
    DueBoundary.objects.update(position=1)
    assert client.get("/healthz").status_code == 200


def test_what_nobody_sees_or_was_edited_just_now_is_not_late() -> None:
    due(item(live=False), 2 * MINUTE)
    edited = item()
    PublishedItem.objects.filter(pk=edited.pk).update(updated_at=timezone.now())
    due(edited, 90 * MINUTE)
    assert health(timezone.now())["status"] == "ok"


def tenth(now: dt.datetime) -> float:
    """A lag of some other layer."""
    return 12.345


def test_lags_of_other_layers_are_named_in_the_settings(settings: Any) -> None:
    settings.PUBLICATION_LAGS = {"outbox_lag_s": f"{__name__}.tenth"}
    assert health(timezone.now())["outbox_lag_s"] == 12.3


def test_events_that_wait_and_parked_ones_make_lags_but_not_lateness() -> None:
    publish(title="尚未进入索引的政策")
    ParkedEvent.objects.create(consumer="search", position=1, tries=5, reason="", parked_at=timezone.now())
    found = health(timezone.now() + 5 * MINUTE)
    assert found["index_lag_s"] == pytest.approx(300, abs=10)
    assert (found["status"], found["last_position"]) == ("ok", 1)
