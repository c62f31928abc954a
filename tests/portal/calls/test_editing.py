"""In the page's editor the times that the public knows stay; what is not published is free; milestones have rows."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.policies.models import ApplicationNotice, CallItem, CallWindow
from portal.windows.milestones import MilestonesWidget, as_stored, as_typed, check, told
from portal.windows.panels import KeptWindows

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def first_window(call: ApplicationNotice) -> CallWindow:
    found: CallWindow = ApplicationNotice.objects.get(pk=call.pk).items.first().windows.first()
    return found


@pytest.mark.parametrize("change", [{"closes_at": DAY}, {"opens_at": DAY}])
def test_published_time_is_not_rewritten(call: ApplicationNotice, change: dict[str, dt.timedelta]) -> None:
    window = first_window(call)
    for name, by in change.items():
        setattr(window, name, getattr(window, name) + by)

    with pytest.raises(ValidationError) as refused:
        window.clean()
    assert set(refused.value.message_dict) == set(change)


def test_published_window_does_not_become_unending(call: ApplicationNotice) -> None:
    window = first_window(call)
    window.closes_at, window.open_ended = None, True

    with pytest.raises(ValidationError):
        window.clean()


def test_other_fields_of_a_published_window_are_free_and_seconds_survive(call: ApplicationNotice) -> None:
    window = first_window(call)
    stored = window.closes_at + dt.timedelta(seconds=59)
    CallWindow.objects.filter(pk=window.pk).update(closes_at=stored)

    window.text = "网上申报"
    window.clean()

    assert window.closes_at == stored


def test_window_that_was_never_dated_gets_its_first_announcement(call: ApplicationNotice) -> None:
    window = first_window(call)
    opens, closes = window.opens_at, window.closes_at
    CallWindow.objects.filter(pk=window.pk).update(opens_at=None, closes_at=None)

    window.opens_at, window.closes_at = opens, closes + DAY
    window.clean()

    assert window.closes_at == closes + DAY


def test_draft_and_withdrawn_calls_are_free(call: ApplicationNotice) -> None:
    window = first_window(call)
    ApplicationNotice.objects.filter(pk=call.pk).update(live=False)

    window.closes_at += DAY
    window.clean()


def rows(widget: MilestonesWidget, *pairs: tuple[str, str]) -> str:
    sent = {}
    for number, (name, at) in enumerate(pairs):
        sent |= {f"m-{number}-name": name, f"m-{number}-at": at}
    return widget.value_from_datadict(sent, {}, "m")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026-05-01 17:00", "2026-05-01T17:00:00+08:00"),
        ("2026-05-01T17:00", "2026-05-01T17:00:00+08:00"),
        ("2026-05-01", "2026-05-02T00:00:00+08:00"),
    ],
)
def test_milestones_are_typed_as_people_write(typed: str, stored: str) -> None:
    assert as_stored(typed) == stored
    assert as_typed(stored) == typed.replace("T", " ")


def test_milestone_rows_come_back_in_order_without_the_empty_ones() -> None:
    value = rows(MilestonesWidget(), ("网上填报", "2026-05-01"), ("", ""), ("区县推荐", "2026-06-01 12:00"))

    html = MilestonesWidget().render("m", value, {"id": "m"})

    assert value.index("网上填报") < value.index("区县推荐")
    assert 'value="2026-05-01"' in html
    assert 'name="m-4-name"' in html


@pytest.mark.parametrize("milestones", [[{"name": "", "at": "x"}], [{"name": "a", "at": "soon"}], "x", [3], [{}]])
def test_milestone_that_cannot_be_read_is_refused_in_words(milestones: Any) -> None:
    with pytest.raises(ValidationError):
        check(milestones)
    assert told(milestones) == []


def edited(call: ApplicationNotice, **window: Any) -> dict[str, Any]:
    """The editor's form of a call with one item as it stands, apart from what is given of its window."""
    item = call.items.first()
    row = item.windows.first()
    local = {"opens_at": "2026-01-01 09:00", "closes_at": "2026-02-01 09:00"}
    given = {"id": row.pk, "purpose": "apply", "text": "", "milestones-0-name": "", "milestones-0-at": ""}
    empty = inline_formset([])
    return nested_form_data(
        {
            "title": call.title, "slug": call.slug, "body": streamfield([]), "visibility": "public",
            "record_owner": call.record_owner_id,
            "items": inline_formset(
                [{"id": item.pk, "name": item.name, "purpose": "application", "mode": "apply",
                  "windows": inline_formset([given | local | window], initial=1)}], initial=1
            ),
            **dict.fromkeys(("conditions", "materials", "roles", "contacts", "attachments"), empty),
        }
    )  # fmt: skip


@pytest.fixture
def small_call(call: ApplicationNotice) -> ApplicationNotice:
    """One item whose window is 2026-01-01 09:00 to 2026-02-01 09:00 in Shanghai."""
    CallItem.objects.filter(pk=call.items.last().pk).delete()
    opens = dt.datetime(2026, 1, 1, 1, tzinfo=dt.UTC)
    CallWindow.objects.filter(item__page=call).update(opens_at=opens, closes_at=opens + 31 * DAY)
    return ApplicationNotice.objects.get(pk=call.pk)


def test_editor_leads_to_the_screen_instead_of_saving(office: Client, small_call: ApplicationNotice) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[small_call.pk])

    answer = office.post(address, edited(small_call, closes_at="2026-03-01 09:00") | {"action-publish": "1"})

    refused = answer.context["form"].formsets["items"].forms[0].formsets["windows"]
    assert [set(form.errors) for form in refused.forms] == [{"closes_at"}]
    assert reverse("call_windows", args=[small_call.pk]) in answer.content.decode()
    assert first_window(small_call).closes_at == dt.datetime(2026, 2, 1, 1, tzinfo=dt.UTC)


def test_editor_keeps_a_published_window_and_takes_milestones(office: Client, small_call: ApplicationNotice) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[small_call.pk])
    given = {"milestones-0-name": "区县推荐", "milestones-0-at": "2026-01-20"}

    removed = office.post(address, edited(small_call, DELETE="1") | {"action-publish": "1"})
    office.post(address, edited(small_call, **given) | {"action-publish": "1"})

    assert removed.status_code == 200
    assert first_window(small_call).milestones == [{"name": "区县推荐", "at": "2026-01-21T00:00:00+08:00"}]
    assert issubclass(type(small_call).get_edit_handler().get_form_class().formsets["items"], KeptWindows)
