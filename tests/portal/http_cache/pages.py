"""Asking for pages that are kept, and for the same page made anew."""

import datetime as dt
from typing import Any

from django.test import Client

from portal.policies.models import ApplicationNotice, CallItem, CallWindow
from portal.windows.instants import SHANGHAI
from tests.factories.notices import ApplicationNoticeFactory

HIT, MISS = "Huiqi; hit", "Huiqi; fwd=miss"
# An hour of the day that is far from midnight, when "days left" change.
NOON = dt.datetime(2026, 11, 21, 12, 0, tzinfo=SHANGHAI).astimezone(dt.UTC)


def how(response: Any) -> str:
    return str(response.get("Cache-Status", ""))


def anew(path: str) -> str:
    """The page as it is made now: nothing is kept for who sends credentials."""
    return Client().get(path, headers={"Authorization": "none"}).content.decode()


def kept_page(client: Client, path: str) -> Any:
    """The page, which is kept from now on."""
    first, second = client.get(path), client.get(path)
    assert (how(first), how(second)) == (MISS, HIT)
    assert first.content == second.content
    return second


def call(opens: dt.datetime, closes: dt.datetime) -> ApplicationNotice:
    item = CallItem(name="研发补助")
    item.windows = [CallWindow(opens_at=opens, closes_at=closes)]
    return ApplicationNoticeFactory(title="研发补助申报通知", slug="call", items=[item])
