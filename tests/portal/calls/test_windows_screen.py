"""The windows' screen: only what is possible now, said in words beforehand, recorded once."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from portal.accounts.models import Membership, User
from portal.calls.actions import possible
from portal.calls.windows_of import windows_of
from portal.policies.models import ApplicationNotice
from portal.publication.models import PublicationEvent, PublishedItem
from portal.windows.clock import stamp
from portal.windows.instants import SHANGHAI, end_of_day, parse_instant
from portal.windows.models import WindowEvent
from portal.windows.status import Happening, Period
from tests.factories.disclosures import DisclosureFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 12, 10, 4, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
OPEN = Period("w", opens_at=NOW - 9 * DAY, closes_at=NOW + 20 * DAY)


def ids(call: ApplicationNotice) -> list[str]:
    return [one.id for one in windows_of(call)]


def form_of(office: Client, call: ApplicationNotice, kind: str, **query: Any) -> dict[str, Any]:
    """The hidden fields of a button's form as it is shown now."""
    page = office.get(reverse("call_happening", args=[call.pk, kind]), query).content.decode()
    return dict(re.findall(r'type="hidden" name="(token|seen|corrects)" value="([^"]*)"', page))


def press(
    office: Client, call: ApplicationNotice, kind: str, hidden: dict[str, Any] | None = None, **fields: Any
) -> Any:
    """Send a form; confirmed unless told otherwise."""
    hidden = hidden or form_of(office, call, kind)
    given = {"windows": ids(call), "when": "now", "reason": "名额已满", "confirm": "1", **hidden, **fields}
    given = {name: value for name, value in given.items() if value is not None}
    return office.post(reverse("call_happening", args=[call.pk, kind]), given)


@pytest.mark.parametrize(
    ("period", "kinds"),
    [
        (OPEN, {"extended", "suspended", "quota_reached", "closed_early", "corrected"}),
        (Period("w", opens_at=NOW + DAY, closes_at=NOW + 9 * DAY), {"opened", "extended", "suspended", "corrected"}),
        (Period("w", open_ended=True), {"suspended", "quota_reached", "closed_early", "corrected"}),
        (Period("w", opens_at=NOW - 9 * DAY, closes_at=NOW - DAY), {"reopened", "corrected"}),
        (Period("w", text="一般每年一次"), set()),
        (
            Period("w", opens_at=NOW - DAY, closes_at=NOW + DAY, happenings=(Happening("h", "suspended", NOW),)),
            {"extended", "resumed", "quota_reached", "closed_early", "corrected"},
        ),
    ],
)
def test_only_what_is_possible_now_is_offered(period: Period, kinds: set[str]) -> None:
    assert {action.kind for action in possible(period, NOW)} == kinds


def test_screen_shows_status_picture_and_history(office: Client, call: ApplicationNotice) -> None:
    press(office, call, "suspended", windows=ids(call)[:1], reason="系统升级")

    page = office.get(reverse("call_windows", args=[call.pk])).content.decode()

    assert page.count('<svg class="calls-picture"') == 2
    assert "系统升级" in page
    assert f"{reverse('call_happening', args=[call.pk, 'resumed'])}?windows={ids(call)[0]}" in page
    assert f"{reverse('call_happening', args=[call.pk, 'resumed'])}?windows={ids(call)[1]}" not in page


def test_preview_says_what_will_follow_and_records_nothing(office: Client, call: ApplicationNotice) -> None:
    day = (timezone.localtime(timezone.now(), SHANGHAI) + 3 * DAY).date()

    page = press(office, call, "closed_early", confirm=None, when="then", at_day=day.isoformat()).content.decode()

    assert not WindowEvent.objects.exists()
    assert f'datetime="{day.isoformat()}T00:00:00+08:00"' in page
    assert "名额已满" in page
    assert 'name="confirm"' in page


def test_happening_is_public_and_in_the_log_and_in_the_history(office: Client, call: ApplicationNotice) -> None:
    press(office, call, "quota_reached", source_url="https://example.org/full", windows=ids(call)[:1])

    event = WindowEvent.objects.get()
    public = Client().get(call.url).content.decode()
    item = PublishedItem.objects.get(pk=call.permanent_id)
    assert (event.kind, event.recorded_by.username) == ("quota_reached", "clerk")
    assert "名额已满" in public
    assert "https://example.org/full" in public
    assert PublicationEvent.objects.get(item_id=item.pk, version=2).change_note == "名额已满"
    assert PageLogEntry.objects.filter(page_id=call.pk, action="portal.window").count() == 1


def test_whole_call_is_suspended_at_once(office: Client, call: ApplicationNotice) -> None:
    press(office, call, "suspended")

    assert WindowEvent.objects.count() == 2
    assert stamp(call.representation(), timezone.now() + dt.timedelta(seconds=1))["status"] == "suspended"


def test_extension_to_a_day_lasts_to_its_end(office: Client, call: ApplicationNotice) -> None:
    day = timezone.localdate() + 60 * DAY
    press(office, call, "extended", closes_day=day.isoformat())

    assert {event.closes_at for event in WindowEvent.objects.all()} == {end_of_day(day)}


def test_double_click_records_once(office: Client, call: ApplicationNotice) -> None:
    hidden = form_of(office, call, "closed_early")
    first, second = (press(office, call, "closed_early", hidden) for _ in range(2))

    assert WindowEvent.objects.count() == 2
    assert first.url == second.url == reverse("call_windows", args=[call.pk])


