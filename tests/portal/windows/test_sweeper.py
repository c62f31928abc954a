"""The sweeper tells each boundary once, in order, dated at the boundary; filters and stamps agree with the function."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from portal.pages.verbs import record_happening, withdraw
from portal.policies.models import ApplicationNotice, CallItem, CallWindow
from portal.publication.models import ConsumerCursor, DueBoundary, PublicationEvent, PublishedItem
from portal.windows import sweeper
from portal.windows.clock import stamp
from portal.windows.filters import status_q
from portal.windows.models import WindowEvent
from portal.windows.status import StatusValue
from portal.windows.sweeper import sweep
from tests.factories.notices import ApplicationNoticeFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def call(*windows: tuple[dt.datetime | None, dt.datetime | None], purpose: str = "application") -> ApplicationNotice:
    """A published call with one item and the given windows."""
    item = CallItem(name="研发补助", purpose=purpose)
    item.windows = [CallWindow(opens_at=opens, closes_at=closes) for opens, closes in windows]
    return ApplicationNoticeFactory(items=[item])


def events() -> list[tuple[str, dt.datetime]]:
    rows = PublicationEvent.objects.order_by("position").values_list("type", "time")
    return [(name, time) for name, time in rows if name != "notice.published"]


def test_missed_boundaries_come_in_order_and_late(now: dt.datetime) -> None:
    call((now + DAY, now + 30 * DAY))
    told = sweep(now + 40 * DAY)

    assert told == 3
    assert events() == [
        ("notice.opened", now + DAY), ("notice.closing_soon", now + 23 * DAY), ("notice.closed", now + 30 * DAY),
    ]  # fmt: skip
    closed = PublicationEvent.objects.get(type="notice.closed")
    assert closed.data["late"] and closed.data["reason"] == "deadline" and closed.data["object"]["status"] == "closed"
    assert sweep(now + 40 * DAY) == 0


def test_boundaries_before_the_first_publication_are_never_told(now: dt.datetime) -> None:
    call((now - 60 * DAY, now - 30 * DAY), (now - DAY, now + 2 * DAY))

    assert list(DueBoundary.objects.values_list("name", flat=True)) == ["closed"]


def test_extension_rearms_and_a_typo_fix_fires_nothing(now: dt.datetime) -> None:
    notice = call((now - DAY, now + 10 * DAY))
    window = notice.items.first().windows.first()
    record_happening(
        page=notice, window_id=window.permanent_id, kind="extended", at=now, closes_at=now + 20 * DAY, reason="延期"
    )
    sweep(now + 12 * DAY)
    assert [name for name, _ in events()] == ["notice.updated"]
    sweep(now + 21 * DAY)

    assert events()[1:] == [("notice.closing_soon", now + 13 * DAY), ("notice.closed", now + 20 * DAY)]


def test_quota_reached_closes_at_its_instant_with_its_reason(now: dt.datetime) -> None:
    notice = call((now - DAY, now + 10 * DAY))
    window = notice.items.first().windows.first()
    record_happening(page=notice, window_id=window.permanent_id, kind="quota_reached", at=now + DAY, reason="名额已满")
    sweep(now + 2 * DAY)

    closed = PublicationEvent.objects.get(type="notice.closed")
    assert closed.time == now + DAY and closed.data["reason"] == "quota_reached"


def test_withdrawn_calls_tell_nothing_any_more(now: dt.datetime) -> None:
    withdraw(page=call((now + DAY, now + 30 * DAY)), reason="replaced")

    assert sweep(now + 40 * DAY) == 0


def test_filter_and_stamp_agree_around_every_boundary(now: dt.datetime) -> None:
    call((now, now + 30 * DAY), (now + 40 * DAY, now + 60 * DAY))
    call((None, None))
    call((now + DAY, now + 2 * DAY), purpose="upstream_record")
    edges = [now + days * DAY for days in (0, 1, 2, 23, 30, 33, 40, 53, 60)]
    steps = [dt.timedelta(seconds=s) for s in (-1, 0, 1)] + [dt.timedelta(microseconds=m) for m in (-1, 1)]
    for at in [edge + step for edge in edges for step in steps]:
        stamped = {item.id: stamp(item.listing, at)["status"] for item in PublishedItem.objects.all()}
        for value in StatusValue:
            found = set(PublishedItem.objects.filter(status_q([value], at)).values_list("id", flat=True))
            assert found == {item_id for item_id, word in stamped.items() if word == value}, (at, value)


def test_killed_between_two_boundaries_it_tells_each_once(now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    call((now + DAY, now + 30 * DAY))
    tell, seen = sweeper.record_boundary, []

    def dies(*args, **kwargs):
        seen.append(args)
        if len(seen) == 2:
            raise KeyboardInterrupt
        tell(*args, **kwargs)

    monkeypatch.setattr(sweeper, "record_boundary", dies)
    with pytest.raises(KeyboardInterrupt):
        sweep(now + 40 * DAY)
    assert events() == []
    monkeypatch.setattr(sweeper, "record_boundary", tell)

    assert (sweep(now + 40 * DAY), sweep(now + 40 * DAY)) == (3, 0)


def test_boundary_told_in_time_is_not_late_and_the_cursor_beats(now: dt.datetime) -> None:
    call((now + DAY, now + 30 * DAY))
    sweep(now + DAY + dt.timedelta(seconds=60))

    assert PublicationEvent.objects.get(type="notice.opened").data["late"] is False
    assert ConsumerCursor.objects.filter(name="sweeper").exists()


def test_backdated_opening_tells_nothing_a_second_time(now: dt.datetime) -> None:
    notice = call((now + DAY, now + 30 * DAY))
    sweep(now + 31 * DAY)
    window = notice.items.first().windows.first()
    record_happening(page=notice, window_id=window.permanent_id, kind="opened", at=now + DAY)
    sweep(now + 32 * DAY)

    assert [name for name, _ in events() if name != "notice.updated"] == [
        "notice.opened", "notice.closing_soon", "notice.closed",
    ]  # fmt: skip
    assert DueBoundary.objects.filter(position=None).count() == 0


def test_a_happening_of_another_pages_window_is_refused(now: dt.datetime) -> None:
    window = call((now, now + 10 * DAY)).items.first().windows.first()

    with pytest.raises(ValidationError):
        record_happening(page=call((now, None)), window_id=window.permanent_id, kind="suspended", reason="系统升级")
    assert not WindowEvent.objects.exists()
