"""What lies ready at the terminal."""

import datetime as dt
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from portal.policies.models import ApplicationNotice, CallItem, CallWindow, Scheme
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.schemes import SchemeFactory
from tests.factories.taxonomy import term


def scheme(title: str, *, sizes: tuple[str, ...] = (), field: str = "", **given: Any) -> Scheme:
    """A scheme for enterprises of some sizes (none: for all) in one field."""
    if sizes:
        given["sizes"] = [term("size", code) for code in sizes]
    if field:
        given["policy_fields"] = [term("field", field)]
    return SchemeFactory(title=title, **given)


def call(
    title: str, *, closes: dt.datetime | None = None, purpose: str = "application", **given: Any
) -> ApplicationNotice:
    """A call that opened yesterday."""
    now = dt.datetime.now(dt.UTC)
    item = CallItem(name="事项", purpose=purpose, scheme=given.pop("scheme", None))
    item.windows = [CallWindow(opens_at=now - dt.timedelta(days=40), closes_at=closes or now + dt.timedelta(days=30))]
    return ApplicationNoticeFactory(title=title, items=[item], **given)


def screen(client: Client, path: str, status: int = 200) -> BeautifulSoup:
    """One screen."""
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")