def test_stale_page_is_shown_again_with_its_words(office: Client, call: ApplicationNotice) -> None:
    hidden = form_of(office, call, "closed_early")
    press(office, call, "suspended", reason="系统升级", windows=ids(call)[:1])

    answer = press(office, call, "closed_early", hidden)

    assert answer.status_code == 200
    assert "名额已满" in answer.content.decode()
    assert WindowEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("closed_early", {"reason": " "}),
        ("closed_early", {"windows": None}),
        ("closed_early", {"when": "then"}),
        ("closed_early", {"when": "then", "at_day": "2999-01-01"}),
        ("closed_early", {"when": "then", "at_day": "not a day"}),
        ("closed_early", {"source_url": "javascript:alert(1)"}),
        ("closed_early", {"reason": "a\x00b"}),
        ("closed_early", {"token": "x"}),
        ("extended", {}),
        ("extended", {"closes_time": "12:00"}),
        ("extended", {"closes_day": "2020-01-01"}),
        ("reopened", {"closes_day": "2099-01-01"}),
        ("resumed", {}),
        ("corrected", {}),
        ("corrected", {"open_ended": "on", "closes_day": (timezone.localdate() + 9 * DAY).isoformat()}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    office: Client, call: ApplicationNotice, kind: str, fields: dict[str, Any]
) -> None:
    answer = press(office, call, kind, **fields)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert not WindowEvent.objects.exists()


def test_extension_to_an_earlier_time_is_none(office: Client, call: ApplicationNotice) -> None:
    answer = press(office, call, "extended", closes_day=(timezone.localdate() + 5 * DAY).isoformat())

    assert 'role="alert"' in answer.content.decode()
    assert not WindowEvent.objects.exists()


def test_nothing_is_recorded_before_what_is_recorded_already(office: Client, call: ApplicationNotice) -> None:
    press(office, call, "suspended", windows=ids(call)[:1])
    earlier = (timezone.localdate() - 3 * DAY).isoformat()

    answer = press(office, call, "closed_early", windows=ids(call)[:1], when="then", at_day=earlier)

    assert answer.status_code == 200
    assert WindowEvent.objects.count() == 1


def test_mistake_is_taken_back_by_a_further_happening(office: Client, call: ApplicationNotice) -> None:
    first = ids(call)[:1]
    press(office, call, "closed_early", windows=first)
    wrong = WindowEvent.objects.get()

    hidden = form_of(office, call, "reopened", windows=first[0], corrects=str(wrong.pk))
    press(office, call, "reopened", hidden, windows=first, reason="误操作")

    undone = WindowEvent.objects.get(kind="reopened")
    happenings = PublishedItem.objects.get(pk=call.permanent_id).versions.latest("n").detail["items"][0]["windows"][0]
    assert undone.corrects == wrong
    assert [row["corrects"] for row in happenings["happenings"]] == [None, str(wrong.pk)]
    assert stamp(call.representation(), timezone.now() + dt.timedelta(seconds=1))["status"] == "open"


def test_mistake_about_the_future_is_taken_back_at_its_instant(office: Client, call: ApplicationNotice) -> None:
    first, day = ids(call)[:1], (timezone.localdate() + 3 * DAY).isoformat()
    press(office, call, "suspended", windows=first, when="then", at_day=day)
    wrong = WindowEvent.objects.get()

    hidden = form_of(office, call, "resumed", windows=first[0], corrects=str(wrong.pk))
    press(office, call, "resumed", hidden, windows=first, when="then", at_day=day, reason="误操作")

    assert WindowEvent.objects.get(kind="resumed").at == wrong.at
    assert "suspended" not in {stamp(call.representation(), wrong.at + number * DAY)["status"] for number in range(15)}


def test_wrong_announcement_is_corrected_and_stays_in_the_history(office: Client, call: ApplicationNotice) -> None:
    opens = timezone.localdate() + 5 * DAY
    press(office, call, "corrected", opens_day=opens.isoformat(), reason="印刷错误")

    form = stamp(call.representation(), timezone.now() + dt.timedelta(seconds=1))
    window = form["items"][0]["windows"][0]
    assert form["status"] == "upcoming"
    assert parse_instant(form["opens_at"]) == end_of_day(opens - DAY)
    assert parse_instant(window["opens_at"]) < timezone.now()
    assert "印刷错误" in Client().get(call.url).content.decode()


def test_other_departments_may_neither_look_nor_record(office: Client, call: ApplicationNotice) -> None:
    hidden = form_of(office, call, "suspended")
    User.objects.get(username="clerk").memberships.all().delete()

    assert office.get(reverse("call_windows", args=[call.pk])).status_code in (302, 403)
    press(office, call, "suspended", hidden)
    assert not WindowEvent.objects.exists()


def test_who_may_edit_but_not_publish_only_looks(office: Client, call: ApplicationNotice) -> None:
    hidden = form_of(office, call, "suspended")
    User.objects.get(username="clerk").memberships.update(role=Membership.Role.EDITOR)

    page = office.get(reverse("call_windows", args=[call.pk])).content.decode()
    press(office, call, "suspended", hidden)

    assert reverse("call_happening", args=[call.pk, "suspended"]) not in page
    assert not WindowEvent.objects.exists()


def test_pages_without_windows_have_no_screen(office: Client, call: ApplicationNotice) -> None:
    disclosure = DisclosureFactory()

    assert office.get(reverse("call_windows", args=[disclosure.pk])).status_code == 200
    for page_id in (call.get_parent().pk, 10**9):
        assert office.get(reverse("call_windows", args=[page_id])).status_code == 404
    assert office.get(reverse("call_happening", args=[call.pk, "burnt"])).status_code == 404
    assert office.get(reverse("call_happening", args=[call.pk, "suspended"]), {"windows": "x"}).status_code == 200
