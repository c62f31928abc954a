"""What happens to a window is told at its own instant; documents and disclosures have boundaries, too."""

import datetime as dt
from dataclasses import replace

import pytest

from portal.disclosures.models import DisclosureWindow
from portal.pages.verbs import publish_changes, record_happening
from portal.publication.models import DueBoundary, PublicationEvent, PublishedItem
from portal.publication.refiling import refile_item
from portal.publication.transaction import transaction
from portal.windows import sweeper
from portal.windows.instants import end_of_day, rfc3339, start_of_day
from portal.windows.sweeper import sweep
from tests.factories.disclosures import DisclosureFactory
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.windows.test_sweeper import DAY, call

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def clock_events() -> list[PublicationEvent]:
    """What the sweeper told: it alone says whether it is late."""
    return [event for event in PublicationEvent.objects.order_by("position") if "late" in event.data]


def happen(notice, kind: str, at: dt.datetime, **more: object) -> None:
    window = notice.items.first().windows.first()
    record_happening(page=notice, window_id=window.permanent_id, kind=kind, at=at, reason="说明", **more)


def test_each_happening_is_told_at_its_own_instant(now: dt.datetime) -> None:
    notice = call((now + HOUR, now + 60 * DAY))
    happen(notice, "suspended", now + 2 * DAY)
    happen(notice, "resumed", now + 3 * DAY)
    happen(notice, "quota_reached", now + 4 * DAY)
    happen(notice, "reopened", now + 5 * DAY, closes_at=now + 40 * DAY)
    sweep(now + 41 * DAY)

    told = [(event.type.split(".")[1], event.time, event.data.get("reason")) for event in clock_events()]
    assert told == [
        ("opened", now + HOUR, None), ("suspended", now + 2 * DAY, None), ("resumed", now + 3 * DAY, None),
        ("closed", now + 4 * DAY, "quota_reached"), ("reopened", now + 5 * DAY, None),
        ("closing_soon", now + 33 * DAY, None), ("closed", now + 40 * DAY, "deadline"),
    ]  # fmt: skip
    item, window = notice.items.first(), notice.items.first().windows.first()
    for event in clock_events():
        assert (event.data["item"], event.data["window"]) == (str(item.permanent_id), str(window.permanent_id))
        assert event.data["object"]["status"] and event.data["deleted"] is False and event.data["late"] is True


def test_extension_is_an_update_that_names_the_old_and_new_deadline(now: dt.datetime) -> None:
    notice = call((now - DAY, now + 10 * DAY))
    happen(notice, "extended", now, closes_at=now + 20 * DAY)
    sweep(now + HOUR)

    (updated,) = PublicationEvent.objects.filter(type="notice.updated")
    (moved,) = [row for row in updated.data["changed"] if row["field"] == "closes_at"]
    assert moved == {"field": "closes_at", "old": rfc3339(now + 10 * DAY), "new": rfc3339(now + 20 * DAY)}
    assert (updated.data["change_note"], updated.data["significant"]) == ("说明", True)


def test_extension_announced_for_later_is_told_when_it_holds(now: dt.datetime) -> None:
    notice = call((now - DAY, now + 30 * DAY))
    happen(notice, "extended", now + 5 * DAY, closes_at=now + 60 * DAY)
    announced = PublicationEvent.objects.get(type="notice.updated")
    assert "closes_at" not in {row["field"] for row in announced.data["changed"]}
    sweep(now + 5 * DAY)

    (told,) = clock_events()
    assert (told.type, told.time, told.significant) == ("notice.updated", now + 5 * DAY, True)
    changed = {row["field"]: (row["old"], row["new"]) for row in told.data["changed"]}
    assert changed["closes_at"] == (rfc3339(now + 30 * DAY), rfc3339(now + 60 * DAY))


