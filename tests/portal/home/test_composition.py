"""What the home page counts as an opportunity."""

import datetime as dt

import pytest
from django.test import RequestFactory

from portal.home.composition import home_context
from portal.policies.models import ApplicationNotice, CallItem, CallWindow
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.schemes import SchemeFactory

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


def test_rows_tell_what_one_can_get() -> None:
    scheme = SchemeFactory(amount_max=500_000)
    now = dt.datetime.now(dt.UTC)
    item = CallItem(name="申报", purpose="application", scheme=scheme)
    item.windows = [CallWindow(opens_at=now - dt.timedelta(days=1), closes_at=now + dt.timedelta(days=3))]
    ApplicationNoticeFactory(items=[item])

    found = home_context(RequestFactory().get("/"))

    assert [(row["amount"], row["status"]) for row in found["closing_soon"]] == [(500_000, "closing_soon")]
    assert found["closing_total"] == 1 and found["product_total"] == 1


def test_what_is_new_stands_in_the_order_of_its_day() -> None:
    early = PolicyDocumentFactory(issued_on=dt.date(2026, 1, 5))
    PolicyDocumentFactory(issued_on=dt.date(2025, 1, 5))
    late = PolicyDocumentFactory(issued_on=dt.date(2026, 3, 5))

    found = home_context(RequestFactory().get("/"))["announced"]

    assert [row["id"] for row in found[:2]] == [str(late.permanent_id), str(early.permanent_id)]
