"""What the home page counts as an opportunity."""

import datetime as dt

import pytest
from django.test import RequestFactory

from portal.home.composition import home_context
from portal.policies.models import ApplicationNotice, CallItem, CallWindow
from tests.factories.notices import ApplicationNoticeFactory

pytestmark = pytest.mark.django_db


def call(*purposes: str) -> ApplicationNotice:
    """An open call with one item of each purpose."""
    now = dt.datetime.now(dt.UTC)
    items = [CallItem(name=purpose, purpose=purpose) for purpose in purposes]
    for item in items:
        item.windows = [CallWindow(opens_at=now - dt.timedelta(days=1), closes_at=now + dt.timedelta(days=30))]
    return ApplicationNoticeFactory(items=items)


def test_a_record_of_upstream_applications_is_no_opportunity() -> None:
    call("upstream_record")
    mixed, plain = call("upstream_record", "application"), call("application")
    found = home_context(RequestFactory().get("/"))

    assert found["open_total"] == 2
    assert {link["id"] for link in found["newly_opened"]} == {str(mixed.permanent_id), str(plain.permanent_id)}