def test_extension_due_while_the_sweeper_was_away_survives_an_edit(
    now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = call((now - DAY, now + 30 * DAY))
    happen(notice, "extended", now + 5 * DAY, closes_at=now + 60 * DAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + 6 * DAY)
    notice.summary = "其间的编辑"
    publish_changes(page=notice)
    sweep(now + 6 * DAY)

    assert [(event.type, event.time) for event in clock_events()] == [("notice.updated", now + 5 * DAY)]


def test_three_days_of_downtime_are_told_in_order_in_batches(now: dt.datetime, monkeypatch) -> None:
    monkeypatch.setattr(sweeper, "BATCH", 2)
    calls = [call((now + hours * HOUR, now + hours * HOUR + 5 * DAY)) for hours in (5, 1, 3, 3)]
    while sweep(now + 6 * DAY):
        pass

    told = [(event.time, event.type, event.data["late"]) for event in clock_events()]
    assert told == sorted(told) and len(told) == 2 * len(calls) and all(late for *_, late in told)
    same = [event.item_id for event in clock_events() if event.time == now + 3 * HOUR]
    assert same == sorted(same)


def test_order_at_one_instant_does_not_depend_on_who_was_edited_last(now: dt.datetime) -> None:
    first, second = call((now + HOUR, now + 60 * DAY)), call((now + HOUR, now + 60 * DAY))
    for page in (second, first):
        page.summary = "编辑"
        publish_changes(page=page)
    sweep(now + HOUR)

    assert [event.item_id for event in clock_events()] == sorted([first.permanent_id, second.permanent_id])


def test_typo_fix_keeps_what_is_due_and_tells_nothing_twice(now: dt.datetime) -> None:
    notice = call((now + HOUR, now + 60 * DAY))
    sweep(now + 2 * HOUR)
    notice.summary = "改错字"
    publish_changes(page=notice)
    sweep(now + 3 * HOUR)

    assert [event.type for event in clock_events()] == ["notice.opened"]
    untold = DueBoundary.objects.filter(position=None).values_list("name", flat=True)
    assert sorted(untold) == ["closed", "closing_soon"]


def test_closing_soon_reckoned_otherwise_is_not_told_again(now: dt.datetime) -> None:
    """As after CLOSING_SOON_DAYS was raised: what is tabulated follows, what was told stays told."""
    notice = call((now - 20 * DAY, now + 9 * DAY))
    DueBoundary.objects.filter(name="closing_soon").update(position=0)
    rendering = notice.rendering()
    earlier = [
        replace(found, due_at=now - DAY) if found.name == "closing_soon" else found for found in rendering.boundaries
    ]
    PublishedItem.objects.update(published_at=now - 20 * DAY)
    with transaction():
        refile_item(notice.permanent_id, replace(rendering, boundaries=tuple(earlier)))
    sweep(now + HOUR)

    assert clock_events() == []
    assert list(DueBoundary.objects.filter(position=None).values_list("name", flat=True)) == ["closed"]


def test_document_takes_effect_and_expires(now: dt.datetime) -> None:
    today = dt.datetime.now(dt.UTC).date()
    starts, ends = today + 10 * DAY, today + 20 * DAY
    PolicyDocumentFactory(effective_from=starts, valid_to=ends)
    sweep(now + 30 * DAY)

    told = [(event.type, event.time, event.data["object"]["validity"]) for event in clock_events()]
    assert told == [
        ("policy.took_effect", start_of_day(starts), "in_force"), ("policy.expired", end_of_day(ends), "expired"),
    ]  # fmt: skip


def test_end_of_a_publicity_is_told(now: dt.datetime) -> None:
    window = DisclosureWindow(purpose="object", opens_at=now - DAY, closes_at=now + 5 * DAY)
    page = DisclosureFactory(windows=[window])
    sweep(now + 6 * DAY)

    (told,) = clock_events()
    assert (told.type, told.time, told.data["reason"]) == ("disclosure.closed", now + 5 * DAY, "deadline")
    assert told.data["window"] == str(window.permanent_id) and "item" not in told.data
    assert PublishedItem.objects.get(pk=page.permanent_id).position == told.position
