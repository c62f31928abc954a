"""What editors may announce, and that what happened is only ever added to."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from portal.policies.models import CallWindow
from portal.windows.models import WindowEvent
from tests.factories.windows import WindowEventFactory

NOW = dt.datetime(2026, 12, 1, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attempt",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: WindowEvent.objects.update(reason="x"),
        lambda row: WindowEvent.objects.bulk_update([row], ["reason"]),
        lambda row: WindowEvent.objects.filter(pk=row.pk).delete(),
    ],
    ids=["save", "delete", "update", "bulk_update", "delete many"],
)
def test_happening_is_neither_edited_nor_deleted(attempt) -> None:
    row = WindowEventFactory()

    with pytest.raises(ValidationError):
        attempt(row)
    assert WindowEvent.objects.get(pk=row.pk).reason == ""


@pytest.mark.django_db
def test_happening_outlives_the_account_that_recorded_it() -> None:
    user = get_user_model().objects.create_user(username="editor", password="x")
    row = WindowEventFactory(recorded_by=user)
    user.delete()

    assert WindowEvent.objects.get(pk=row.pk).recorded_by is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "cancelled"}, "kind"),
        ({"kind": "extended", "reason": "延期"}, "closes_at"),
        ({"kind": "extended", "closes_at": NOW + DAY}, "reason"),
        ({"kind": "extended", "closes_at": NOW + DAY, "reason": "  "}, "reason"),
        ({"kind": "extended", "closes_at": NOW, "reason": "延期"}, "closes_at"),
        ({"kind": "reopened"}, "reason"),
        ({"kind": "suspended"}, "reason"),
        ({"kind": "quota_reached"}, "reason"),
        ({"kind": "closed_early"}, "reason"),
    ],
)
def test_incomplete_happening_is_refused(given: dict, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        WindowEventFactory(at=NOW, **given)
    assert field in refused.value.message_dict
    assert not WindowEvent.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"opens_at": NOW, "closes_at": NOW}, "closes_at"),
        ({"opens_at": NOW}, "closes_at"),
        ({"closes_at": NOW, "open_ended": True}, "open_ended"),
        ({"closes_at": dt.datetime(9999, 12, 31, tzinfo=dt.UTC)}, "closes_at"),
    ],
)
def test_impossible_window_is_refused(given: dict, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        CallWindow(**given).clean()
    assert field in refused.value.message_dict


@pytest.mark.parametrize(
    "given", [{"text": "一般每年一次"}, {"open_ended": True}, {"opens_at": NOW, "closes_at": NOW + DAY}]
)
def test_prose_unending_and_dated_windows_are_legal(given: dict) -> None:
    CallWindow(**given).clean()
