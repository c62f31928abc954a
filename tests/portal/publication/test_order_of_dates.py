"""What has no date comes last on every database: PostgreSQL would put it first where nothing is said."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.home.tree import ensure_site_tree
from portal.publication.relations import referring_to
from tests.portal.kiosk.records import call, scheme

pytestmark = pytest.mark.django_db


def open_page(path: str) -> None:
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize(
    "read",
    [
        lambda: referring_to([str(uuid4())]),
        lambda: open_page("/kiosk/number/?typed=712"),
        lambda: open_page("/notices/?view=calendar"),
        lambda: open_page("/"),
        lambda: open_page("/supermarket/"),
        lambda: open_page(call("奖励申报", scheme=scheme("奖励")).url),
    ],
    ids=["relations", "pad of digits", "calendar", "home", "supermarket", "chain of a call"],
)
def test_records_without_a_date_come_last(read: Callable[[], object]) -> None:
    ensure_site_tree()
    with CaptureQueriesContext(connection) as asked:
        read()

    orders = [query["sql"].rpartition(" ORDER BY ")[2] for query in asked if " ORDER BY " in query["sql"]]
    dated = [order for order in orders if '"date" DESC' in order]
    assert dated and all('"date" DESC NULLS LAST' in order for order in dated)
