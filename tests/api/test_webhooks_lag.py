"""The outbox lag of /healthz: what waits for a receiver that takes events."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from api.webhooks.lag import outbox_lag
from api.webhooks.models import Endpoint
from portal.publication.health import health
from tests.api.receiver import Receiver
from tests.api.webhook_owner import Owner, work
from tests.search.records import publish

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def test_lag_is_the_age_of_what_waits(db: Any, settings: LazySettings, receiver: Receiver) -> None:
    settings.OUTGOING_LOOPBACK = True
    made = Owner("owner").endpoint(f"{receiver.url}/x")
    later = timezone.now() + 2 * MINUTE

    assert outbox_lag(later) == 0.0
    publish()
    assert 60.0 < outbox_lag(later) <= 120.0
    assert health(later)["outbox_lag_s"] == round(outbox_lag(later), 1)
    Endpoint.objects.update(failures=1)
    assert outbox_lag(later) == 0.0
    Endpoint.objects.update(failures=0)
    work(made)
    assert outbox_lag(later) == 0.0
